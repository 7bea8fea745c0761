"""Axes of charts: degrees over the hours of a day, their grid, and lines between readings."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.pictures.canvas import Canvas, Point
from bot.pictures.colours import Colour, Palette
from bot.pictures.content import HOURS, format_degrees
from bot.pictures.labels import Box
from storage.terms import Unit

MIN_SPAN = 4
"""Smallest span of a vertical axis, degrees: a calm day must not look like a wild one."""

_GRID_STEPS = (1, 2, 5, 10, 20)
_MAX_GRID_LINES = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """The vertical axis: temperatures (℃) from the lower to the upper edge of a box."""

    low: float
    high: float
    box: Box

    def y(self, temperature: float) -> float:
        """Return the pixels from the top of a temperature."""
        share = (temperature - self.low) / (self.high - self.low)
        return self.box.bottom - share * (self.box.bottom - self.box.top)

    def place(self, hour: float, temperature: float) -> Point:
        """Return the pixels of a temperature at an hour since the chart's start."""
        return hour_position(hour, self.box), self.y(temperature)


def hour_position(hour: float, box: Box) -> float:
    """Return the pixels from the left of an hour since the start of a chart of `HOURS` hours."""
    return box.left + hour / HOURS * (box.right - box.left)


def grid_step(span: float) -> int:
    """Return the distance between grid lines, degrees, for a span of degrees."""
    return next((step for step in _GRID_STEPS if span / step <= _MAX_GRID_LINES - 1), _GRID_STEPS[-1])


def draw_grid(canvas: Canvas, temperatures: Sequence[float], unit: Unit, box: Box, palette: Palette) -> Axis:
    """Draw grid lines at full degrees of the written unit, and return the axis of these temperatures."""
    written = [unit.of(temperature) for temperature in temperatures]
    spare = max(MIN_SPAN - (max(written) - min(written)), 0) / 2
    low, high = min(written) - spare, max(written) + spare
    step = grid_step(high - low)
    first, last = math.floor(low / step) * step, math.ceil(high / step) * step
    axis = Axis(unit.to_celsius(first), unit.to_celsius(last), box)
    for degrees in range(first, last + 1, step):
        y = axis.y(unit.to_celsius(degrees))
        canvas.rectangle(Box(box.left, y - 1, box.right, y), palette.grid)
        canvas.text((box.left - 18, y), format_degrees(degrees), 30, palette.quiet, anchor="rm")
    return axis


def draw_hours(canvas: Canvas, hours: Iterable[tuple[float, str]], box: Box, palette: Palette) -> None:
    """Write hours since the chart's start below a box."""
    for hour, word in hours:
        canvas.text((hour_position(hour, box), box.bottom + 50), word, 30, palette.quiet, anchor="ms")


def draw_run(canvas: Canvas, points: Sequence[Point], width: float, colour: Colour) -> None:
    """Draw a line through points with round ends, or a disc for a single one."""
    if len(points) > 1:
        canvas.line(points, width, colour)
    # Pillow ends lines flat; discs round them, and show a reading without neighbours.
    for end in (points[0], points[-1]):
        canvas.disc(end, width / 2 if len(points) > 1 else width, colour)
