"""Kinds of pictures that can be asked for."""

from enum import StrEnum


class ChartView(StrEnum):
    """Time that a place's chart shows."""

    PAST = "past"
    """The last day and week, as measured."""
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
