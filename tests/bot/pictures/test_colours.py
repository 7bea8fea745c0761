"""The scale as people see it, with the matrices of Machado, Oliveira and Fernandes (2009) for the whole deficiency."""

import math
from itertools import combinations, pairwise
from typing import TypeAlias

import pytest

from bot.pictures.colours import AIR_COLOURS, COLDEST, PALETTES, WARMEST, WARNING_COLOURS, Colour, Palette, colour_of

Vector: TypeAlias = tuple[float, float, float]
SIGHTS: dict[str, tuple[Vector, Vector, Vector]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
STEPS = range(COLDEST, WARMEST + 1, 5)


def _linear(colour: Colour) -> Vector:
    shares = (channel / 255 for channel in colour)
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _seen(colour: Colour, sight: str) -> Vector:
    """The colour in CIE's L*a*b*, as somebody sees it."""
    light = _linear(colour)
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0), 1) for row in SIGHTS[sight])
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    p, q, r = (share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116 for share in (x, y, z))
    return 116 * q - 16, 500 * (p - q), 200 * (q - r)


@pytest.mark.parametrize("sight", SIGHTS)
def test_five_degrees_are_distinguishable_with_every_colour_vision(sight: str) -> None:
    seen = [_seen(colour_of(degrees), sight) for degrees in STEPS]
    assert min(math.dist(one, next_one) for one, next_one in pairwise(seen)) > 11


@pytest.mark.parametrize("sight", SIGHTS)
def test_warm_and_cold_are_distinguishable(sight: str) -> None:
    far = [(a, b) for a, b in combinations(STEPS, 2) if b - a >= 15]
    assert min(math.dist(_seen(colour_of(a), sight), _seen(colour_of(b), sight)) for a, b in far) > 30


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("steps", [AIR_COLOURS, WARNING_COLOURS], ids=["air", "warnings"])
def test_steps_are_distinguishable_with_every_colour_vision(steps: tuple[Colour, ...], sight: str) -> None:
    assert len(steps) == 4
    assert min(math.dist(_seen(one, sight), _seen(other, sight)) for one, other in combinations(steps, 2)) > 25


def test_the_scale_is_fixed() -> None:
    assert [colour_of(degrees) for degrees in (-20, 0, 15, 30)] == [
        (62, 16, 92),
        (84, 154, 224),
        (240, 238, 218),
        (217, 98, 22),
    ]


def test_colours_are_interpolated_and_constant_beyond_the_scale() -> None:
    assert colour_of(12.5) == (212, 228, 229)
    assert colour_of(-31) == colour_of(-20)
    assert colour_of(44) == colour_of(40)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_text_has_enough_contrast(palette: Palette) -> None:
    for ground in (palette.page, palette.panel):
        for text in (palette.text, palette.quiet):
            dark, light = sorted((_luminance(text), _luminance(ground)))
            # The contrast that WCAG 2 asks for.
            assert (light + 0.05) / (dark + 0.05) >= 4.5
