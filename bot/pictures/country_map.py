"""The map of the country: temperatures, fine dust or warnings."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from bot.pictures.canvas import Canvas, Point
from bot.pictures.coast import SOUTH_KOREA, Outline, Projection, load_coast
from bot.pictures.colours import PALETTES, Palette, Theme
from bot.pictures.content import CountryMap, MapMark
from bot.pictures.fonts import BOLD
from bot.pictures.labels import Box, LabelRequest, place_labels
from bot.pictures.scales import draw_scale

WIDTH, HEIGHT = 1280, 1520
_MARGIN = 44
_HEADER, _FOOTER = 172, 168
_MAP = Box(0, _HEADER, WIDTH, HEIGHT - _FOOTER)
# Every station is on the map, and so is Dokdo.
_PROJECTION = Projection(west=124.33, north=38.74, scale=205.0)
_RADIUS, _LABELLED, _EMPTY = 11.0, 14.0, 7.0
_CLEARANCE = 8
_RING = 6
"""Width of the ring of a mark that begins later, pixels."""

_MAX_COVERING_RANK = 16
"""A station of a higher rank has no label if it would cover another station."""

_MAX_LABELS = 60
"""More have no room, and would take longer to place than the map to draw."""

_NAME, _FIGURE = 32, 36
_NAME_GAP, _SIDE_PADDING = 9, 6
_LINE_HEIGHT, _PADDING = 42, 24
# Less than for single shapes, because this mask is as large as the map and grows with the square.
_OVERSAMPLING = 3


def draw_map(content: CountryMap) -> bytes:
    """Return the map as PNG, 1280 pixels wide."""
    palette = PALETTES[content.theme]
    canvas = Canvas(WIDTH, HEIGHT, palette.page, content.language)
    canvas.paste(_land(content.theme), int(_MAP.left), int(_MAP.top))
    panel = _panel_box(canvas, content)
    labels = _labels(canvas, content, panel)
    # The most important stations are drawn last, above their neighbours.
    for mark in sorted(content.marks, key=_importance, reverse=True):
        _dot(canvas, mark, content, palette)
    for mark, box in labels:
        _label(canvas, mark, box, palette)
    if panel is not None:
        _panel(canvas, content, panel, palette)
    _header(canvas, content, palette)
    _footer(canvas, content, palette)
    return canvas.png()


# The coastline has thousands of points, which take 60 ms to draw.
@lru_cache(maxsize=len(Theme))
def _land(theme: Theme) -> Image.Image:
    """Return sea and land, which are the same in every map of a theme."""
    palette = PALETTES[theme]
    size = int(_MAP.right - _MAP.left), int(_MAP.bottom - _MAP.top)
    land = Image.new("RGB", size, palette.sea)
    coast = load_coast()
    abroad = [outline for outline in coast if outline.country != SOUTH_KOREA]
    here = [outline for outline in coast if outline.country == SOUTH_KOREA]
    for outlines, colour in ((abroad, palette.abroad), (here, palette.land)):
        land.paste(colour, mask=_mask(size, outlines, lambda draw, points: draw.polygon(points, fill=255)))
    shore = _mask(size, here, lambda draw, points: draw.line([*points, points[0]], fill=255, width=2 * _OVERSAMPLING))
    land.paste(palette.coast, mask=shore)
    return land


def _mask(
    size: tuple[int, int],
    outlines: Sequence[Outline],
    draw: Callable[[ImageDraw.ImageDraw, list[Point]], None],
) -> Image.Image:
    mask = Image.new("L", (size[0] * _OVERSAMPLING, size[1] * _OVERSAMPLING))
    sheet = ImageDraw.Draw(mask)
    for outline in outlines:
        places = (_PROJECTION.place(*point) for point in outline.points)
        draw(sheet, [(x * _OVERSAMPLING, y * _OVERSAMPLING) for x, y in places])
    return mask.reduce(_OVERSAMPLING)


def project(longitude: float, latitude: float) -> Point:
    """Return the pixels of a position in degrees."""
    x, y = _PROJECTION.place(longitude, latitude)
    return x + _MAP.left, y + _MAP.top


def _importance(mark: MapMark) -> tuple[bool, int]:
    """Return the sort key for importance, the greatest first: the chat's own stations, then by rank."""
    # Marks without a rank come after all others.
    return not mark.is_own, len(mark.name) + 1000 if mark.rank is None else mark.rank


def _radius(mark: MapMark) -> float:
    if mark.value is None:
        return _EMPTY
    return _RADIUS if mark.rank is None and not mark.is_own else _LABELLED


