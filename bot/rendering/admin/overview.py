"""Texts of `/admin`: the first screen, today's broadcasts, subscribers, and what is asked before a change."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.monitoring.metrics import SharedRole
from bot.rendering.layout import join_blocks, join_lines
from bot.settings import VERSION
from sources.korea.stations import Catalogue
from storage.chats.statistics import Growth, Status, Subscribers
from storage.cluster.overview import WorkerState
from storage.ledger.history import BroadcastCount
from storage.schema import DeliveryState

MAX_CITIES = 10
"""Cities that are shown, those with the most chats."""

_WAITING = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)
STATUSES = {
    Status.ACTIVE: N_("active"),
    Status.PAUSED: N_("paused"),
    Status.UNREACHABLE: N_("not reachable"),
    Status.UNSUBSCRIBED: N_("unsubscribed"),
    Status.NEVER_SUBSCRIBED: N_("without a subscription"),
}
"""Names of the statuses, in English."""

_KINDS = {
    "private": N_("private chats"),
    "group": N_("groups"),
    "supergroup": N_("supergroups"),
    "channel": N_("channels"),
}
_DUTIES = {SharedRole.SENDING: N_("sends"), SharedRole.POLLING: N_("fetches messages")}
"""What a process is in charge of."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Overview:
    """State of the bot.

    Attributes:
        broadcasts: today's.
        failing: number of sources that fail.
        paused_at: since when bulletins are paused (aware), or None.
        zone: the operator's time zone.
        tick_age: seconds since the last job began.
        poll_age: seconds since Telegram last answered.
        workers: the processes that share the database; none if there is only one.
    """

    broadcasts: Sequence[BroadcastCount]
    failing: int
    paused_at: dt.datetime | None
    zone: ZoneInfo
    tick_age: float
    poll_age: float
    workers: Sequence[WorkerState] = ()


def render_home(found: Overview, tr: Translator) -> Markup:
    """Return the first screen."""
    sent = sum(_count(one, DeliveryState.SENT) for one in found.broadcasts)
    waiting = sum(_count(one, *_WAITING) for one in found.broadcasts)
    lines = [
        _render_pause(found, tr),
        tr("Bulletins today: {sent} sent, {waiting} waiting", sent=tr.number(sent), waiting=tr.number(waiting)),
        tr.plural("⚠️ {n} source fails.", "⚠️ {n} sources fail.", found.failing) if found.failing else None,
    ]
    version = tr("Version {version}", version=VERSION)
    return join_blocks([tr("🛠 <b>Operation</b>"), join_lines(lines), _render_workers(found.workers, tr), version])


def _render_workers(workers: Sequence[WorkerState], tr: Translator) -> Markup | None:
    """Return the processes, with what each is in charge of; None if they share nothing."""
    if not workers:
        return None
    title = tr.plural("🖥 <b>{n} process</b> on this database", "🖥 <b>{n} processes</b> on this database", len(workers))
    return join_lines([title, *(_render_worker(one, tr) for one in workers)])


def _render_worker(one: WorkerState, tr: Translator) -> Markup:
    where = tr("Process {process} on {host}, {version}", process=one.process, host=one.host, version=one.version)
    duties = [tr.plain(words) for role, words in _DUTIES.items() if role in one.roles]
    seen = tr("last seen {age} ago", age=render_age(one.beat_age.total_seconds(), tr))
    jobs = [tr.plural("{n} job", "{n} jobs", len(one.jobs))] if one.jobs else []
    return Markup(" · ").join([where, *map(Markup.escape, duties), *jobs, seen])


def _render_pause(found: Overview, tr: Translator) -> Markup | None:
    if found.paused_at is None:
        return None
    local = found.paused_at.astimezone(found.zone)
    return tr("⏸ Bulletins are paused since {time}.", time=tr.moment(tr.day(local.date()), local.time()))


def render_today(found: Overview, tr: Translator) -> Markup:
    """Return today's broadcasts, and how long ago the bot did something last."""
    blocks = [_render_broadcast(one, found.zone, tr) for one in found.broadcasts]
    ages = tr(
        "Last job {tick} ago, last answer of Telegram {poll} ago",
        tick=render_age(found.tick_age, tr),
        poll=render_age(found.poll_age, tr),
    )
    title = tr("📨 <b>Bulletins of today</b>")
    return join_blocks([title, _render_pause(found, tr), *(blocks or [tr("None were due yet.")]), ages])


