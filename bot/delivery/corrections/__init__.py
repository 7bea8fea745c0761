"""Corrections: bulletins that were sent are edited where they stand."""
