"""`jogan check`: whether the bot can run, one line for each thing that it needs, with what to do."""

from __future__ import annotations

import asyncio
import datetime as dt
import enum
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.errors import AddressUnusable, InvalidConfiguration, InvalidInput
from bot.inbound.certificate import Certificate
from bot.intake.source_parsing import load_sources
from bot.runtime.backups import get_newest
from bot.runtime.database_file import MIN_FREE
from bot.setting_values import ListenAddress
from bot.settings import Settings, variable
from bot.telegram_api.proxies import Proxy, find_proxy
from sources.korea.stations import load_catalogue
from storage.database import get_path, is_on_server, make_database
from storage.errors import StorageError
from storage.integrity import find_damage, find_orphans, get_revision, open_file
from storage.migrate import get_head, require_known

if TYPE_CHECKING:
    from bot.telegram_api.probe import Probe, SetWebhook

MAX_SKEW = dt.timedelta(seconds=10)
"""Difference from Telegram's clock beyond which the machine's is wrong; a broadcast is due to the minute."""

RECENT_ERROR = dt.timedelta(hours=1)
"""Age up to which Telegram's last failure to deliver an update counts; it keeps the last one for ever."""

MAX_BACKUP_AGE = dt.timedelta(days=2)
"""Age of the newest backup beyond which the nightly ones have failed."""

_WIDTH = 14


class State(enum.StrEnum):
    """Result of a check."""

    OK = "ok"
    NOTE = "note"
    """Something to know; the bot can run."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """Result of one check.

    Attributes:
        name: what was checked.
        state: the result.
        text: what was found, and what to do.
    """

    name: str
    state: State
    text: str


async def run_checks(settings: Settings, token: str, clock: Clock) -> list[Check]:
    """Check everything that the bot needs; nothing is changed, and no source is requested."""
    checks = [
        _list_settings(settings),
        *await _check_database(settings, clock),
        *_check_sources(settings),
    ]
    if settings.http_address is not None:
        checks.append(await _check_address(settings.http_address))
    return [*checks, *await _check_telegram(settings, token, clock)]


def list_faults(faults: Sequence[str]) -> list[Check]:
    """Return the checks of invalid settings; nothing else can be checked with them."""
    return [Check("settings", State.PROBLEM, fault) for fault in faults]


def to_json(checks: Sequence[Check]) -> str:
    """Return a JSON object of all checks."""
    return json.dumps({"checks": [asdict(one) for one in checks]}, ensure_ascii=False)


def describe(check: Check) -> str:
    """Return the line of a check."""
    return f"{check.state:<8} {check.name:<{_WIDTH}} {check.text}"


def has_problem(checks: Sequence[Check]) -> bool:
    """Return whether one of the checks has found a problem."""
    return any(one.state is State.PROBLEM for one in checks)


def _list_settings(settings: Settings) -> Check:
    given = ", ".join(sorted(map(variable, settings.given)))
    return Check("settings", State.OK, f"set: {given}" if given else "all have their defaults")


async def _check_database(settings: Settings, clock: Clock) -> list[Check]:
    try:
        if is_on_server(settings.database_url):
            return await _check_server(settings)
    except StorageError as error:
        return [Check("database", State.PROBLEM, f"{error}; set JOGAN_DATABASE_URL")]
    return await asyncio.to_thread(lambda: list(_check_files(settings, clock.now())))


async def _check_server(settings: Settings) -> list[Check]:
    """Check a database on a server, whose disk and whose integrity are for the server's own operators to watch."""
    database = make_database(settings.database_url)
    try:
        state = await database.inspect()
    finally:
        await database.close()
    checks = [Check("database", State.OK, f"{database.url}, {state.size / 1e6:.1f} MB")]
    if state.revision is None:
        checks.append(Check("schema", State.NOTE, "there are no tables yet; jogan run makes them"))
    else:
        checks.append(_check_schema(state.revision))
    if settings.backup_folder is not None:
        text = "JOGAN_BACKUP_FOLDER has no effect, as the database is on a server; use pg_dump, or the server's backups"
        checks.append(Check("backups", State.NOTE, text))
    return checks


def _check_files(settings: Settings, now: dt.datetime) -> Iterator[Check]:
    try:
        path = Path(get_path(settings.database_url))
    except StorageError as error:
        yield Check("database", State.PROBLEM, f"{error}; set JOGAN_DATABASE_URL")
        return
    if path.exists():
        yield from _check_file(path)
    else:
        yield Check("database", State.NOTE, f"{path} does not exist yet; jogan run creates it")
    yield _check_disk(path)
    yield _check_backups(settings, now)


