"""`/map` and `/chart`: the country on maps, and a place's day and week as charts."""

from bot.context import AnyApplication
from handlers.pictures import charts, maps


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    maps.register(application)
    charts.register(application)
