"""The document of /data: the stored rows of a chat as JSON for people and programs."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from storage.chats.privacy import Rows
from storage.terms import Days, Notable, Section

_TABLE_NAMES = {
    "subscription": "subscriptions",
    "delivery": "bulletins",
    "bulletin_text": "bulletin_texts",
    "warning_message": "warning_messages",
    "keyword_alert": "keyword_alerts",
    "alert_message": "alert_messages",
    "alert_match": "articles_of_alerts",
    "refused_chat": "refused",
    "announcement": "announcements",
    "announcement_message": "announcement_messages",
}
_COLUMN_NAMES = {
    "thread_id": "topic",
    "cities": "places",
    "local_date": "day",
    "article_id": "article",
    "subscription_id": "subscription",
    "delivery_id": "bulletin",
    "text_id": "text",
    "alert_id": "alert",
    "announcement_id": "announcement",
}
_FLAGS = {"silent", "tells_warnings", "skips_holidays", "pins"}
# These appear elsewhere in the document, or only the database uses them.
_OMITTED = {"id", "chat_id", "schedule_id"}


def to_json(rows: Rows, now: dt.datetime) -> bytes:
    """Return a chat's rows as an indented JSON document in UTF-8, with times in UTC and each schedule where it is used.

    Args:
        rows: the result of `storage.chats.privacy.collect`.
        now: an aware time.
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
    """Return the channel, for the person who set it up, or that an administrator did."""
    match row.get("set_up_by"):
        case None:
            return {}
        case person if person == own:
            return {"channel": row["chat_id"]}
    # The data of a channel are posted there, so they must not name the person to its readers.
    return {"set_up_by": "an administrator"}


def _number(row: Mapping[str, object]) -> dict[str, object]:
    return {"number": row["id"]} if "id" in row else {}


def _fields(row: Mapping[str, object]) -> dict[str, object]:
    return {
        _COLUMN_NAMES.get(name, name): _readable(name, value) for name, value in row.items() if name not in _OMITTED
    }


def _readable(name: str, value: Any) -> object:
    """Return a value as JSON, with words instead of the database's numbers."""
    match name:
        case "days":
            return [str(day.name).lower() for day in Days(value)]
        case "sections":
            return [str(section.name).lower() for section in Section(value)]
        case "only_if":
            return [str(weather.name).lower() for weather in Notable(value)]
        case "thread_id":
            return value or None
        case _ if name in _FLAGS:
            return bool(value)
    return _to_json_value(value)


def _to_json_value(value: object) -> object:
    match value:
        # A datetime is a date too, and a str a Sequence, so the order matters.
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
