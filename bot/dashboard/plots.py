"""Small bar charts of the last days, as inline SVG."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT = 360, 84
"""Size of a chart in its own units; the page scales it."""

_TOP, _BOTTOM = 16, 14
"""Room for the largest value above the bars, and for the days below them."""

_GAP = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """Bar of a day.

    Attributes:
        parts: values of the parts, from the bottom to the top.
        label: text of the bar, which shows below the pointer.
    """

    parts: Sequence[float]
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Chart of the last days.

    Attributes:
        title: its title, which is read to people who cannot see it.
        days: all days, the oldest first.
        bars: the days' bars; a day without one has nothing to show.
        classes: classes of the parts of each bar, for the style sheet.
        maximum: the largest value as text.
        first: the first day as text.
        last: the last day as text.
    """

    title: str
    days: Sequence[dt.date]
    bars: Mapping[dt.date, Bar]
    classes: Sequence[str]
    maximum: str
    first: str
    last: str


def draw(plot: Plot) -> Markup:
    """Return the chart as SVG."""
    most = max((sum(bar.parts) for bar in plot.bars.values()), default=0)
    baseline = HEIGHT - _BOTTOM
    bars = Markup().join(_draw_bars(plot, most or 1))
    return Markup(
        '<svg viewBox="0 0 {width} {height}" role="img" aria-label="{title}">'
        '<line class="axis" x1="0" x2="{width}" y1="{baseline}" y2="{baseline}"/>{bars}'
        '<text x="0" y="10">{maximum}</text>'
        '<text x="0" y="{height}" dy="-2">{first}</text>'
        '<text x="{width}" y="{height}" dy="-2" text-anchor="end">{last}</text></svg>'
    ).format(
        width=WIDTH, height=HEIGHT, title=plot.title, baseline=baseline, bars=bars,
        maximum=plot.maximum if most else "", first=plot.first, last=plot.last,
    )  # fmt: skip


def _draw_bars(plot: Plot, most: float) -> Iterator[Markup]:
    step = WIDTH / len(plot.days)
    for number, day in enumerate(plot.days):
        if bar := plot.bars.get(day):
            parts = Markup().join(_draw_parts(bar.parts, plot.classes, number * step, step - _GAP, most))
            # The area reacts to the pointer also above a low bar.
            yield Markup(
                '<g><title>{}</title><rect class="area" x="{:.1f}" y="0" width="{:.1f}" height="{}"/>{}</g>'
            ).format(bar.label, number * step, step, HEIGHT - _BOTTOM, parts)


def _draw_parts(
    parts: Sequence[float], classes: Sequence[str], left: float, width: float, most: float
) -> Iterator[Markup]:
    bottom = float(HEIGHT - _BOTTOM)
    for value, name in zip(parts, classes, strict=True):
        # One of thousands must be seen, too.
        height = max(value / most * (HEIGHT - _TOP - _BOTTOM), 1.5) if value else 0
        bottom -= height
        yield Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
            name, left, bottom, width, height
        )
