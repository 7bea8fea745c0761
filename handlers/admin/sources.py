"""Sources in `/admin`: list, ask, pause, resume, add and remove."""

import zlib
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton

from bot.errors import InvalidInput
from bot.intake.control.added_feeds import read_feeds, with_feeds
from bot.intake.control.source_control import list_requested
from bot.intake.source_config import PolledSource, Source, list_names
from bot.operations.feeds import FeedTrial, add_feed, name_feed, remove_feed, try_feed
from bot.rendering.admin.sources import (
    SourceState,
    render_feed,
    render_feed_question,
    render_feed_refusal,
    render_removal_question,
    render_source,
    render_sources,
)
from handlers import pending
from handlers.admin.panel import Actions, Call, Deed, FeedDraft, Refused, Screen, act, back, drafts, log
from handlers.callbacks import Administer
from sources.korea.regions import load_provinces
from storage.content import paused_sources
from storage.content.added_feeds import AddedFeed

MAX_SOURCES = 60
"""Sources that have a button; Telegram allows a hundred in all."""

_NO_REGION = "-"
_PER_ROW, _REGIONS_PER_ROW = 2, 4


def make_key(name: str) -> str:
    """Return a short name of a source for its buttons, whose data are at most 64 bytes."""
    return f"{zlib.crc32(name.encode()):08x}"


async def list_states(call: Call) -> list[SourceState]:
    """Return the state of each source."""
    deps = call.context.deps
    async with deps.database.read() as connection:
        paused = await paused_sources.list_all(connection)
    feeds = await read_feeds(deps.database)
    # A feed that was just added is polled after the next reload.
    every = list_requested(with_feeds(deps.sources.configuration, feeds, deps.catalogue))
    added = {feed.name for feed in feeds}
    return [_read_state(call, one, is_paused=one.name in paused, is_added=one.name in added) for one in every]


def _read_state(call: Call, source: Source, *, is_paused: bool, is_added: bool) -> SourceState:
    names = list_names(source) if isinstance(source, PolledSource) else (source.name,)
    watches = call.context.deps.monitor.sources.list_watches(*names)
    # Of a chain one address that works is enough.
    age = min((one.age for one in watches if one.was_read), default=None)
    reasons = tuple(dict.fromkeys(one.reason for one in watches if one.reason is not None))
    is_elsewhere = not call.context.deps.monitor.sources.elsewhere.isdisjoint(names)
    flags = {"is_paused": is_paused, "is_added": is_added, "is_elsewhere": is_elsewhere}
    return SourceState(source.name, source.type, age, reasons, **flags)


async def _find(call: Call) -> SourceState:
    found = next((one for one in await list_states(call) if make_key(one.name) == call.value), None)
    if found is None:
        raise call.refuse()
    return found


async def _show_all(call: Call) -> Screen:
    found, tr = await list_states(call), call.tr
    buttons = [act(one.name, "source", make_key(one.name)) for one in found[:MAX_SOURCES]]
    add = [act(tr.plain("➕ Add a feed"), "feed")]
    return Screen(render_sources(found, tr), [*_rows(buttons, _PER_ROW), add, back(tr)])


async def _show_one(call: Call) -> Screen:
    return _make_screen(call, await _find(call))


def _make_screen(call: Call, one: SourceState) -> Screen:
    tr, key = call.tr, make_key(one.name)
    ask = [act(tr.plain("📥 Ask now"), "ask", key)] if call.context.deps.sources.can_ask(one.name) else []
    pause = act(tr.plain("▶️ Resume"), "unhold", key) if one.is_paused else act(tr.plain("⏸ Pause it"), "hold", key)
    remove = [[act(tr.plain("🗑 Remove"), "removing", key)]] if one.is_added else []
    return Screen(render_source(one, tr), [[*ask, pause], *remove, back(tr, "sources")])


async def _ask(call: Call) -> Screen:
    one = await _find(call)
    if not call.context.deps.sources.can_ask(one.name):
        raise call.refuse()
    log(Deed.ASKED_SOURCE)
    await call.context.deps.sources.ask(one.name)
    return await _show_one(call)


