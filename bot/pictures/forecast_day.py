"""The chart of a forecast day: weather of its parts, temperatures, and chances of precipitation."""

from bot.pictures.axes import draw_grid, draw_hours, draw_run, hour_position
from bot.pictures.canvas import Canvas
from bot.pictures.colours import PALETTES, Palette, colour_of
from bot.pictures.fonts import BOLD
from bot.pictures.forecast_content import ChanceBar, DayPartColumn, ForecastDayChart
from bot.pictures.icons import draw_drop, draw_icon
from bot.pictures.labels import Box

WIDTH, HEIGHT = 1280, 1150
_MARGIN = 44
_PARTS = Box(118, 186, WIDTH - 56, 396)
_LINE = Box(118, 470, WIDTH - 56, 770)
_CHANCES = Box(118, 880, WIDTH - 56, 1010)
_FULL = 100
_MIN_BAR = 4
"""Height of a bar of 0 %, pixels: no bar stands for an unknown chance."""


def draw_forecast_day(content: ForecastDayChart) -> bytes:
    """Return the chart as PNG, 1280 pixels wide."""
    palette = PALETTES[content.theme]
    canvas = Canvas(WIDTH, HEIGHT, palette.page, content.language)
    draw_forecast_header(canvas, content.title, content.day, content.range, palette)
    for part in content.parts:
        _part(canvas, part, palette)
    _now_line(canvas, content, palette)
    _temperatures(canvas, content, palette)
    _chances(canvas, content, palette)
    draw_hours(canvas, content.hours, _CHANCES, palette)
    _now_label(canvas, content, palette)
    canvas.text((_MARGIN, HEIGHT - 28), content.source, 28, palette.quiet)
    return canvas.png()


def draw_forecast_header(canvas: Canvas, title: str, below: str, figure: str, palette: Palette) -> None:
    """Write a place, a line below it, and figures to the right."""
    room = WIDTH - 3 * _MARGIN - canvas.width_of(figure, 72, BOLD)
    canvas.text((_MARGIN, 82), title, canvas.size_within(title, 60, room, BOLD), palette.text, weight=BOLD)
    canvas.text((_MARGIN, 140), below, canvas.size_within(below, 36, room), palette.quiet)
    canvas.text((WIDTH - _MARGIN, 112), figure, 72, palette.text, weight=BOLD, anchor="rs")


def _part(canvas: Canvas, part: DayPartColumn, palette: Palette) -> None:
    left, right = hour_position(part.start, _PARTS), hour_position(part.end, _PARTS)
    x, room = (left + right) / 2, right - left - 16
    if part.icon is not None:
        draw_icon(canvas, part.icon, (x, _PARTS.top + 62), 58, palette)
    size = canvas.size_within(part.sky, 32, room, 550)
    canvas.text((x, _PARTS.top + 164), part.sky, size, palette.text, weight=550, anchor="ms")
    canvas.text((x, _PARTS.top + 206), part.rain, canvas.size_within(part.rain, 30, room), palette.line, anchor="ms")


def _now_line(canvas: Canvas, content: ForecastDayChart, palette: Palette) -> None:
    if content.now is not None:
        x = hour_position(content.now[0], _LINE)
        canvas.rectangle(Box(x - 2, _LINE.top - 34, x + 1, _CHANCES.bottom), palette.own)


def _now_label(canvas: Canvas, content: ForecastDayChart, palette: Palette) -> None:
    if content.now is not None:
        hour, word = content.now
        half = canvas.width_of(word, 30, 600) / 2
        x = min(max(hour_position(hour, _LINE), _LINE.left + half), _LINE.right - half)
        canvas.text((x, _LINE.top - 44), word, 30, palette.own, weight=600, anchor="ms", halo=palette.page)


def _temperatures(canvas: Canvas, content: ForecastDayChart, palette: Palette) -> None:
    points = [point for line in content.lines for point in line]
    if not points:
        _unknown(canvas, content, _LINE, palette)
        return
    axis = draw_grid(canvas, [point.temperature for point in points], content.unit, _LINE, palette)
    for line in content.lines:
        draw_run(canvas, [axis.place(point.hour, point.temperature) for point in line], 8.0, palette.line)
    for point in points:
        if point.text:
            x, y = axis.place(point.hour, point.temperature)
            canvas.disc((x, y), 15, palette.ring)
            canvas.disc((x, y), 13, colour_of(point.temperature))
            # The label of the first hour would cover the labels of the axis.
            x = max(x, _LINE.left + canvas.width_of(point.text, 36, BOLD) / 2)
            canvas.text((x, y - 28), point.text, 36, palette.text, weight=BOLD, anchor="ms", halo=palette.page)


def _unknown(canvas: Canvas, content: ForecastDayChart, box: Box, palette: Palette) -> None:
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    canvas.text(middle, content.unknown, 32, palette.quiet, anchor="mm")


def _chances(canvas: Canvas, content: ForecastDayChart, palette: Palette) -> None:
    draw_drop(canvas, (_CHANCES.left + 12, _CHANCES.top - 56), 16, palette)
    canvas.text((_CHANCES.left + 42, _CHANCES.top - 44), content.chance, 32, palette.text)
    canvas.rectangle(Box(_CHANCES.left, _CHANCES.bottom, _CHANCES.right, _CHANCES.bottom + 1), palette.coast)
    if not content.chances:
        _unknown(canvas, content, _CHANCES, palette)
    for bar in content.chances:
        _chance(canvas, bar, palette)


def _chance(canvas: Canvas, bar: ChanceBar, palette: Palette) -> None:
    left, right = hour_position(bar.start, _CHANCES) + 3, hour_position(bar.end, _CHANCES) - 3
    top = _CHANCES.bottom - max((_CHANCES.bottom - _CHANCES.top) * bar.percent / _FULL, _MIN_BAR)
    canvas.rectangle(Box(left, top, right, _CHANCES.bottom), palette.line)
    canvas.text(((left + right) / 2, top - 10), bar.text, 30, palette.text, weight=600, anchor="ms", halo=palette.page)
