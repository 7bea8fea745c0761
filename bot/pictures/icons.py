"""Pictograms of the weather, drawn of discs and lines: no font has them in colour."""

from bot.pictures.canvas import Canvas, Point
from bot.pictures.colours import Colour, Palette
from bot.pictures.forecast_content import Icon
from bot.pictures.labels import Box

_SUN: Colour = (244, 168, 36)
_RAYS = ((0, -1), (0.7, -0.7), (1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7))
_DROPS = (-0.42, 0.0, 0.42)
_FLAKES = ((-0.02, 0.5), (0.12, 0.86))
_BEHIND: Point = (0.3, -0.26)
"""Position of sun or moon behind a cloud, in units of the pictogram's radius."""

_IN_RAIN = -0.2
"""How much higher a cloud is above rain or snow."""


def draw_icon(canvas: Canvas, icon: Icon, centre: Point, radius: float, palette: Palette) -> None:
    """Draw a pictogram.

    Args:
        canvas: the picture.
        icon: the pictogram.
        centre: pixels.
        radius: pixels from the centre to the edge.
        palette: the colours of the theme.
    """
    match icon:
        case Icon.SUN:
            _sun(canvas, centre, radius)
        case Icon.MOON:
            _moon(canvas, centre, radius, palette)
        case Icon.SUN_AND_CLOUD:
            _sun(canvas, _move(centre, *_BEHIND, radius), radius * 0.68)
            _cloud(canvas, _move(centre, -0.1, 0.22, radius), radius * 0.82, palette)
        case Icon.MOON_AND_CLOUD:
            _moon(canvas, _move(centre, *_BEHIND, radius), radius * 0.74, palette)
            _cloud(canvas, _move(centre, -0.1, 0.22, radius), radius * 0.82, palette)
        case Icon.CLOUD:
            _cloud(canvas, centre, radius, palette)
        case Icon.RAIN | Icon.SNOW | Icon.SLEET:
            _precipitation(canvas, icon, centre, radius, palette)
            _cloud(canvas, _move(centre, 0, _IN_RAIN, radius), radius * 0.88, palette)


def draw_drop(canvas: Canvas, centre: Point, radius: float, palette: Palette) -> None:
    """Draw a drop of water, its radius in pixels."""
    x, y = centre
    canvas.disc((x, y + radius * 0.3), radius * 0.7, palette.line)
    tip = [(x, y - radius), (x + radius * 0.6, y + radius * 0.05), (x - radius * 0.6, y + radius * 0.05)]
    box = Box(x - radius, y - radius, x + radius, y + radius)
    canvas.shape(box, palette.line, lambda draw, to: draw.polygon(to(tip), fill=255))


def _move(centre: Point, across: float, down: float, radius: float) -> Point:
    return centre[0] + across * radius, centre[1] + down * radius


def _sun(canvas: Canvas, centre: Point, radius: float) -> None:
    for across, down in _RAYS:
        ray = [_move(centre, across * share, down * share, radius) for share in (0.72, 0.98)]
        canvas.line(ray, radius * 0.12, _SUN)
    canvas.disc(centre, radius * 0.52, _SUN)


def _moon(canvas: Canvas, centre: Point, radius: float, palette: Palette) -> None:
    canvas.disc(centre, radius * 0.7, palette.moon)
    canvas.disc(_move(centre, 0.36, -0.22, radius), radius * 0.6, palette.page)


def _cloud(canvas: Canvas, centre: Point, radius: float, palette: Palette) -> None:
    # The rim sets it off from the sun behind it.
    for rim, colour in ((radius * 0.1, palette.page), (0.0, palette.cloud)):
        for across, down, size in ((-0.48, 0.1, 0.36), (0.02, -0.14, 0.5), (0.5, 0.14, 0.33)):
            canvas.disc(_move(centre, across, down, radius), size * radius + rim, colour)
        left, top = _move(centre, -0.48, 0.06, radius)
        right, bottom = _move(centre, 0.5, 0.47, radius)
        canvas.rounded(Box(left, top, right, bottom + rim), radius * 0.1, colour)


def _precipitation(canvas: Canvas, icon: Icon, centre: Point, radius: float, palette: Palette) -> None:
    for number, across in enumerate(_DROPS):
        is_flake = icon is Icon.SNOW or (icon is Icon.SLEET and number != 1)
        if is_flake:
            for aside, down in _FLAKES:
                canvas.disc(_move(centre, across + aside, down, radius), radius * 0.1, palette.flake)
        else:
            drop = [_move(centre, across + 0.06, 0.42, radius), _move(centre, across - 0.12, 0.9, radius)]
            canvas.line(drop, radius * 0.12, palette.line)
