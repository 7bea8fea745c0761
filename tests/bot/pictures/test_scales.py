from io import BytesIO

import pytest
from PIL import Image

from bot.pictures.canvas import Canvas
from bot.pictures.colours import PALETTES, Palette, Theme, colour_of
from bot.pictures.content import DegreeScale, Step, StepScale
from bot.pictures.labels import Box
from bot.pictures.scales import draw_scale

BOX = Box(40, 20, 1240, 50)


def drawn(scale: DegreeScale | StepScale, palette: Palette = PALETTES[Theme.LIGHT]) -> Image.Image:
    canvas = Canvas(1280, 120, palette.page, "en")
    draw_scale(canvas, scale, BOX, palette)
    return Image.open(BytesIO(canvas.png())).convert("RGB")


def x_of(degrees: float) -> int:
    return round(BOX.left + (BOX.right - BOX.left) * (degrees + 20) / 60)


@pytest.mark.parametrize("used", [(-3.0, 12.0), (-31.0, -25.0), None])
def test_the_scale_of_degrees_is_fixed_and_its_used_part_higher(used: tuple[float, float] | None) -> None:
    picture = drawn(DegreeScale((), used))
    page = PALETTES[Theme.LIGHT].page
    for degrees in (-18.0, -1.0, 10.0, 14.0, 38.0):
        x = x_of(degrees)
        is_used = used is not None and used[0] <= degrees <= used[1]
        assert picture.getpixel((x, 47)) == pytest.approx(colour_of(degrees), abs=4)
        assert (picture.getpixel((x, 24)) == page) is not is_used


def test_a_step_that_no_point_has_is_thin() -> None:
    steps = tuple(Step((200, 10 * n, 0), f"{n}", "", is_used=n == 2) for n in range(4))
    picture = drawn(StepScale(steps))
    heights = [picture.getpixel((40 + 300 * n + 20, 24)) == step.colour for n, step in enumerate(steps)]
    assert heights == [False, False, True, False]
    assert StepScale(steps).colour_of(2) == (200, 20, 0)
