"""Weather warnings from their first listing to their end (tables `weather_warning` and `warning_list`).

A warning is what is listed for a zone and a kind without a gap, also if its level changes. It has ended when it is no
longer listed; a list that could not be read ends nothing.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.warnings import UNKNOWN_ZONE, WarningLevel, WarningList, WeatherWarning
from storage.dialects.locks import Subject, lock
from storage.dialects.statements import insert as upsert
from storage.dialects.statements import is_in
from storage.schema import is_listed, warning_list
from storage.schema import weather_warning as table
from storage.types import UtcDateTime

MAX_AGE = dt.timedelta(minutes=30)
"""Age of a list beyond which nobody knows which warnings are in force."""

RETENTION = dt.timedelta(days=7)
"""Time for which an ended warning is kept."""


_END = update(table).where(is_in(table.c.id, "ids")).values(ended_at=bindparam("at", type_=UtcDateTime))


@dataclass(frozen=True, slots=True)
class StoredWarning:
    """Warning with its life.

    Attributes:
        id: database id.
        warning: its latest listing.
        first_seen_at: when it was listed first (UTC).
        changed_at: when it was listed first with its level and its time (UTC).
        ended_at: when it was no longer listed (UTC), or None.
        alerts_from: when it was listed first with a level of which people are told at once (UTC), or None.
        told_at: the change up to which its messages have been told (UTC); None if none has been told.
    """

    id: int
    warning: WeatherWarning
    first_seen_at: dt.datetime
    changed_at: dt.datetime
    ended_at: dt.datetime | None = None
    alerts_from: dt.datetime | None = None
    told_at: dt.datetime | None = None

    @property
    def last_change(self) -> dt.datetime:
        """When it changed or ended last (UTC)."""
        return self.ended_at or self.changed_at


@dataclass(frozen=True, slots=True)
class CurrentWarnings:
    """Warnings of the latest list.

    Attributes:
        warnings: those listed.
        unread: codes of the zones of which not all warnings are known.
    """

    warnings: Sequence[WeatherWarning]
    unread: Collection[str] = ()


async def store(connection: AsyncConnection, source: str, listed: WarningList, now: dt.datetime) -> bool:
    """Store a list, and end the warnings that are no longer in it, except in zones that could not be read.

    Args:
        connection: writes to the database.
        source: name of the source.
        listed: the list as parsed.
        now: aware.

    Returns:
        True if a warning is new, was changed or has ended.
    """
    await lock(connection, Subject.WARNINGS)
    known = {(one.warning.zone, one.warning.kind): one for one in await _list(connection)}
    found = {(one.zone, one.kind): one for one in listed.warnings}
    ended = [one.id for key, one in known.items() if key not in found and not _is_unread(one.warning, listed)]
    if ended:
        await connection.execute(_END, {"ids": ended, "at": now})
    changed = [await _put(connection, source, one, known.get(key), now) for key, one in found.items()]
    await _record_list(connection, source, listed, now)
    return bool(ended) or any(changed)


def _is_unread(warning: WeatherWarning, listed: WarningList) -> bool:
    return not listed.unread.isdisjoint({warning.zone, UNKNOWN_ZONE})


async def _put(
    connection: AsyncConnection, source: str, warning: WeatherWarning, known: StoredWarning | None, now: dt.datetime
) -> bool:
    """Insert or update a listed warning; return whether people should know."""
    if known is None:
        return await _reopen(connection, warning, now) or await _insert(connection, source, warning, now)
    if known.warning == warning:
        return False
    values = _to_row(warning)
    if has_changed := _differ(known.warning, warning):
        values["changed_at"] = now
    if known.alerts_from is None and _alerts(warning):
        values["alerts_from"] = now
    await connection.execute(update(table).where(table.c.id == known.id).values(values))
    return has_changed


def _differ(one: WeatherWarning, other: WeatherWarning) -> bool:
    return (one.level, one.in_force_from) != (other.level, other.in_force_from)


def _alerts(warning: WeatherWarning) -> bool:
    """Return whether people are told at once: not of a preliminary warning, whose warning would be an edit only."""
    return warning.level is not WarningLevel.PRELIMINARY


async def _reopen(connection: AsyncConnection, warning: WeatherWarning, now: dt.datetime) -> bool:
    """Take back the end of a warning that was missing in one list only: it comes again as it was issued."""
    same = {name: getattr(warning, name) for name in ("zone", "kind", "level", "issued_at")}
    which = (table.c[name] == value for name, value in same.items())
    return (await connection.execute(update(table).where(*which).values(ended_at=None, changed_at=now))).rowcount > 0


async def _insert(connection: AsyncConnection, source: str, warning: WeatherWarning, now: dt.datetime) -> bool:
    values = _to_row(warning) | {"source": source, "first_seen_at": now, "changed_at": now}
    if _alerts(warning):
        values["alerts_from"] = now
    await connection.execute(insert(table).values(values))
    return True


async def _record_list(connection: AsyncConnection, source: str, listed: WarningList, now: dt.datetime) -> None:
    values = {"read_at": now, "unread": tuple(sorted(listed.unread))}
    put = upsert(warning_list).values(source=source, **values)
    await connection.execute(put.on_conflict_do_update(index_elements=["source"], set_=values))


async def get_current(connection: AsyncConnection, now: dt.datetime) -> CurrentWarnings | None:
    """Return the warnings of the latest list; None if it is older than `MAX_AGE` or there is none."""
    newest = select(warning_list).order_by(warning_list.c.read_at.desc()).limit(1)
    read = (await connection.execute(newest)).one_or_none()
    if read is None or now - read.read_at > MAX_AGE:
        return None
    return CurrentWarnings([one.warning for one in await _list(connection)], read.unread)


async def get_read_at(connection: AsyncConnection) -> dt.datetime | None:
    """Return when a list was read last (UTC), or None."""
    newest = select(warning_list.c.read_at).order_by(warning_list.c.read_at.desc())
    read_at: dt.datetime | None = await connection.scalar(newest.limit(1))
    return read_at


async def list_untold(connection: AsyncConnection) -> list[StoredWarning]:
    """Return the warnings of which people are told at once, and that are new or have changed since they were."""
    is_new = or_(table.c.told_at.is_(None), table.c.told_at < func.coalesce(table.c.ended_at, table.c.changed_at))
    rows = await connection.execute(select(table).where(table.c.alerts_from.is_not(None), is_new).order_by(table.c.id))
    return [_to_stored(row) for row in rows]


async def record_told(connection: AsyncConnection, told: Iterable[StoredWarning]) -> None:
    """Record that the latest change of some warnings is in the ledger of messages."""
    for one in told:
        await connection.execute(update(table).where(table.c.id == one.id).values(told_at=one.last_change))


async def record_all_told(connection: AsyncConnection) -> None:
    """Record that the latest changes of all warnings have been told."""
    await connection.execute(update(table).values(told_at=func.coalesce(table.c.ended_at, table.c.changed_at)))


async def get_many(connection: AsyncConnection, numbers: Collection[int]) -> dict[int, StoredWarning]:
    """Return warnings by their ids, ended ones too."""
    rows = await connection.execute(select(table).where(is_in(table.c.id, "ids")), {"ids": numbers})
    return {row.id: _to_stored(row) for row in rows}


async def delete_ended(connection: AsyncConnection, now: dt.datetime) -> int:
    """Delete the warnings that ended longer than `RETENTION` ago.

    Returns:
        Their number.
    """
    return (await connection.execute(delete(table).where(table.c.ended_at < now - RETENTION))).rowcount


async def _list(connection: AsyncConnection) -> list[StoredWarning]:
    rows = await connection.execute(select(table).where(is_listed).order_by(table.c.id))
    return [_to_stored(row) for row in rows]


def _to_row(warning: WeatherWarning) -> dict[str, Any]:
    return {
        "zone": warning.zone,
        "zone_name": warning.zone_name,
        "upper_name": warning.upper_name,
        "kind": str(warning.kind),
        "level": warning.level,
        "issued_at": warning.issued_at,
        "in_force_from": warning.in_force_from,
        "expected_end": warning.expected_end,
    }


def _to_stored(row: Row[*tuple[Any, ...]]) -> StoredWarning:
    warning = WeatherWarning(
        zone=row.zone,
        zone_name=row.zone_name,
        kind=row.kind,
        level=WarningLevel(row.level),
        issued_at=row.issued_at,
        in_force_from=row.in_force_from,
        expected_end=row.expected_end,
        upper_name=row.upper_name,
    )
    times = row.first_seen_at, row.changed_at, row.ended_at, row.alerts_from, row.told_at
    return StoredWarning(row.id, warning, *times)
