"""Comparison with the approved pictures in `tests/data/pictures`."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

FOLDER = Path(__file__).resolve().parents[2] / "data" / "pictures"
COLOURS = 96
VISIBLE = 40
"""Allowed distance of a pixel's colour from the approved one, 0 to 255."""

MAX_INVISIBLE_DIFFERENCE = 20
"""Pixels that may differ more; a changed digit has more."""


def is_as_approved(name: str, drawn: bytes) -> bool:
    """Return whether a picture looks like the approved one.

    With `JOGAN_APPROVE=1` in the environment the drawing becomes the approved picture: look at it.
    """
    if os.environ.get("JOGAN_APPROVE"):
        half = _half(drawn)
        _in_colours_of(half.quantize(COLOURS), half).save(_path(name), optimize=True)
    return differences(name, drawn) <= MAX_INVISIBLE_DIFFERENCE


def differences(name: str, drawn: bytes) -> int:
    """Return the number of pixels that differ from the approved picture, which is half as wide and has few colours."""
    with Image.open(_path(name)) as approved:
        return _differing(approved, _half(drawn))


def _path(name: str) -> Path:
    return FOLDER / f"{name}.png"


def _differing(approved: Image.Image, picture: Image.Image) -> int:
    if approved.size != picture.size:
        return picture.width * picture.height
    reduced = _in_colours_of(approved, picture).convert("RGB")
    channels = ImageChops.difference(reduced, approved.convert("RGB")).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(most.histogram()[VISIBLE + 1 :])


def _half(drawn: bytes) -> Image.Image:
    with Image.open(BytesIO(drawn)) as picture:
        return picture.convert("RGB").reduce(2)


def _in_colours_of(approved: Image.Image, picture: Image.Image) -> Image.Image:
    return picture.quantize(palette=approved, dither=Image.Dither.NONE)
