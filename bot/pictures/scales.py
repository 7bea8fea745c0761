"""Colour scales below maps. They are always whole; the part that the map uses is drawn in full height."""

from bot.pictures.canvas import Canvas
from bot.pictures.colours import COLDEST, WARMEST, Palette, colour_of
from bot.pictures.content import DegreeScale, Step, StepScale
from bot.pictures.labels import Box

_THIN = 9
"""Height of the part of a scale that the map does not use, pixels."""

_TEXT, _DETAIL = 32, 28
_GAP = 6


def draw_scale(canvas: Canvas, scale: DegreeScale | StepScale, box: Box, palette: Palette) -> None:
    """Draw a scale into a box, and its labels below it."""
    if isinstance(scale, DegreeScale):
        _degrees(canvas, scale, box, palette)
        return
    width = (box.right - box.left) / len(scale.steps)
    for number, step in enumerate(scale.steps):
        left = box.left + number * width
        _step(canvas, step, Box(left, box.top, left + width - _GAP, box.bottom), palette)


def _degrees(canvas: Canvas, scale: DegreeScale, box: Box, palette: Palette) -> None:
    for x in range(round(box.left), round(box.right)):
        here = COLDEST + (WARMEST - COLDEST) * (x - box.left) / (box.right - box.left)
        is_used = scale.used is not None and scale.used[0] <= here <= scale.used[1]
        canvas.rectangle(Box(x, box.top if is_used else box.bottom - _THIN, x, box.bottom), colour_of(here))
    if scale.used is not None:
        for end in scale.used:
            edge = min(max(_position(end, box), box.left + 1), box.right - 1)
            canvas.rectangle(Box(edge - 1, box.top - 4, edge + 1, box.bottom), palette.text)
    for degrees, word in scale.labels:
        anchor = "ls" if degrees == COLDEST else "rs" if degrees == WARMEST else "ms"
        canvas.text((_position(degrees, box), box.bottom + 36), word, _TEXT, palette.text, anchor=anchor)


def _position(degrees: float, box: Box) -> float:
    return box.left + (box.right - box.left) * (degrees - COLDEST) / (WARMEST - COLDEST)


def _step(canvas: Canvas, step: Step, box: Box, palette: Palette) -> None:
    canvas.rectangle(Box(box.left, box.top if step.is_used else box.bottom - _THIN, box.right, box.bottom), step.colour)
    colour, weight = (palette.text, 600) if step.is_used else (palette.quiet, 450)
    room = box.right - box.left - _GAP
    width = canvas.width_of(step.name, _TEXT, weight) + canvas.width_of(step.detail, _DETAIL) + 14
    scale = min(1.0, room / width)
    name, detail = int(_TEXT * scale), int(_DETAIL * scale)
    y = box.bottom + 38
    canvas.text((box.left, y), step.name, name, colour, weight=weight)
    x = box.left + canvas.width_of(step.name, name, weight) + 14 * scale
    canvas.text((x, y), step.detail, detail, palette.quiet)
