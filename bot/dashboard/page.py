"""The dashboard as HTML, in the reader's language."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources

from markupsafe import Markup

from bot.dashboard.overview import Counts, Overview, SourceState
from bot.dashboard.plots import Bar, Plot, draw
from bot.i18n.translator import N_, Translator
from bot.monitoring.readiness import CheckName
from bot.monitoring.recent_lines import Line
from bot.operations.stats import DAYS
from bot.settings import VERSION
from storage.chats.statistics import Growth, Status
from storage.ledger.history import BroadcastCount, DayCount
from storage.schema import DeliveryState

MIN_GROUP = 5
"""Bulletins of one due time from which it is shown apart; a person could be recognized by a time of their own."""

_WAITING = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)
_LOST = (DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.EXPIRED)
_STATES = {
    "sent": ((DeliveryState.SENT,), N_("Sent")),
    "waiting": (_WAITING, N_("Waiting")),
    "failed": ((DeliveryState.FAILED,), N_("Failed")),
    "unknown": ((DeliveryState.UNKNOWN,), N_("Unknown")),
    "expired": ((DeliveryState.EXPIRED,), N_("Too late")),
}
"""States of bulletins as they are shown, by the name of their class in the style sheet."""

_CHECKS = {
    CheckName.TELEGRAM: "Telegram",
    CheckName.DATABASE: N_("Database"),
    CheckName.SOURCES: N_("Sources"),
    CheckName.SCHEDULER: N_("Scheduler"),
}
_KINDS = {"private": N_("People"), "group": N_("Groups"), "supergroup": N_("Groups"), "channel": N_("Channels")}
_PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Jogan</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
    '<noscript><meta http-equiv="refresh" content="60"></noscript><style>{style}</style></head>'
    '<body>{body}<p id="lost" role="status" hidden>{lost}</p><script>{script}</script></body></html>'
)


def _read(name: str) -> str:
    return resources.files("bot.dashboard").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class Page:
    """The page, with its style sheet and its script in it."""

    def __init__(self) -> None:
        self._style, self._script = _read("dashboard.css"), _read("dashboard.js")
        # What somebody could smuggle into the page would neither run nor load anything.
        self.policy = (
            f"default-src 'none'; style-src 'sha256-{_hash(self._style)}'; script-src 'sha256-{_hash(self._script)}'; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )

    def render(self, overview: Overview, tr: Translator) -> str:
        """Return the page as HTML."""
        # Files of this package, and nothing that comes from outside.
        style, script = Markup(self._style), Markup(self._script)
        lost = tr.plain("The bot does not answer. These are the last known numbers.")
        return _PAGE.format(
            language=tr.language, style=style, script=script, body=_render_body(overview, tr), lost=lost
        )


def _render_body(overview: Overview, tr: Translator) -> Markup:
    counts = overview.counts
    sections = [_render_head(overview, tr)]
    if counts is not None:
        sections += [_render_today(counts, overview.at, tr), _render_history(counts, overview.at.date(), tr)]
        sections.append(_render_chats(counts, tr))
    sections += [_render_sources(overview.sources, tr), _render_lines(overview.lines, overview.at, tr)]
    return Markup("<main>{}</main>").format(Markup().join(sections))


def _render_head(overview: Overview, tr: Translator) -> Markup:
    failing = {name: reason for name, reason in overview.reasons.items() if reason}
    state = tr.plain("Not ready") if failing else tr.plain("Ready")
    notes = [f"{tr.plain(_CHECKS[name])}: {reason}" for name, reason in failing.items()]
    if overview.counts is not None and (since := overview.counts.paused_since):
        local = since.astimezone(overview.at.tzinfo)
        notes.append(tr.plain("Bulletins are paused since {moment}.", moment=_format_moment(local, overview.at, tr)))
    return Markup(
        '<header class="{kind}"><h1>Jogan <small>{version}</small></h1><p class="state">{state}</p>'
        '<p class="at">{day} <time>{time}</time></p>{notes}</header>'
    ).format(
        kind="bad" if failing else "good",
        version=VERSION,
        state=state,
        day=tr.day(overview.at.date()),
        time=tr.time(overview.at.time()),
        notes=_join("<p>{}</p>", notes),
    )


def _render_today(counts: Counts, now: dt.datetime, tr: Translator) -> Markup:
    totals = _sum_states(counts.broadcasts)
    tiles = (
        Markup('<div class="{}{}"><dt>{}</dt><dd>{}</dd></div>').format(
            name, "" if _count(totals, states) else " none", tr.plain(label), tr.number(_count(totals, states))
        )
        for name, (states, label) in _STATES.items()
    )
    table = _render_broadcasts(counts.broadcasts, now, tr) if counts.broadcasts else _note(tr, N_("No bulletins yet."))
    return _section(
        tr.plain("Today's bulletins"), Markup('<dl class="tiles">{}</dl>').format(Markup().join(tiles)), table
    )


def _render_broadcasts(broadcasts: Sequence[BroadcastCount], now: dt.datetime, tr: Translator) -> Markup:
    large = [one for one in broadcasts if sum(one.states.values()) >= MIN_GROUP]
    small = [one for one in broadcasts if sum(one.states.values()) < MIN_GROUP]
    rows = [
        [tr.time(one.due_at.astimezone(now.tzinfo).time()), *_list_states(one.states, tr), _format_lag(one, tr)]
        for one in large
    ]
    if small:
        rows.append([tr.plain("Other times"), *_list_states(_sum_states(small), tr), ""])
    labels = (tr.plain(label) for _, label in _STATES.values())
    return _table([tr.plain("Time"), *labels, tr.plain("Took")], rows)


def _list_states(states: Mapping[DeliveryState, int], tr: Translator) -> list[str]:
    numbers = (_count(states, wanted) for wanted, _ in _STATES.values())
    return [tr.number(number) if number else "" for number in numbers]


def _format_lag(broadcast: BroadcastCount, tr: Translator) -> str:
    if broadcast.ended_at is None or _count(broadcast.states, _WAITING):
        return ""
    return tr.duration(broadcast.ended_at - broadcast.due_at)


def _render_history(counts: Counts, today: dt.date, tr: Translator) -> Markup:
    days = [today - dt.timedelta(days=number) for number in reversed(range(DAYS))]
    plots = (_plot_sent(counts.stats.days, days, tr), _plot_lost(counts.stats.days, days, tr))
    figures = [*plots, _plot_lags(counts.lags, days, tr)]
    drawn = (_render_figure(one, tr) for one in figures)
    heading = tr.plain("The last {n} days", n=DAYS)
    return _section(heading, Markup('<div class="plots">{}</div>').format(Markup().join(drawn)))


def _render_figure(plot: Plot, tr: Translator) -> Markup:
    keys = Markup().join(
        Markup('<span class="key {}">{}</span>').format(name, tr.plain(_STATES[name][1]))
        for name in (plot.classes if len(plot.classes) > 1 else ())
    )
    return Markup("<figure><figcaption>{}{}</figcaption>{}</figure>").format(plot.title, keys, draw(plot))


def _plot_sent(counted: Sequence[DayCount], days: Sequence[dt.date], tr: Translator) -> Plot:
    sent = {one.day: _count(one.states, [DeliveryState.SENT]) for one in counted}
    bars = {day: Bar([number], f"{tr.day(day)}: {tr.number(number)}") for day, number in sent.items()}
    return _plot(tr.plain("Bulletins sent"), days, bars, ["sent"], tr.number(max(sent.values(), default=0)), tr)


def _plot_lost(counted: Sequence[DayCount], days: Sequence[dt.date], tr: Translator) -> Plot:
    lost = {one.day: [one.states.get(state, 0) for state in _LOST] for one in counted}
    words = [tr.plain(_STATES[state.value][1]) for state in _LOST]
    bars = {}
    for day, numbers in lost.items():
        named = (f"{word} {tr.number(number)}" for word, number in zip(words, numbers, strict=True) if number)
        bars[day] = Bar(numbers, f"{tr.day(day)}: {tr.join_names(list(named)) or tr.number(0)}")
    most = max(map(sum, lost.values()), default=0)
    return _plot(tr.plain("Bulletins not sent"), days, bars, [state.value for state in _LOST], tr.number(most), tr)


def _plot_lags(lags: Mapping[dt.date, dt.timedelta], days: Sequence[dt.date], tr: Translator) -> Plot:
    bars = {day: Bar([lag.total_seconds()], f"{tr.day(day)}: {tr.duration(lag)}") for day, lag in lags.items()}
    most = tr.duration(max(lags.values(), default=dt.timedelta()))
    return _plot(tr.plain("Delay of the last bulletin"), days, bars, ["lag"], most, tr)


def _plot(
    title: str, days: Sequence[dt.date], bars: Mapping[dt.date, Bar], classes: Sequence[str], most: str, tr: Translator
) -> Plot:
    return Plot(title, days, bars, classes, most, tr.day(days[0]), tr.day(days[-1]))


def _render_chats(counts: Counts, tr: Translator) -> Markup:
    found = counts.stats.subscribers
    kinds = {label: sum(found.kinds[kind] for kind, it in _KINDS.items() if it == label) for label in _KINDS.values()}
    numbers = [
        *kinds.items(),
        (N_("Paused"), found.statuses[Status.PAUSED]),
        (N_("Unreachable"), found.statuses[Status.UNREACHABLE]),
        (N_("Unsubscribed"), found.statuses[Status.UNSUBSCRIBED]),
    ]
    tiles = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(tr.plain(one), tr.number(n)) for one, n in numbers)
    growth = (_describe_growth(days, it, tr) for days, it in counts.stats.growth.items())
    content = Markup('<dl class="tiles">{}</dl>').format(Markup().join(tiles))
    return _section(tr.plain("Chats"), content, _join('<p class="note">{}</p>', growth))


def _describe_growth(days: int, growth: Growth, tr: Translator) -> str:
    if days == 1:
        return tr.plain("Today: {new} came, {left} left", new=growth.subscribed, left=growth.left)
    return tr.plain("Last {n} days: {new} came, {left} left", n=days, new=growth.subscribed, left=growth.left)


def _render_sources(sources: Sequence[SourceState], tr: Translator) -> Markup:
    if not sources:
        return _section(tr.plain("Sources"), _note(tr, N_("No source is asked.")))
    rows = [[one.name, _describe(one, tr), tr.ago(one.age)] for one in sources]
    classes = ["bad" if one.is_failing else "" for one in sources]
    head = [tr.plain("Source"), tr.plain("State"), tr.plain("Last read")]
    return _section(tr.plain("Sources"), _table(head, rows, classes))


def _describe(source: SourceState, tr: Translator) -> str:
    if source.is_paused:
        return tr.plain("paused")
    return tr.plain("fails") if source.is_failing else tr.plain("works")


def _render_lines(lines: Sequence[Line], now: dt.datetime, tr: Translator) -> Markup:
    title = tr.plain("Warnings and errors since the start")
    if not lines:
        return _section(title, _note(tr, N_("None.")))
    items = (
        Markup('<li class="{}"><time>{}</time> <span lang="en">{}</span></li>').format(
            "bad" if one.is_error else "", _format_moment(one.at.astimezone(now.tzinfo), now, tr), one.text
        )
        for one in lines
    )
    return _section(title, Markup("<ul>{}</ul>").format(Markup().join(items)))


def _format_moment(at: dt.datetime, now: dt.datetime, tr: Translator) -> str:
    """Return a time, with its day if that is not today."""
    return tr.time(at.time()) if at.date() == now.date() else tr.moment(tr.day(at.date()), at.time())


def _section(title: str, *parts: Markup) -> Markup:
    return Markup("<section><h2>{}</h2>{}</section>").format(title, Markup().join(parts))


def _note(tr: Translator, text: str) -> Markup:
    return Markup('<p class="note">{}</p>').format(tr.plain(text))


def _table(head: Iterable[str], rows: Iterable[Sequence[str]], classes: Iterable[str] | None = None) -> Markup:
    body = list(rows)
    return Markup('<div class="wide"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>').format(
        _join('<th scope="col">{}</th>', head),
        Markup().join(_render_rows(body, classes or [""] * len(body))),
    )


def _render_rows(rows: Iterable[Sequence[str]], classes: Iterable[str]) -> Iterator[Markup]:
    for (first, *others), name in zip(rows, classes, strict=True):
        cells = _join("<td>{}</td>", others)
        yield Markup('<tr class="{}"><th scope="row">{}</th>{}</tr>').format(name, first, cells)


def _join(template: str, values: Iterable[str]) -> Markup:
    # The templates are those of this module.
    return Markup().join(Markup(template).format(value) for value in values)


def _count(states: Mapping[DeliveryState, int], wanted: Iterable[DeliveryState]) -> int:
    return sum(states.get(state, 0) for state in wanted)


def _sum_states(broadcasts: Iterable[BroadcastCount]) -> dict[DeliveryState, int]:
    together = list(broadcasts)
    return {state: sum(one.states.get(state, 0) for one in together) for state in DeliveryState}
