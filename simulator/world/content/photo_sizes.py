"""The smaller sizes of a photo, which Telegram makes of every picture."""

import io
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec

from simulator import errors

# The longest sides of Telegram's sizes, in pixels.
_SIDES = (90, 320, 800, 1280)
_QUALITY = 87  # of JPEG, as Telegram's


@lru_cache(maxsize=8)  # a broadcast uploads one picture again and again
def smaller_sizes(data: bytes, width: int, height: int) -> tuple[tuple[int, int, bytes], ...]:
    """Return the smaller sizes of a picture, smallest first: width and height in pixels, and a JPEG.

    Without Pillow, which is optional, a photo has no smaller sizes.

    Raises:
        ApiError: 400 for a picture that cannot be read.
    """
    return tuple(_scale(data, width, height)) if find_spec("PIL") else ()


def _scale(data: bytes, width: int, height: int) -> Iterator[tuple[int, int, bytes]]:
    sides = [side for side in _SIDES if side < max(width, height)]
    if not sides:
        return
    from PIL import Image  # noqa: PLC0415 - optional, and slow to import

    try:
        with Image.open(io.BytesIO(data)) as picture:
            flat = picture.convert("RGB")
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for broken files
        raise errors.bad_request("IMAGE_PROCESS_FAILED") from error
    for side in sides:
        smaller = flat.copy()
        smaller.thumbnail((side, side))
        written = io.BytesIO()
        smaller.save(written, "JPEG", quality=_QUALITY)
        yield *smaller.size, written.getvalue()
