"""The entry point for drawing any picture."""

from bot.pictures.content import Content, CountryMap
from bot.pictures.country_map import draw_map
from bot.pictures.day_chart import draw_chart


def draw(content: Content) -> bytes:
    """Return a picture as PNG, 1280 pixels wide. Only one thread at a time may draw, because the fonts are shared."""
    return draw_map(content) if isinstance(content, CountryMap) else draw_chart(content)