def _check_file(path: Path) -> Iterator[Check]:
    try:
        with open_file(path) as opened:
            yield Check("database", State.OK, f"{path}, {path.stat().st_size / 1e6:.1f} MB")
            yield from _check_contents(opened)
        yield from _check_rights(path)
    except (StorageError, sqlite3.Error) as error:
        yield Check("database", State.PROBLEM, f"{error}; restore a backup with jogan restore")


def _check_rights(path: Path) -> Iterator[Check]:
    # Windows has other rights than these.
    if os.name == "posix" and path.stat().st_mode & 0o077:
        yield Check("rights", State.NOTE, f"others on this machine may read {path}; chmod go= {path}*")


def _check_contents(opened: sqlite3.Connection) -> Iterator[Check]:
    if damage := find_damage(opened):
        yield Check("integrity", State.PROBLEM, f"{'; '.join(damage)}; restore a backup with jogan restore")
        return
    yield Check("integrity", State.OK, "no damaged page")
    revision = get_revision(opened)
    yield _check_schema(revision)
    if revision == get_head():
        yield from _check_pauses(opened)
    if orphans := find_orphans(opened):
        text = f"{'; '.join(orphans)}; restore a backup, or report it"
        yield Check("foreign keys", State.PROBLEM, text)
    else:
        yield Check("foreign keys", State.OK, "every row refers to one that exists")


def _check_pauses(opened: sqlite3.Connection) -> Iterator[Check]:
    """Yield what an operator has paused and may have forgotten."""
    for (seconds,) in opened.execute("SELECT paused_at FROM bulletin_pause"):
        since = f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%Y-%m-%d %H:%M} UTC"
        yield Check("bulletins", State.NOTE, f"paused since {since}; jogan bulletins resume sends them again")
    for (name,) in opened.execute("SELECT name FROM paused_source ORDER BY name"):
        yield Check("sources", State.NOTE, f"{name} is paused; jogan sources resume requests it again")


def _check_schema(revision: str | None) -> Check:
    head = get_head()
    if revision is None:
        return Check("schema", State.PROBLEM, "this is no database of Jogan; set JOGAN_DATABASE_URL to another file")
    try:
        require_known(revision)
    except StorageError as error:
        return Check("schema", State.PROBLEM, str(error))
    if revision != head:
        text = f"revision {revision}; the next start saves the database and upgrades it to {head}"
        return Check("schema", State.NOTE, text)
    return Check("schema", State.OK, f"revision {revision}")


def _check_disk(path: Path) -> Check:
    size = path.stat().st_size if path.exists() else 0
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError as error:
        return Check("disk", State.PROBLEM, f"{path.parent}: {error.strerror}; create the folder")
    # An upgrade and a backup need room for a copy.
    if free < size + MIN_FREE:
        needed = (size + MIN_FREE) / 1e9
        return Check("disk", State.PROBLEM, f"{free / 1e9:.1f} GB free; make room for at least {needed:.1f} GB")
    return Check("disk", State.OK, f"{free / 1e9:.1f} GB free")


def _check_backups(settings: Settings, now: dt.datetime) -> Check:
    folder = settings.backup_folder
    if folder is None:
        return Check(
            "backups", State.NOTE, "no nightly backups; set JOGAN_BACKUP_FOLDER, or run jogan backup by a timer"
        )
    if not folder.is_dir():
        return Check("backups", State.PROBLEM, f"{folder} is no folder; create it")
    newest = get_newest(folder)
    if newest is None:
        return Check("backups", State.NOTE, f"{folder} has none yet; the bot makes one when it starts")
    age = now - newest
    if age > MAX_BACKUP_AGE:
        return Check("backups", State.PROBLEM, f"the newest is {age.days} days old; the log of the bot says why")
    return Check("backups", State.OK, f"the newest is of {newest:%Y-%m-%d %H:%M} UTC")


def _check_sources(settings: Settings) -> Iterator[Check]:
    try:
        configuration = load_sources(settings, load_catalogue())
    except InvalidConfiguration as error:
        yield Check("sources", State.PROBLEM, str(error))
        return
    number = len(configuration.source)
    if number:
        yield Check("sources", State.OK, f"{number} in all; jogan sources check requests them")
    else:
        yield Check("sources", State.NOTE, f"{settings.sources} lists none: weather and news come by jogan ingest only")
    for line in configuration.missing:
        yield Check("sources", State.NOTE, line)


