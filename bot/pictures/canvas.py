"""A canvas with antialiased shapes and text, exported as PNG."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageDraw

from bot.pictures.colours import Colour
from bot.pictures.fonts import REGULAR, font
from bot.pictures.labels import Box

Point: TypeAlias = tuple[float, float]
"""Pixels from the left and from the top."""

# Shapes are drawn at this multiple of their size and then reduced, because Pillow does not antialias.
_OVERSAMPLING = 4

HALO = 5
"""Width of the outline around text on a picture, pixels."""


class Canvas:
    """A picture with a background of one colour.

    Args:
        width: pixels.
        height: pixels.
        colour: the background.
        language: the language whose character forms the font uses.
    """

    def __init__(self, width: int, height: int, colour: Colour, language: str) -> None:
        self._image = Image.new("RGB", (width, height), colour)
        self._draw = ImageDraw.Draw(self._image)
        self._language = language

    def paste(self, picture: Image.Image, left: int, top: int) -> None:
        """Paste another picture."""
        self._image.paste(picture, (left, top))

    def rectangle(self, box: Box, colour: Colour) -> None:
        """Fill a rectangle."""
        self._draw.rectangle(tuple(map(round, box)), fill=colour)

    def shape(
        self, box: Box, colour: Colour, draw: Callable[[ImageDraw.ImageDraw, Callable[..., list[Point]]], None]
    ) -> None:
        """Fill an antialiased shape.

        Args:
            box: the bounds of the shape.
            colour: its colour.
            draw: draws it in white; its second argument converts points of the canvas to points of the mask.
        """
        left, top, right, bottom = int(box.left) - 1, int(box.top) - 1, int(box.right) + 2, int(box.bottom) + 2
        # Only the shape's own box is enlarged: the whole canvas would need 16 times its memory.
        mask = Image.new("L", ((right - left) * _OVERSAMPLING, (bottom - top) * _OVERSAMPLING))
        draw(
            ImageDraw.Draw(mask),
            lambda points: [((x - left) * _OVERSAMPLING, (y - top) * _OVERSAMPLING) for x, y in points],
        )
        smooth = mask.reduce(_OVERSAMPLING)
        self._image.paste(colour, (left, top), smooth)

    def disc(self, centre: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        (x, y), r = centre, radius
        corners = [(x - r, y - r), (x + r, y + r)]
        self.shape(Box(x - r, y - r, x + r, y + r), colour, lambda draw, to: draw.ellipse(to(corners), fill=255))

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Draw a line through points, with round joints."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs) - width, min(ys) - width, max(xs) + width, max(ys) + width)

        def draw(sheet: ImageDraw.ImageDraw, to: Callable[..., list[Point]]) -> None:
            sheet.line(to(points), fill=255, width=round(width * _OVERSAMPLING), joint="curve")

        self.shape(box, colour, draw)

    def rounded(self, box: Box, radius: float, colour: Colour) -> None:
        """Fill a rectangle with round corners."""
        corners = [(box.left, box.top), (box.right, box.bottom)]
        self.shape(
            box, colour, lambda draw, to: draw.rounded_rectangle(to(corners), radius=radius * _OVERSAMPLING, fill=255)
        )

    def text(
        self,
        place: Point,
        text: str,
        size: int,
        colour: Colour,
        *,
        weight: int = REGULAR,
        anchor: str = "ls",
        halo: Colour | None = None,
    ) -> None:
        """Write one line.

        Args:
            place: the position of the anchor.
            text: the line.
            size: pixels.
            colour: the colour of the letters.
            weight: 100 to 900.
            anchor: Pillow's: ``l``, ``m`` or ``r``; then ``s`` for the baseline or ``m`` for the middle of the letters.
            halo: the colour of an outline, for text on a picture.
        """
        face = font(self._language, size, weight)
        place = round(place[0]), round(place[1])
        if halo is None:
            self._draw.text(place, text, font=face, fill=colour, anchor=anchor)
        else:
            self._draw.text(place, text, font=face, fill=colour, anchor=anchor, stroke_width=HALO, stroke_fill=halo)

    def width_of(self, text: str, size: int, weight: int = REGULAR) -> float:
        """Return the width of a line, pixels."""
        return font(self._language, size, weight).getlength(text)

    def size_within(self, text: str, size: int, width: float, weight: int = REGULAR) -> int:
        """Return the font size, at most `size` pixels, at which a line fits into a width."""
        # An empty line has no width to divide by.
        return min(size, int(size * width / max(self.width_of(text, size, weight), 1.0)))

    def png(self) -> bytes:
        """Return the picture as PNG."""
        file = BytesIO()
        # Level 9 takes nearly three times as long for 2 % fewer bytes, level 1 saves no time.
        self._image.save(file, "PNG", compress_level=6)
        return file.getvalue()
