"""Draws a picture, whatever it shows."""

from bot.pictures.content import Content, CountryMap
from bot.pictures.country_map import draw_map
from bot.pictures.day_chart import draw_chart


def draw(content: Content) -> bytes:
    """A picture as a PNG, 1280 pixels wide. One thread at a time may draw: they share the fonts."""
    return draw_map(content) if isinstance(content, CountryMap) else draw_chart(content)
