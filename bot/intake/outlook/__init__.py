"""Collect what the day brings: forecasts, fine dust and weather warnings."""
