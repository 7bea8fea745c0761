"""`jogan announce` and `jogan announcements`: hand a message to the running bot, follow it and stop it."""

import asyncio
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.clock import Clock
from bot.errors import InvalidInput
from bot.operations.announcing import ENDED, OPEN, Plan, check_text, count
from bot.runtime.instance_lock import LEASE_NAME
from sources.records import KST
from storage.database import Database, open_database
from storage.ledger import announcements, leases
from storage.ledger.announcements import Announcement

_STANDARD_INPUT = "-"
_FILE_ENDINGS = (".txt", ".md")
_POLL_INTERVAL = 1.0
"""Seconds between two looks at the ledger."""

_INDENT = "    "


def read_text(text_or_file: str) -> str:
    """Return the text of an announcement: that of a file if there is one, or of standard input for ``-``.

    Raises:
        InvalidInput: it is empty or too long for a message, or looks like a file that is missing or not UTF-8.
    """
    return check_text(_read(text_or_file))


def _read(text_or_file: str) -> str:
    if text_or_file == _STANDARD_INPUT:
        return sys.stdin.read()
    try:
        path = Path(text_or_file)
        if path.is_file():
            return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{text_or_file} is not UTF-8") from error
    except (OSError, ValueError):  # a text that no file can be called
        return text_or_file
    # Nobody should get the name of a file as a message.
    if text_or_file.endswith(_FILE_ENDINGS) and len(text_or_file.split()) == 1:
        raise InvalidInput(f"there is no file {text_or_file}")
    return text_or_file


async def follow(database_url: str, number: int, clock: Clock, report: Callable[[str], None]) -> Announcement | None:
    """Report the progress of an announcement until all of it is sent, or no bot is running.

    Returns:
        The announcement; None if it was deleted meanwhile.
    """
    async with open_database(database_url, must_exist=True) as database:
        shown = -1
        while (found := await _get(database, number)) and count(found, *OPEN):
            if not await _is_running(database, clock.now()):
                report("No bot is running on this database; the announcement is sent when it starts.")
                break
            if (done := count(found, *ENDED)) != shown:
                report(f"{done} of {found.chats} …")
                shown = done
            await asyncio.sleep(_POLL_INTERVAL)
        return found


async def _get(database: Database, number: int) -> Announcement | None:
    async with database.read() as connection:
        return await announcements.get(connection, number)


async def _is_running(database: Database, now: dt.datetime) -> bool:
    async with database.read() as connection:
        lease = await leases.get(connection, LEASE_NAME)
    return lease is not None and lease.until > now


def describe_plan(plan: Plan) -> str:
    """Return the text of an announcement, who gets it, and when."""
    total = len(plan.recipients)
    if not total:
        return "No chat gets it: none fits that has a running subscription and has not got this text already."
    kinds = ", ".join(f"{number} {kind}" for kind, number in plan.kinds.most_common())
    chats = "1 chat" if total == 1 else f"{total} chats"
    head = f"To {chats} ({kinds}), from {_seoul(plan.due_at)}:"
    return "\n".join([head, "", *(f"{_INDENT}{line}".rstrip() for line in plan.text.splitlines())])


def describe(announcement: Announcement) -> str:
    """Return an announcement: who gets it from when, what became of it, and its first line."""
    parts = [f"{number} {state}" for state in ENDED if (number := count(announcement, state))]
    if waiting := count(announcement, *OPEN):
        parts.append(f"{waiting} to be sent")
    stopped = "; stopped" if announcement.stopped_at else ""
    head = f"Announcement {announcement.id} to {announcement.audience}, from {_seoul(announcement.due_at)}"
    first_line = announcement.text.splitlines()[0]
    return f"{head}: {', '.join(parts) or 'nothing sent'}{stopped}.\n{_INDENT}{first_line}"


def _seoul(moment: dt.datetime) -> str:
    return f"{moment.astimezone(KST):%Y-%m-%d %H:%M} (Seoul)"


def plan_to_json(plan: Plan, number: int | None) -> str:
    """Return an announcement as a JSON object; `number` is its id, None if it was not made."""
    made = {"announcement": number, "to": plan.audience.name, "due_at": plan.due_at.astimezone(dt.UTC).isoformat()}
    return json.dumps({**made, "chats": len(plan.recipients), "kinds": plan.kinds}, ensure_ascii=False)


def to_json(found: Sequence[Announcement]) -> str:
    """Return announcements as a JSON object."""
    return json.dumps({"announcements": [_to_object(one) for one in found]}, ensure_ascii=False)


def _to_object(one: Announcement) -> dict[str, object]:
    return {
        "number": one.id,
        "to": one.audience,
        "due_at": one.due_at.isoformat(),
        "stopped_at": one.stopped_at and one.stopped_at.isoformat(),
        "chats": one.chats,
        "states": {"waiting": count(one, *OPEN)} | {state.value: count(one, state) for state in ENDED},
        "text": one.text,
    }
