"""The chart of a week's forecast: low and high of each day, its weather, and its chance of precipitation."""

from bot.pictures.axes import MIN_SPAN, Axis
from bot.pictures.canvas import Canvas
from bot.pictures.colours import PALETTES, Palette, colour_of
from bot.pictures.fonts import BOLD
from bot.pictures.forecast_content import DayColumn, ForecastWeekChart
from bot.pictures.forecast_day import draw_forecast_header
from bot.pictures.icons import draw_drop, draw_icon
from bot.pictures.labels import Box

WIDTH, HEIGHT = 1280, 1020
_MARGIN = 44
_DAYS = Box(_MARGIN, 190, WIDTH - _MARGIN, 990)
_ICON, _CHANCE, _CHANCE_HEADING = 292, 950, 890
_TEMPERATURES = Box(_MARGIN, 450, WIDTH - _MARGIN, 760)
_BAR = 20
"""Half the width of the bar from a day's low to its high, pixels."""

_FULL = 100


def draw_forecast_week(content: ForecastWeekChart) -> bytes:
    """Return the chart as PNG, 1280 pixels wide."""
    palette = PALETTES[content.theme]
    canvas = Canvas(WIDTH, HEIGHT, palette.page, content.language)
    draw_forecast_header(canvas, content.title, content.when, "", palette)
    axis = _axis(content)
    width = (_DAYS.right - _DAYS.left) / len(content.days)
    draw_drop(canvas, (_DAYS.left + 12, _CHANCE_HEADING - 12), 16, palette)
    canvas.text((_DAYS.left + 42, _CHANCE_HEADING), content.chance, 32, palette.text)
    for place, day in enumerate(content.days):
        _day(canvas, day, _DAYS.left + width * (place + 0.5), width, axis, palette)
    return canvas.png()


def _axis(content: ForecastWeekChart) -> Axis:
    known = [degrees for day in content.days for degrees in (day.low, day.high) if degrees is not None] or [0.0]
    middle, reach = (max(known) + min(known)) / 2, (max(known) - min(known)) / 2
    return Axis(middle - max(reach, MIN_SPAN), middle + max(reach, MIN_SPAN), _TEMPERATURES)


def _day(canvas: Canvas, day: DayColumn, x: float, width: float, axis: Axis, palette: Palette) -> None:
    canvas.text(
        (x, _DAYS.top + 24),
        day.day,
        canvas.size_within(day.day, 36, width - 12, 600),
        palette.text,
        weight=600,
        anchor="ms",
    )
    if day.icon is not None:
        draw_icon(canvas, day.icon, (x, _ICON), 56, palette)
    _temperatures(canvas, day, x, axis, palette)
    colour = palette.quiet if day.percent is None else palette.line
    canvas.text((x, _CHANCE), day.chance, 36, colour, weight=600, anchor="ms")


def _temperatures(canvas: Canvas, day: DayColumn, x: float, axis: Axis, palette: Palette) -> None:
    if day.low is None and day.high is None:
        canvas.text((x, (axis.box.top + axis.box.bottom) / 2), day.high_text, 36, palette.quiet, anchor="ms")
        return
    ends = [degrees for degrees in (day.low, day.high) if degrees is not None]
    _bar(canvas, x, min(ends), max(ends), axis, palette)
    if day.high is not None:
        y = axis.y(day.high) - _BAR - 16
        canvas.text((x, y), day.high_text, 42, palette.text, weight=BOLD, anchor="ms", halo=palette.page)
    if day.low is not None:
        y = axis.y(day.low) + _BAR + 46
        canvas.text((x, y), day.low_text, 42, palette.quiet, weight=BOLD, anchor="ms", halo=palette.page)


def _bar(canvas: Canvas, x: float, low: float, high: float, axis: Axis, palette: Palette) -> None:
    """Draw the bar from a low to a high in the colours of the temperatures between them."""
    top, bottom = axis.y(high), axis.y(low)
    canvas.rounded(Box(x - _BAR - 2, top - _BAR - 2, x + _BAR + 2, bottom + _BAR + 2), _BAR + 2, palette.ring)
    canvas.disc((x, top), _BAR, colour_of(high))
    canvas.disc((x, bottom), _BAR, colour_of(low))
    for y in range(round(top), round(bottom)):
        share = (bottom - y) / (bottom - top)
        canvas.rectangle(Box(x - _BAR, y, x + _BAR, y), colour_of(low + share * (high - low)))
