"""Colours of the two themes, and the fixed scales of temperatures, fine dust and warnings.

The scale of temperatures goes from blue through a pale middle to orange and dark red.
"""

import enum
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

# Blue and orange are distinguishable with every type of colour blindness, and each end grows darker. A test simulates
# protanopia, deuteranopia and tritanopia (docs/decisions/022).
SCALE: tuple[tuple[int, Colour], ...] = (
    (-20, (62, 16, 92)),
    (-15, (54, 48, 140)),
    (-10, (40, 82, 180)),
    (-5, (48, 118, 208)),
    (0, (84, 154, 224)),
    (5, (130, 188, 234)),
    (10, (184, 219, 240)),
    (15, (240, 238, 218)),
    (20, (251, 206, 128)),
    (25, (244, 156, 58)),
    (30, (217, 98, 22)),
    (35, (168, 46, 18)),
    (40, (98, 12, 24)),
)
"""Temperatures (℃) with their colours; between them colours are interpolated, beyond them constant."""

AIR_COLOURS: tuple[Colour, ...] = ((48, 110, 205), (120, 205, 140), (250, 190, 60), (165, 20, 45))
"""Colours of AirKorea's four grades, 좋음 to 매우나쁨: its blue, green, yellow and red."""

WARNING_COLOURS: tuple[Colour, ...] = ((150, 175, 196), (250, 204, 60), (222, 84, 30), (110, 16, 100))
"""Colours of the levels of warnings, in ascending order."""

COLDEST, WARMEST = SCALE[0][0], SCALE[-1][0]


class Theme(enum.StrEnum):
    """A picture's theme."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colours.

    Attributes:
        page: the background.
        sea: the sea on the map.
        land: South Korea.
        abroad: other land.
        coast: South Korea's coastline.
        text: the main text.
        quiet: secondary text.
        ring: the outline of a station's point.
        own: the mark of the chat's own cities.
        line: a chart's line.
        grid: a chart's grid.
        panel: the background of text on the map.
        cloud: clouds.
        moon: the moon.
        flake: snowflakes.
    """

    page: Colour
    sea: Colour
    land: Colour
    abroad: Colour
    coast: Colour
    text: Colour
    quiet: Colour
    ring: Colour
    own: Colour
    line: Colour
    grid: Colour
    panel: Colour
    cloud: Colour
    moon: Colour
    flake: Colour


# Text has at least the contrast of 4.5 : 1 that WCAG 2 asks for; a test checks it.
PALETTES: Mapping[Theme, Palette] = MappingProxyType(
    {
        Theme.LIGHT: Palette(
            page=(255, 255, 255),
            sea=(226, 236, 243),
            land=(252, 251, 248),
            abroad=(213, 221, 226),
            coast=(150, 166, 178),
            text=(24, 32, 42),
            quiet=(88, 101, 114),
            ring=(60, 72, 84),
            own=(196, 0, 98),
            line=(24, 96, 178),
            grid=(222, 228, 233),
            panel=(255, 255, 255),
            cloud=(150, 163, 178),
            moon=(196, 160, 60),
            flake=(116, 168, 214),
        ),
        Theme.DARK: Palette(
            page=(18, 23, 30),
            sea=(24, 33, 44),
            land=(58, 67, 78),
            abroad=(38, 47, 58),
            coast=(98, 112, 128),
            text=(244, 247, 250),
            quiet=(166, 178, 190),
            ring=(232, 238, 243),
            own=(255, 96, 176),
            line=(110, 184, 255),
            grid=(50, 60, 72),
            panel=(18, 23, 30),
            cloud=(176, 188, 201),
            moon=(240, 212, 130),
            flake=(222, 238, 252),
        ),
    }
)


def colour_of(temperature: float) -> Colour:
    """Return the colour of a temperature in ℃."""
    place = bisect_right([degrees for degrees, _ in SCALE], temperature)
    if place in {0, len(SCALE)}:
        return SCALE[min(place, len(SCALE) - 1)][1]
    (low, colder), (high, warmer) = SCALE[place - 1], SCALE[place]
    share = (temperature - low) / (high - low)
    red, green, blue = (round(a + share * (b - a)) for a, b in zip(colder, warmer, strict=True))
    return red, green, blue
