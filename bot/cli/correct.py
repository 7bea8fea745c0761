"""`jogan correct`: texts about the correction of sent bulletins."""

import datetime as dt
import json
from collections.abc import Mapping

from markupsafe import Markup

from bot.rendering.layout import plain_text

_INDENT = "    "


def describe_plan(day: dt.date, kinds: Mapping[str, int], example: tuple[str, str] | None, unfit: int) -> str:
    """Return whom a correction concerns, and one bulletin before and after it.

    Args:
        day: the chats' local date.
        kinds: number of bulletins by kind of chat.
        example: HTML of a bulletin before and after; None if there is none.
        unfit: number of bulletins in which the text cannot be replaced.
    """
    total = sum(kinds.values())
    by_kind = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items(), key=lambda one: (-one[1], one[0])))
    lines = [f"{_count(total)} of {day} can be corrected: {by_kind}." if total else f"No bulletin of {day} to correct."]
    if unfit:
        lines.append(f"{_count(unfit)} cannot: the text is not in there as a whole, or the bulletin would be too long.")
    if example is not None:
        for title, text in zip(("Before:", "After:"), example, strict=True):
            lines += ["", title, *(f"{_INDENT}{line}" for line in plain_text(Markup(text)).splitlines())]  # noqa: S704 - HTML already
    return "\n".join(lines)


def describe_result(edited: int, told: int, left: int, unreachable: int) -> str:
    """Return the numbers of bulletins that were edited, of chats that were told, and of those left as they are."""
    parts = [f"{_count(edited)} edited"]
    parts += [f"{told} told, because Telegram does not edit theirs any more"] if told else []
    parts += [f"{left} left: Telegram does not edit them any more (--tell sends these chats a message)"] if left else []
    parts += [f"{unreachable} not reachable any more"] if unreachable else []
    return "; ".join(parts) + "."


def to_json_result(results: Mapping[str, int], unfit: int) -> str:
    """Return the numbers of bulletins by result as a JSON object; `unfit` could not be corrected."""
    return json.dumps({**results, "unfit": unfit})


def _count(number: int) -> str:
    return f"{number} bulletin" if number == 1 else f"{number} bulletins"