def _dot(canvas: Canvas, mark: MapMark, content: CountryMap, palette: Palette) -> None:
    place, radius = project(mark.longitude, mark.latitude), _radius(mark)
    if mark.is_own:
        canvas.disc(place, radius + 9, palette.own)
        canvas.disc(place, radius + 4, palette.panel)
    canvas.disc(place, radius + 1.5, palette.ring)
    canvas.disc(place, radius - 0.5, palette.land if mark.value is None else content.scale.colour_of(mark.value))
    if mark.is_ahead:
        canvas.disc(place, radius - _RING, palette.land)


def _labels(canvas: Canvas, content: CountryMap, panel: Box | None) -> list[tuple[MapMark, Box]]:
    """Return the labels that have room, with their boxes."""
    named = (mark for mark in content.marks if mark.name and (mark.rank is not None or mark.is_own))
    wanted = sorted(named, key=_importance)[:_MAX_LABELS]
    boxes = place_labels(
        [_label_request(canvas, mark) for mark in wanted],
        within=Box(_MAP.left + 18, _MAP.top + 8, _MAP.right - 18, _MAP.bottom - 8),
        occupied=[] if panel is None else [panel],
        points=[_keep_clear(mark) for mark in content.marks],
    )
    return [(mark, box) for mark, box in zip(wanted, boxes, strict=True) if box is not None]


def _keep_clear(mark: MapMark) -> Box:
    (x, y), reach = project(mark.longitude, mark.latitude), _radius(mark) + _CLEARANCE
    return Box(x - reach, y - reach, x + reach, y + reach)


def _label_request(canvas: Canvas, mark: MapMark) -> LabelRequest:
    words = canvas.width_of(mark.name, _NAME, _weight(mark)) + _NAME_GAP + canvas.width_of(mark.text, _FIGURE, BOLD)
    gap = _radius(mark) + (10 if mark.is_own else 2)
    return LabelRequest(
        *project(mark.longitude, mark.latitude),
        words + 2 * _SIDE_PADDING,
        _FIGURE,
        gap,
        may_cover=mark.is_own or (mark.rank or 0) < _MAX_COVERING_RANK,
    )


def _weight(mark: MapMark) -> int:
    return BOLD if mark.is_own else 550


def _label(canvas: Canvas, mark: MapMark, box: Box, palette: Palette) -> None:
    baseline = box.bottom - 6
    canvas.text(
        (box.left + _SIDE_PADDING, baseline), mark.name, _NAME, palette.text, weight=_weight(mark), halo=palette.panel
    )
    right = box.right - _SIDE_PADDING, baseline
    canvas.text(right, mark.text, _FIGURE, palette.text, weight=BOLD, anchor="rs", halo=palette.panel)


def _panel_box(canvas: Canvas, content: CountryMap) -> Box | None:
    """Return the box of the panel: in the lower right, over Japan."""
    if not content.panel:
        return None
    lines = [line for heading, some in content.panel for line in (heading, *some)]
    width = max(canvas.width_of(line, _NAME, 600) for line in lines) + 2 * _PADDING
    height = _LINE_HEIGHT * len(lines) + 2 * _PADDING + _PADDING * (len(content.panel) - 1)
    right, bottom = _MAP.right - 24, _MAP.bottom - 24
    return Box(right - width, bottom - height, right, bottom)


def _panel(canvas: Canvas, content: CountryMap, box: Box, palette: Palette) -> None:
    canvas.rounded(box, 18, palette.panel)
    y = box.top + _PADDING - 8
    for heading, lines in content.panel:
        y += _LINE_HEIGHT
        canvas.text((box.left + _PADDING, y), heading, _NAME - 2, palette.quiet)
        for line in lines:
            y += _LINE_HEIGHT
            canvas.text((box.left + _PADDING, y), line, _NAME, palette.text, weight=600)
        y += _PADDING


def _header(canvas: Canvas, content: CountryMap, palette: Palette) -> None:
    size = canvas.size_within(content.title, 60, WIDTH - 2 * _MARGIN, BOLD)
    canvas.text((_MARGIN, 82), content.title, size, palette.text, weight=BOLD)
    canvas.text((_MARGIN, 140), content.when, 38, palette.quiet)


def _footer(canvas: Canvas, content: CountryMap, palette: Palette) -> None:
    draw_scale(canvas, content.scale, Box(_MARGIN, _MAP.bottom + 26, WIDTH - _MARGIN, _MAP.bottom + 56), palette)
    left, right = _MARGIN, WIDTH - _MARGIN
    y = HEIGHT - 26
    # The legend is on the right; the source gets the rest of the line.
    begin = float(right)
    if content.legend is not None:
        begin -= canvas.width_of(content.legend, 30)
        canvas.text((begin, y), content.legend, 30, palette.text)
        is_own = any(mark.is_own for mark in content.marks)
        canvas.disc((begin - 30, y - 10), 16, palette.own if is_own else palette.quiet)
        canvas.disc((begin - 30, y - 10), 10, palette.page)
        begin -= 70
    canvas.text((left, y), content.source, canvas.size_within(content.source, 28, begin - left), palette.quiet)
