"""Forecasts, fine dust, warnings and advice as text, for bulletins and answers."""
