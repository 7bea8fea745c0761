"""What is wrong in `jogan.toml`, in words, and where."""

import re
from typing import Any

from pydantic import ValidationError

_SECTION = re.compile(r"\s*\[\[\s*source\s*\]\]")


def explain(text: str, error: ValidationError) -> str:
    """The first thing that is wrong: its line, its field and what to mend.

    Args:
        text: the file's.
        error: what came of checking it against `bot.intake.source_config.Configuration`.
    """
    first = error.errors(include_input=False, include_url=False)[0]
    loc = first["loc"] or ("source", first["ctx"]["place"], "", "name")
    return f"{_place(text, loc)}: {_reason(first)}"


def _reason(error: Any) -> str:
    match error["type"]:
        case "extra_forbidden":
            return "there is no such field"
        case "missing" | "union_tag_not_found":
            return "it is missing"
        case "union_tag_invalid":
            return f"there is no such type; there are {error['ctx']['expected_tags']}"
        case "tuple_type":
            return "it must be a list"
        case _:
            return str(error["msg"])


def _place(text: str, loc: tuple[int | str, ...]) -> str:
    """Where something is wrong: the line of the field, or of the section that lacks it, and its name."""
    lines = text.splitlines()
    numbers = [number for number, line in enumerate(lines) if _SECTION.match(line)]
    if len(loc) < 2 or not isinstance(loc[1], int) or loc[1] >= len(numbers):  # noqa: PLR2004 - of no section
        field = next((str(part) for part in loc), "source")
        return f"line {_line_of(lines, field, 0, len(lines))}: {field}"
    begin, end = [*numbers, len(lines)][loc[1] : loc[1] + 2]
    # Behind the section's number stands its type, where it has one.
    field = next((str(part) for part in loc[3:]), "type")
    return f"line {_line_of(lines, field, begin, end)}: {field}"


def _line_of(lines: list[str], field: str, begin: int, end: int) -> int:
    wanted = re.compile(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=")
    return 1 + next((number for number in range(begin, end) if wanted.match(lines[number])), begin)
