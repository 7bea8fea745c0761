"""First screen of `/admin`, today's broadcasts, subscribers, the pause of all bulletins, backup and reload."""

import asyncio
from pathlib import Path
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.errors import InvalidConfiguration
from bot.intake.source_parsing import load_sources
from bot.operations.stats import read_stats
from bot.rendering.admin.overview import (
    Overview,
    render_backup,
    render_home,
    render_pause_question,
    render_subscribers,
    render_today,
)
from bot.rendering.layout import join_blocks
from bot.runtime.backups import NightlyBackup, get_newest
from handlers.admin.panel import Actions, Call, Deed, Refused, Screen, act, back, log
from handlers.admin.sources import list_states
from storage.cluster import overview as cluster
from storage.errors import BackupFailed
from storage.ledger import bulletin_pause, deliveries, history


async def _read(call: Call) -> Overview:
    deps = call.context.deps
    zone = ZoneInfo(deps.settings.zone)
    async with deps.database.read() as connection:
        broadcasts = await history.count_by_broadcast(connection, deps.clock.now().astimezone(zone).date())
        paused_at = await bulletin_pause.get(connection)
        workers = await cluster.read(connection)
    monitor, failing = deps.monitor, sum(bool(one.reasons) for one in await list_states(call))
    return Overview(broadcasts, failing, paused_at, zone, monitor.ticks.age, monitor.polls.age, workers)


async def show_home(call: Call) -> Screen:
    """Return the first screen."""
    found, tr = await _read(call), call.tr
    pause = tr.plain("▶️ Resume bulletins") if found.paused_at else tr.plain("⏸ Pause bulletins")
    buttons = [
        [act(tr.plain("📨 Today"), "today"), act(tr.plain("📡 Sources"), "sources")],
        [act(tr.plain("👥 Subscribers"), "people"), act(tr.plain("📰 Headlines"), "headlines")],
        [act(tr.plain("📣 Announcements"), "announcements"), act(tr.plain("🚫 Bans"), "bans")],
        [act(pause, "pausing")],
        [act(tr.plain("💾 Backup"), "backup"), act(tr.plain("🔄 Read jogan.toml"), "reload")],
    ]
    return Screen(render_home(found, tr), buttons)


async def _show_today(call: Call) -> Screen:
    refresh = [act(call.tr.plain("🔄 Refresh"), "today")]
    return Screen(render_today(await _read(call), call.tr), [refresh, back(call.tr)])


async def _show_people(call: Call) -> Screen:
    deps, tr = call.context.deps, call.tr
    found = await read_stats(deps.database, deps.clock.now(), deps.settings.zone)
    text = render_subscribers(found.subscribers, found.growth, deps.translators.names, deps.catalogue, tr)
    return Screen(text, [back(tr)])


async def _ask_to_pause(call: Call) -> Screen:
    deps, tr = call.context.deps, call.tr
    async with deps.database.read() as connection:
        is_paused = await bulletin_pause.get(connection) is not None
        waiting = await deliveries.count_due(connection, deps.clock.now())
    # The wanted state and not a toggle: a second press changes nothing.
    yes = act(tr.plain("▶️ Resume"), "resume") if is_paused else act(tr.plain("⏸ Pause it"), "pause")
    return Screen(render_pause_question(is_paused=is_paused, waiting=waiting, tr=tr), [[yes], back(tr)])


async def _pause(call: Call) -> Screen:
    deps = call.context.deps
    async with deps.database.write() as connection:
        if await bulletin_pause.begin(connection, deps.clock.now()):
            log(Deed.PAUSED_BULLETINS)
    return await show_home(call)


async def _resume(call: Call) -> Screen:
    async with call.context.deps.database.write() as connection:
        if await bulletin_pause.end(connection):
            log(Deed.RESUMED_BULLETINS)
    return await show_home(call)


async def _show_backup(call: Call) -> Screen:
    settings, tr = call.context.deps.settings, call.tr
    folder = _get_folder(call)
    newest = get_newest(folder) if folder else None
    text = render_backup(newest, ZoneInfo(settings.zone), tr, has_folder=folder is not None)
    # The button names the newest backup, so that pressing it twice makes one.
    now = [act(tr.plain("💾 Back up now"), "save", _stamp(folder))] if folder else []
    return Screen(text, [now, back(tr)] if now else [back(tr)])


async def _back_up(call: Call) -> Screen:
    deps = call.context.deps
    settings, folder, file = deps.settings, _get_folder(call), deps.database.file
    if folder is None or file is None or call.number != _stamp(folder):
        raise call.refuse()
    backup = NightlyBackup(Path(file.path), folder, settings.backup_keep, deps.clock)
    try:
        await backup.run()
    except BackupFailed as error:
        raise Refused(str(error)) from error
    log(Deed.BACKED_UP)
    return await _show_backup(call)


def _get_folder(call: Call) -> Path | None:
    """Return the folder of backups; None without one, or if the database is on a server, which pg_dump backs up."""
    deps = call.context.deps
    return None if deps.database.file is None else deps.settings.backup_folder


def _stamp(folder: Path | None) -> int:
    newest = get_newest(folder) if folder else None
    return int(newest.timestamp()) if newest else 0


async def _reload(call: Call) -> Screen:
    deps, tr = call.context.deps, call.tr
    try:
        await asyncio.to_thread(load_sources, deps.settings, deps.catalogue)
    except InvalidConfiguration as error:
        text = join_blocks([tr("⚠️ jogan.toml is not valid; nothing has changed."), Markup.escape(str(error))])
        return Screen(text, [back(tr)])
    deps.sources.reload()
    log(Deed.RELOADED)
    text = tr("🔄 jogan.toml is read again. If it has changed, answers wait for a second or two.")
    return Screen(text, [back(tr)])


ACTIONS: Actions = {
    "home": show_home,
    "today": _show_today,
    "people": _show_people,
    "pausing": _ask_to_pause,
    "pause": _pause,
    "resume": _resume,
    "backup": _show_backup,
    "save": _back_up,
    "reload": _reload,
}
