"""The entry point for drawing any picture."""

from bot.pictures.content import Content, CountryMap, DayChart
from bot.pictures.country_map import draw_map
from bot.pictures.day_chart import draw_chart
from bot.pictures.forecast_content import ForecastDayChart
from bot.pictures.forecast_day import draw_forecast_day
from bot.pictures.forecast_week import draw_forecast_week


def draw(content: Content) -> bytes:
    """Return a picture as PNG, 1280 pixels wide. Only one thread at a time may draw, because the fonts are shared."""
    if isinstance(content, CountryMap):
        return draw_map(content)
    if isinstance(content, DayChart):
        return draw_chart(content)
    return draw_forecast_day(content) if isinstance(content, ForecastDayChart) else draw_forecast_week(content)
