"""What is stored of a chat, as a document that a person can read, and a program too."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from storage.chats.privacy import Rows
from storage.terms import Days, Section

_TABLE_NAMES = {"subscription": "subscriptions", "delivery": "bulletins"}
_COLUMN_NAMES = {
    "thread_id": "topic",
    "cities": "places",
    "local_date": "day",
    "article_id": "article",
    "subscription_id": "subscription",
}
_FLAGS = {"silent", "skips_holidays", "pins"}
_OMITTED = {"id", "chat_id", "schedule_id"}


def to_json(rows: Rows, now: dt.datetime) -> bytes:
    """A chat's rows as an indented JSON document in UTF-8, times in UTC, and each schedule where it is used.

    Args:
        rows: those of `storage.chats.privacy.collect`.
        now: aware.
    """
    schedules = {row["id"]: _fields(row) for row in rows.get("schedule", ())}
    document: dict[str, object] = {"made_at": _to_json_value(now)}
    own = None
    for chat in rows.get("chat", ()):
        own = chat["id"]
        document["chat"] = {"id": own, **_fields(chat)}
    for name, found in rows.items():
        if name not in {"chat", "schedule"}:
            document[_TABLE_NAMES.get(name, name)] = [_row(row, schedules) | _channel_fields(row, own) for row in found]
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _row(row: Mapping[str, object], schedules: Mapping[object, object]) -> dict[str, object]:
    number = row.get("schedule_id")
    return _number(row) | _fields(row) | ({} if number is None else {"schedule": schedules[number]})


def _channel_fields(row: Mapping[str, object], own: object) -> dict[str, object]:
    """To who set a channel up, which one; to others not who did, because a channel's document stands in the channel."""
    match row.get("set_up_by"):
        case None:
            return {}
        case person if person == own:
            return {"channel": row["chat_id"]}
    return {"set_up_by": "an administrator"}


def _number(row: Mapping[str, object]) -> dict[str, object]:
    return {"number": row["id"]} if "id" in row else {}


def _fields(row: Mapping[str, object]) -> dict[str, object]:
    return {
        _COLUMN_NAMES.get(name, name): _readable(name, value) for name, value in row.items() if name not in _OMITTED
    }


def _readable(name: str, value: Any) -> object:
    """A value as JSON holds it, in words where the store has numbers."""
    match name:
        case "days":
            return [str(day.name).lower() for day in Days(value)]
        case "sections":
            return [str(section.name).lower() for section in Section(value)]
        case "thread_id":
            return value or None
        case _ if name in _FLAGS:
            return bool(value)
    return _to_json_value(value)


def _to_json_value(value: object) -> object:
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        case dt.date():
            return value.isoformat()
        case dt.time():
            return f"{value:%H:%M}"
        case str():
            return value
        case Sequence():
            return [_to_json_value(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
