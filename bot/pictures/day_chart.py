"""The chart of a station's temperatures: a day, and the mornings of a week."""

from collections.abc import Sequence
from itertools import pairwise

from bot.pictures.axes import MIN_SPAN, Axis, draw_grid, draw_hours, draw_run, hour_position
from bot.pictures.canvas import Canvas
from bot.pictures.colours import PALETTES, Palette, colour_of
from bot.pictures.content import HOURS, DayChart, Morning
from bot.pictures.fonts import BOLD
from bot.pictures.labels import Box

WIDTH = 1280
_MARGIN = 44
_DAY = Box(118, 270, WIDTH - 70, 690)
_WEEK_BELOW_DAY, _WEEK_ALONE = 810, 170
_WEEK_HEIGHT = 400
_MAX_GAP_HOURS = 3
"""Hours; readings farther apart are not connected by a line."""


def draw_chart(content: DayChart) -> bytes:
    """Return the chart as PNG, 1280 pixels wide."""
    palette = PALETTES[content.theme]
    top = _WEEK_BELOW_DAY if content.today else _WEEK_ALONE
    height = top + _WEEK_HEIGHT
    canvas = Canvas(WIDTH, height, palette.page, content.language)
    _header(canvas, content, palette)
    if content.today:
        _day(canvas, content, palette)
    _week(canvas, content, top, palette)
    canvas.text((_MARGIN, height - 28), content.source, 28, palette.quiet)
    return canvas.png()


def _header(canvas: Canvas, content: DayChart, palette: Palette) -> None:
    room = WIDTH - 3 * _MARGIN - canvas.width_of(content.newest, 84, BOLD) - 60
    size = canvas.size_within(content.title, 60, room, BOLD)
    canvas.text((_MARGIN, 82), content.title, size, palette.text, weight=BOLD)
    canvas.text((_MARGIN, 140), content.when, canvas.size_within(content.when, 36, room), palette.quiet)
    canvas.text((WIDTH - _MARGIN, 112), content.newest, 84, palette.text, weight=BOLD, anchor="rs")
    if content.temperature is not None:
        x = WIDTH - _MARGIN - canvas.width_of(content.newest, 84, BOLD) - 40
        canvas.disc((x, 84), 19, palette.ring)
        canvas.disc((x, 84), 17, colour_of(content.temperature))


def _day(canvas: Canvas, content: DayChart, palette: Palette) -> None:
    _legend(canvas, content, palette)
    temperatures = [temperature for _, temperature in (*content.today, *content.yesterday)]
    axis = draw_grid(canvas, temperatures, content.unit, _DAY, palette)
    draw_hours(canvas, content.hours, _DAY, palette)
    _midnight(canvas, content, palette)
    # Today's line is drawn last, above yesterday's.
    for readings, width, colour in ((content.yesterday, 3.0, palette.quiet), (content.today, 8.0, palette.line)):
        for run in connected_runs(readings):
            draw_run(canvas, [axis.place(*reading) for reading in run], width, colour)
    _extremes(canvas, content, axis, palette)


def connected_runs(readings: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Group readings that are close enough in time to be connected by a line."""
    found: list[list[tuple[float, float]]] = []
    for reading in readings:
        if found and reading[0] - found[-1][-1][0] <= _MAX_GAP_HOURS:
            found[-1].append(reading)
        else:
            found.append([reading])
    return found


def _legend(canvas: Canvas, content: DayChart, palette: Palette) -> None:
    """Draw the legend of the two lines, each next to a sample of it."""
    x, y = float(_MARGIN), _DAY.top - 54
    for word, width, colour in ((content.lines[0], 8.0, palette.line), (content.lines[1], 3.0, palette.quiet)):
        draw_run(canvas, [(x, y - 11), (x + 56, y - 11)], width, colour)
        canvas.text((x + 74, y), word, 32, palette.text)
        x += 74 + canvas.width_of(word, 32) + 56


def _midnight(canvas: Canvas, content: DayChart, palette: Palette) -> None:
    if content.midnight is None:
        return
    hour, word = content.midnight
    x = hour_position(hour, _DAY)
    canvas.rectangle(Box(x - 1, _DAY.top, x, _DAY.bottom + 14), palette.coast)
    # The date is written on the side with more room.
    anchor = "ls" if hour < HOURS / 2 else "rs"
    canvas.text((x, _DAY.bottom + 92), word, 30, palette.quiet, anchor=anchor)


def _extremes(canvas: Canvas, content: DayChart, axis: Axis, palette: Palette) -> None:
    for one in content.extremes:
        x, y = axis.place(one.hour, one.temperature)
        canvas.disc((x, y), 11, palette.page)
        canvas.disc((x, y), 8, palette.line)
        # The label of a point at the edge would leave the picture.
        x = min(max(x, _DAY.left + 60), _DAY.right - 40)
        place = x, y + (-24 if one.is_high else 48)
        canvas.text(place, one.temperature_text, 36, palette.text, weight=BOLD, anchor="ms", halo=palette.page)


def _week(canvas: Canvas, content: DayChart, top: float, palette: Palette) -> None:
    canvas.text((_MARGIN, top + 60), content.week, 36, palette.text, weight=600)
    axis = _week_axis(content, Box(_MARGIN, top + 140, WIDTH - _MARGIN, top + 240))
    width = (axis.box.right - axis.box.left) / len(content.mornings)
    days = [(axis.box.left + width * (place + 0.5), one) for place, one in enumerate(content.mornings)]
    for (x, one), (next_x, next_one) in pairwise(days):
        if one.temperature is not None and next_one.temperature is not None:
            canvas.line([(x, axis.y(one.temperature)), (next_x, axis.y(next_one.temperature))], 3, palette.grid)
    for x, one in days:
        _morning(canvas, one, x, width, axis, palette)


def _week_axis(content: DayChart, box: Box) -> Axis:
    known = [one.temperature for one in content.mornings if one.temperature is not None] or [0.0]
    middle, reach = (max(known) + min(known)) / 2, (max(known) - min(known)) / 2
    return Axis(middle - max(reach, MIN_SPAN), middle + max(reach, MIN_SPAN), box)


def _morning(canvas: Canvas, one: Morning, x: float, width: float, axis: Axis, palette: Palette) -> None:
    size = canvas.size_within(one.day, 32, width - 8)
    canvas.text((x, axis.box.bottom + 76), one.day, size, palette.quiet, anchor="ms")
    if one.temperature is None:
        canvas.text((x, (axis.box.top + axis.box.bottom) / 2), one.temperature_text, 36, palette.quiet, anchor="ms")
        return
    y = axis.y(one.temperature)
    canvas.disc((x, y), 19, palette.ring)
    canvas.disc((x, y), 17, colour_of(one.temperature))
    canvas.text((x, y - 34), one.temperature_text, 36, palette.text, weight=BOLD, anchor="ms", halo=palette.page)