def _render_broadcast(one: BroadcastCount, zone: ZoneInfo, tr: Translator) -> Markup:
    counts = {
        N_("{n} sent"): _count(one, DeliveryState.SENT),
        N_("{n} failed"): _count(one, DeliveryState.FAILED),
        N_("{n} unknown"): _count(one, DeliveryState.UNKNOWN),
        N_("{n} expired"): _count(one, DeliveryState.EXPIRED),
        N_("{n} waiting"): _count(one, *_WAITING),
    }
    parts = [tr.plain(words, n=tr.number(number)) for words, number in counts.items() if number]
    head = tr("<b>{time}</b>: {n} due", time=tr.time(one.due_at.astimezone(zone).time()), n=tr.number(_total(one)))
    lines = [head, Markup.escape(tr.join_names(parts))]
    if one.ended_at is not None:
        lag = max(0.0, (one.ended_at - one.due_at).total_seconds())
        lines.append(tr("Last one {age} after its time", age=render_age(lag, tr)))
    return join_lines(lines)


def render_subscribers(
    found: Subscribers,
    growth: Mapping[int, Growth],
    names: Mapping[str, str],
    catalogue: Catalogue,
    tr: Translator,
) -> Markup:
    """Return counts of chats; `names` are the languages' own names."""
    statuses = ((tr.plain(words), found.statuses[one]) for one, words in STATUSES.items())
    languages = ((names.get(one or "", one or "?"), number) for one, number in found.languages.most_common())
    kinds = ((tr.plain(_KINDS[one]), number) for one, number in found.kinds.most_common())
    # As people see their places; those that were named in another language have the name of their station.
    cities = (
        (city.names.get(tr.language) or catalogue[city.station].name(tr.language), number)
        for city, number in found.cities.most_common(MAX_CITIES)
    )
    return join_blocks(
        [
            tr("👥 <b>Subscribers</b>"),
            _render_counts(statuses, tr),
            join_lines([tr("<b>Growth</b>"), *(_render_growth(days, one, tr) for days, one in growth.items())]),
            _titled(tr("<b>Kinds</b>"), kinds, tr),
            _titled(tr("<b>Languages</b>"), languages, tr),
            _titled(tr("<b>Cities</b>"), cities, tr),
        ]
    )


def _titled(title: Markup, counts: Iterable[tuple[str, int]], tr: Translator) -> Markup | None:
    found = list(counts)
    return join_lines([title, _render_counts(found, tr)]) if found else None


def _render_counts(counts: Iterable[tuple[str, int]], tr: Translator) -> Markup:
    return Markup.escape(tr.join_names([f"{name} {tr.number(number)}" for name, number in counts]))


def _render_growth(days: int, growth: Growth, tr: Translator) -> Markup:
    values = {"new": tr.number(growth.subscribed), "left": tr.number(growth.left)}
    if days == 1:
        return tr("Today: +{new} −{left}", **values)
    return tr.plural("In {n} day: +{new} −{left}", "In {n} days: +{new} −{left}", days, **values)


def render_pause_question(*, is_paused: bool, waiting: int, tr: Translator) -> Markup:
    """Return the question before all bulletins are paused or resumed."""
    if not is_paused:
        return tr("⏸ Hold back all bulletins until you resume them? What is too late for its day then is not sent.")
    if not waiting:
        return tr("▶️ Send bulletins again? None is waiting.")
    return tr.plural(
        "▶️ Send bulletins again? {n} is waiting and is sent now.",
        "▶️ Send bulletins again? {n} are waiting and are sent now.",
        waiting,
    )


def render_backup(newest: dt.datetime | None, zone: ZoneInfo, tr: Translator, *, has_folder: bool) -> Markup:
    """Return when the newest backup (its aware time) was made."""
    title = tr("💾 <b>Backup</b>")
    if not has_folder:
        return join_blocks([title, tr("Backups need a folder: <code>JOGAN_BACKUP_FOLDER</code>")])
    if newest is None:
        return join_blocks([title, tr("There is none yet.")])
    local = newest.astimezone(zone)
    return join_blocks([title, tr("The newest one: {time}", time=tr.moment(tr.day(local.date()), local.time()))])


def render_age(seconds: float, tr: Translator) -> str:
    """Return a duration in its largest unit."""
    whole = max(0, round(seconds))
    if whole < 2 * _MINUTE:
        return tr.plain("{n} s", n=tr.number(whole))
    if whole < 2 * _HOUR:
        return tr.plain("{n} min", n=tr.number(whole // _MINUTE))
    if whole < 2 * _DAY:
        return tr.plain("{n} h", n=tr.number(whole // _HOUR))
    return tr.plain("{n} d", n=tr.number(whole // _DAY))


def _count(one: BroadcastCount, *states: DeliveryState) -> int:
    return sum(one.states.get(state, 0) for state in states)


def _total(one: BroadcastCount) -> int:
    return sum(one.states.values())
