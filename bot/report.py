"""What taking a source in has come to, for the one who did it."""

import json
from dataclasses import asdict

from bot.ingest import Intake


def describe(intake: Intake) -> str:
    """One line for a person."""
    unnamed = f", {intake.unnamed} unnamed" if intake.unnamed else ""
    return (
        f"{intake.source}: {intake.date or 'no date'}, {intake.readings} readings "
        f"({intake.named_by_page} named by the page, {intake.named_by_position} by position{unnamed}), "
        f"{intake.new_readings} new; articles: {intake.articles}, {intake.new_articles} new; "
        f"rejected lines: {len(intake.rejected)}"
    )


def describe_rejected(intake: Intake) -> list[str]:
    """One line for each line that could not be used."""
    return [f"{intake.source}: line {line.line} rejected, {line.reason}: {line.text}" for line in intake.rejected]


def to_json(intake: Intake) -> str:
    """One JSON object, on one line."""
    return json.dumps(asdict(intake) | {"date": intake.date and intake.date.isoformat()}, ensure_ascii=False)


def broken_to_json(source: str, reason: str) -> str:
    """One JSON object for a source that cannot be used."""
    return json.dumps({"source": source, "error": reason}, ensure_ascii=False)
