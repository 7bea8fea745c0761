"""Texts of `/admin` about sources and feeds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.admin.overview import render_age
from bot.rendering.layout import cut_lines, join_blocks, join_lines, shorten

MAX_REASON = 300
"""UTF-16 units of the reason of a failure that are shown."""

_MAX_LIST = 3000


@dataclass(frozen=True, slots=True)
class SourceState:
    """State of a source.

    Attributes:
        name: its name.
        kind: its type in `jogan.toml`.
        age: seconds since it was read; None if it was not since the start.
        reasons: why its requests failed, or those of its parts.
        is_paused: whether an operator has paused it.
        is_added: whether an operator has added it.
        is_elsewhere: whether another process asks it, so that nothing is known of it here.
    """

    name: str
    kind: str
    age: float | None
    reasons: tuple[str, ...] = ()
    is_paused: bool = False
    is_added: bool = False
    is_elsewhere: bool = False


def render_sources(found: Sequence[SourceState], tr: Translator) -> Markup:
    """Return a line for each source."""
    lines = cut_lines([_render_line(one, tr) for one in found], _MAX_LIST)
    return join_blocks([tr("📡 <b>Sources</b>"), lines if found else tr("There are none.")])


def _render_line(one: SourceState, tr: Translator) -> Markup:
    mark = "⏸" if one.is_paused else "⚠️" if one.reasons else "⏳" if one.age is None else "✅"
    if one.is_elsewhere and not one.is_paused:
        return tr("🖥 {name}: another process asks it", name=one.name)
    if one.age is None:
        return tr("{mark} {name}: not read yet", mark=mark, name=one.name)
    return tr("{mark} {name}: {age} ago", mark=mark, name=one.name, age=render_age(one.age, tr))


def render_source(one: SourceState, tr: Translator) -> Markup:
    """Return one source."""
    lines = [
        tr("⏸ It is paused.") if one.is_paused else None,
        tr("🖥 Another process asks it.") if one.is_elsewhere else None,
        tr("Last read {age} ago", age=render_age(one.age, tr)) if one.age is not None else None,
        *(tr("⚠️ It fails: {reason}", reason=shorten(reason, MAX_REASON)) for reason in one.reasons),
    ]
    title = Markup("📡 <b>{}</b> ({})").format(one.name, one.kind)
    return join_blocks([title, join_lines(lines)])


def render_feed_question(tr: Translator) -> Markup:
    """Return the question for the address of a feed."""
    return tr("➕ Which feed? Send its address; a name for it may follow: <code>https://… Paper</code>")


def render_feed_refusal(reason: str, tr: Translator) -> Markup:
    """Return why a feed cannot be added."""
    return tr("⚠️ This feed cannot be used: {reason}", reason=shorten(reason, MAX_REASON))


def render_feed(
    name: str, articles: int, newest: dt.datetime | None, headlines: Sequence[str], zone: ZoneInfo, tr: Translator
) -> Markup:
    """Return what was found in a feed, and the question for its region."""
    local = newest.astimezone(zone) if newest else None
    lines = [
        tr.plural("{n} article", "{n} articles", articles),
        tr("The newest one: {time}", time=tr.moment(tr.day(local.date()), local.time())) if local else None,
        *(Markup("📰 {}").format(shorten(one, MAX_REASON)) for one in headlines),
    ]
    title = Markup("➕ <b>{}</b>").format(name)
    return join_blocks([title, join_lines(lines), tr("Which province is it about? It is added then.")])


def render_removal_question(name: str, tr: Translator) -> Markup:
    """Return the question before an added feed is removed."""
    return tr("Remove {name}? Its articles stay.", name=name)
