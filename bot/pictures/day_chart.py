"""The chart of a station's temperatures: a day, and the mornings of a week."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.pictures.canvas import Canvas, Point
from bot.pictures.colours import PALETTES, Palette, colour_of
from bot.pictures.content import HOURS, DayChart, Morning, format_degrees
from bot.pictures.fonts import BOLD
from bot.pictures.labels import Box
from storage.terms import Unit

WIDTH = 1280
_MARGIN = 44
_DAY = Box(118, 270, WIDTH - 70, 690)
_WEEK_BELOW_DAY, _WEEK_ALONE = 810, 170
_WEEK_HEIGHT = 400
_MAX_GAP_HOURS = 3
"""Hours; readings farther apart are not connected by a line."""

_GRID_STEPS = (1, 2, 5, 10, 20)
_MAX_GRID_LINES = 6
_MIN_SPAN = 4


@dataclass(frozen=True, slots=True)
class _Axis:
    """The vertical axis: temperatures (℃) from the lower to the upper edge of a box."""

    low: float
    high: float
    box: Box

    def y(self, temperature: float) -> float:
        share = (temperature - self.low) / (self.high - self.low)
        return self.box.bottom - share * (self.box.bottom - self.box.top)

    def place(self, hour: float, temperature: float) -> Point:
        return self.box.left + hour / HOURS * (self.box.right - self.box.left), self.y(temperature)


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


def grid_step(span: float) -> int:
    """Return the distance between grid lines, degrees, for a span of degrees."""
    return next((step for step in _GRID_STEPS if span / step <= _MAX_GRID_LINES - 1), _GRID_STEPS[-1])


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
    axis = _grid(canvas, temperatures, content.unit, palette)
    _hours(canvas, content, palette)
    # Today's line is drawn last, above yesterday's.
    for readings, width, colour in ((content.yesterday, 3.0, palette.quiet), (content.today, 8.0, palette.line)):
        for run in connected_runs(readings):
            _run(canvas, [axis.place(*reading) for reading in run], width, colour)
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


def _run(canvas: Canvas, points: Sequence[Point], width: float, colour: tuple[int, int, int]) -> None:
    if len(points) > 1:
        canvas.line(points, width, colour)
    # Pillow ends lines flat; discs round them, and show a reading without neighbours.
    for end in (points[0], points[-1]):
        canvas.disc(end, width / 2 if len(points) > 1 else width, colour)


def _legend(canvas: Canvas, content: DayChart, palette: Palette) -> None:
    """Draw the legend of the two lines, each next to a sample of it."""
    x, y = float(_MARGIN), _DAY.top - 54
    for word, width, colour in ((content.lines[0], 8.0, palette.line), (content.lines[1], 3.0, palette.quiet)):
        _run(canvas, [(x, y - 11), (x + 56, y - 11)], width, colour)
        canvas.text((x + 74, y), word, 32, palette.text)
        x += 74 + canvas.width_of(word, 32) + 56


def _grid(canvas: Canvas, temperatures: Sequence[float], unit: Unit, palette: Palette) -> _Axis:
    """Draw grid lines at full degrees of the written unit, and return the axis."""
    written = [unit.of(temperature) for temperature in temperatures]
    # A calm day must not look like a wild one, so the axis spans at least a few degrees.
    spare = max(_MIN_SPAN - (max(written) - min(written)), 0) / 2
    low, high = min(written) - spare, max(written) + spare
    step = grid_step(high - low)
    first, last = math.floor(low / step) * step, math.ceil(high / step) * step
    axis = _Axis(unit.to_celsius(first), unit.to_celsius(last), _DAY)
    for degrees in range(first, last + 1, step):
        y = axis.y(unit.to_celsius(degrees))
        canvas.rectangle(Box(_DAY.left, y - 1, _DAY.right, y), palette.grid)
        canvas.text((_DAY.left - 18, y), format_degrees(degrees), 30, palette.quiet, anchor="rm")
    return axis


def _hours(canvas: Canvas, content: DayChart, palette: Palette) -> None:
    width = (_DAY.right - _DAY.left) / HOURS
    for hour, word in content.hours:
        canvas.text((_DAY.left + hour * width, _DAY.bottom + 50), word, 30, palette.quiet, anchor="ms")
    if content.midnight is not None:
        hour, word = content.midnight
        x = _DAY.left + hour * width
        canvas.rectangle(Box(x - 1, _DAY.top, x, _DAY.bottom + 14), palette.coast)
        # The date is written on the side with more room.
        anchor = "ls" if hour < HOURS / 2 else "rs"
        canvas.text((x, _DAY.bottom + 92), word, 30, palette.quiet, anchor=anchor)


def _extremes(canvas: Canvas, content: DayChart, axis: _Axis, palette: Palette) -> None:
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


def _week_axis(content: DayChart, box: Box) -> _Axis:
    known = [one.temperature for one in content.mornings if one.temperature is not None] or [0.0]
    middle, reach = (max(known) + min(known)) / 2, (max(known) - min(known)) / 2
    return _Axis(middle - max(reach, _MIN_SPAN), middle + max(reach, _MIN_SPAN), box)


def _morning(canvas: Canvas, one: Morning, x: float, width: float, axis: _Axis, palette: Palette) -> None:
    size = canvas.size_within(one.day, 32, width - 8)
    canvas.text((x, axis.box.bottom + 76), one.day, size, palette.quiet, anchor="ms")
    if one.temperature is None:
        canvas.text((x, (axis.box.top + axis.box.bottom) / 2), one.temperature_text, 36, palette.quiet, anchor="ms")
        return
    y = axis.y(one.temperature)
    canvas.disc((x, y), 19, palette.ring)
    canvas.disc((x, y), 17, colour_of(one.temperature))
    canvas.text((x, y - 34), one.temperature_text, 36, palette.text, weight=BOLD, anchor="ms", halo=palette.page)
