"""Noto Sans CJK, one variable font for all scripts, with each language's character forms."""

from functools import lru_cache
from importlib import resources

from PIL import ImageFont

REGULAR, BOLD = 450, 700

_FACES = {"ja": 0, "ko": 1, "zh": 2}
"""The font's faces by language; Latin letters are the same in all."""


@lru_cache(maxsize=64)
def font(language: str, size: int, weight: int = REGULAR) -> ImageFont.FreeTypeFont:
    """Return the font of a language: size in pixels, weight 100 to 900."""
    path = resources.files("manimgx_fonts_cjk").joinpath("NotoSansCJK-VF.otf.ttc")
    with resources.as_file(path) as file:
        # The same layout everywhere, whether or not the machine has a library for a finer one.
        face = ImageFont.truetype(
            str(file), size, index=_FACES.get(language, _FACES["ko"]), layout_engine=ImageFont.Layout.BASIC
        )
    face.set_variation_by_axes([weight])
    return face