async def _check_address(address: ListenAddress) -> Check:
    """Check the address of the metrics, which is usually free until the bot runs."""
    from bot.monitoring.address_use import AddressUse, find_use  # noqa: PLC0415 - loads aiohttp

    try:
        use = await find_use(address)
    except AddressUnusable as error:
        return Check("http", State.PROBLEM, f"{error}; correct JOGAN_HTTP")
    if use is AddressUse.OTHER:
        return Check("http", State.PROBLEM, f"another program listens on {address}; set JOGAN_HTTP to another port")
    return Check("http", State.OK, f"{address} is {'free' if use is AddressUse.FREE else 'that of the running bot'}")


async def _check_telegram(settings: Settings, token: str, clock: Clock) -> list[Check]:
    if not token:
        return [Check("token", State.PROBLEM, "there is none; set JOGAN_TELEGRAM_TOKEN to that of @BotFather")]
    try:
        proxy = find_proxy(settings.telegram_api)
    except InvalidInput as error:
        return [Check("proxy", State.PROBLEM, str(error))]
    from bot.telegram_api.probe import find_webhook, probe  # noqa: PLC0415 - loads aiohttp

    found = await probe(settings.telegram_api, token, proxy, clock.now)
    checks = [_check_token(found, proxy), _check_clock(found.skew)]
    if found.username is None or (hook := await find_webhook(settings.telegram_api, token, proxy)) is None:
        return checks
    return [*checks, *_check_webhook(settings, hook, clock.now())]


def _check_token(found: Probe, proxy: Proxy | None) -> Check:
    if found.is_rejected:
        text = "Telegram does not know it; check JOGAN_TELEGRAM_TOKEN and JOGAN_TELEGRAM_API"
        return Check("token", State.PROBLEM, text)
    if found.username is None:
        way = f"the proxy {proxy} ({proxy.variable})" if proxy else "the network"
        return Check("token", State.PROBLEM, f"no answer of Telegram ({found.failure}); check {way}")
    return Check("token", State.OK, f"@{found.username}")


def _check_clock(skew: dt.timedelta | None) -> Check:
    if skew is None:
        return Check("clock", State.NOTE, "could not be compared with Telegram's")
    seconds = round(abs(skew).total_seconds())
    if abs(skew) > MAX_SKEW:
        direction = "ahead of" if skew > dt.timedelta(0) else "behind"
        text = f"{seconds} s {direction} Telegram's; turn on a time service (timedatectl set-ntp true)"
        return Check("clock", State.PROBLEM, text)
    return Check("clock", State.OK, f"within {seconds + 1} s of Telegram's")


def _check_webhook(settings: Settings, hook: SetWebhook, now: dt.datetime) -> Iterator[Check]:
    """Yield checks of the webhook that is set, and of that of the settings."""
    url = settings.webhook_url
    if url is None:
        if hook.url:
            text = f"one is set at {urlsplit(hook.url).hostname}; jogan run removes it, as JOGAN_WEBHOOK_URL is not set"
            yield Check("webhook", State.NOTE, text)
        return
    yield from _check_certificate(settings, url)
    if hook.url != url:
        yield Check("webhook", State.NOTE, f"not set to {url} yet; jogan run does it")
    elif hook.failed_at and now - hook.failed_at < RECENT_ERROR:
        text = (
            f"Telegram could not deliver an update at {hook.failed_at:%H:%M} UTC ({hook.error}); check the way to {url}"
        )
        yield Check("webhook", State.PROBLEM, text)
    else:
        yield Check("webhook", State.OK, f"{url}, {hook.pending} updates wait")


def _check_certificate(settings: Settings, url: str) -> Iterator[Check]:
    path, key = settings.webhook_certificate, settings.webhook_key
    if path is None or key is None:
        return
    try:
        fault = Certificate(path, key, url).find_fault()
    except InvalidInput as error:
        fault = str(error)
    if fault:
        yield Check("certificate", State.PROBLEM, f"{fault}; set JOGAN_WEBHOOK_CERTIFICATE to one of the URL's host")
    else:
        yield Check("certificate", State.OK, f"{path} is valid for {urlsplit(url).hostname}")