async def _pause(call: Call) -> Screen:
    one, deps = await _find(call), call.context.deps
    async with deps.database.write() as connection:
        if await paused_sources.pause(connection, one.name, deps.clock.now()):
            log(Deed.PAUSED_SOURCE)
    return await _show_one(call)


async def _resume(call: Call) -> Screen:
    one = await _find(call)
    async with call.context.deps.database.write() as connection:
        if await paused_sources.resume(connection, one.name):
            log(Deed.RESUMED_SOURCE)
    return await _show_one(call)


async def _ask_to_remove(call: Call) -> Screen:
    one, tr = await _find(call), call.tr
    yes = [act(tr.plain("🗑 Yes, remove"), "remove", call.value)]
    return Screen(render_removal_question(one.name, tr), [yes, back(tr, "source", call.value)])


async def _remove(call: Call) -> Screen:
    one = await _find(call)
    if await remove_feed(call.context.deps.database, one.name):
        log(Deed.REMOVED_FEED)
    return await _show_all(call)


async def _ask_for_feed(call: Call) -> Screen:
    pending.ask(call.update, call.context, Administer("feed"))
    return Screen(render_feed_question(call.tr), [back(call.tr, "sources")])


async def _try(call: Call) -> Screen:
    """Request the feed whose address was typed, and ask for its region."""
    tr, trial = call.tr, await _request(call)
    if isinstance(trial, str):
        pending.ask(call.update, call.context, Administer("feed"))
        return Screen(render_feed_refusal(trial, tr), [back(tr, "sources")])
    zone, feed = ZoneInfo(call.context.deps.settings.zone), trial.feed
    text = render_feed(feed.name, trial.articles, trial.newest, trial.headlines, zone, tr)
    return Screen(text, [*_region_rows(call, drafts(call).put(FeedDraft(feed)), feed), back(tr, "sources")])


async def _request(call: Call) -> FeedTrial | str:
    """Return what was found in the feed, or why it cannot be used."""
    deps = call.context.deps
    address, *words = call.text.split()
    if deps.sources.fetcher is None:
        raise call.refuse()
    try:
        feed = name_feed(address, " ".join(words) or None, None)
        trial = await try_feed(feed, deps.sources.fetcher, deps.catalogue, deps.clock.now())
    except InvalidInput as error:
        return str(error)
    return trial.reason or trial


def _region_rows(call: Call, number: int, feed: AddedFeed) -> list[list[InlineKeyboardButton]]:
    """Return a button for each province, the one of the table of newspapers first."""
    names = dict.fromkeys([*([feed.region] if feed.region else []), *(one.name for one in load_provinces())])
    buttons = [act(name, "add", f"{number} {name}") for name in names]
    none = [act(call.tr.plain("All of Korea"), "add", f"{number} {_NO_REGION}")]
    return [none, *_rows(buttons, _REGIONS_PER_ROW)]


async def _add(call: Call) -> Screen:
    deps = call.context.deps
    number, _, region = call.value.partition(" ")
    if not number.isdecimal() or not region:
        raise call.refuse()
    feed = drafts(call).take(call, FeedDraft, int(number)).feed
    chosen = AddedFeed(feed.name, feed.address, None if region == _NO_REGION else region)
    try:
        await add_feed(deps.database, chosen, deps.sources.configuration, deps.catalogue, deps.clock.now())
    except InvalidInput as error:
        raise Refused(str(error)) from error
    log(Deed.ADDED_FEED)
    return await _show_all(call)


def _rows(buttons: list[InlineKeyboardButton], length: int) -> list[list[InlineKeyboardButton]]:
    return [buttons[first : first + length] for first in range(0, len(buttons), length)]


ACTIONS: Actions = {
    "sources": _show_all,
    "source": _show_one,
    "ask": _ask,
    "hold": _pause,
    "unhold": _resume,
    "removing": _ask_to_remove,
    "remove": _remove,
    "feed": _ask_for_feed,
    "add": _add,
}
ANSWERS: Actions = {"feed": _try}
