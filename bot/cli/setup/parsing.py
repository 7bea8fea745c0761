"""Parsers of the answers: from what the operator typed or gave as an option to a value.

Each raises `InvalidInput` with a sentence for the operator. None quotes the token.
"""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from bot.errors import InvalidInput, UnknownLanguage, UnknownRegion
from bot.i18n.translator import Translators
from bot.places.regions import resolve
from bot.setting_values import parse_listen_address
from sources.feed.directory import ListedFeed
from sources.korea.regions import Region
from sources.korea.stations import load_catalogue

NONE = "none"
"""Answer that leaves something out."""

ALL = "all"

_TOKEN = re.compile(r"\d{5,}:[\w-]{30,}", re.ASCII)


def parse_token(text: str) -> str:
    """Check the form of a token."""
    token = text.strip()
    if not _TOKEN.fullmatch(token):
        raise InvalidInput("this is no token; @BotFather's look like 123456789:AAF… and have no spaces")
    return token


def parse_regions(text: str) -> tuple[Region, ...]:
    """Parse names of provinces and districts, separated by commas; an empty text or ``none`` for none."""
    names = [] if text.strip().casefold() == NONE else [name.strip() for name in text.split(",")]
    try:
        return tuple(dict.fromkeys(resolve(name, load_catalogue()) for name in names if name))
    except UnknownRegion as error:
        raise InvalidInput(str(error)) from error


def parse_language(text: str) -> str:
    """Check the code of a language."""
    language = text.strip().lower()
    try:
        Translators(language)
    except UnknownLanguage as error:
        raise InvalidInput(str(error)) from error
    return language


def parse_time(text: str) -> dt.time:
    """Parse a local time: ``07:00``."""
    try:
        return dt.datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of the day has no zone
    except ValueError as error:
        raise InvalidInput(f"{text!r} is not a time; write it as 07:00") from error


def parse_choice(text: str, offered: Sequence[ListedFeed]) -> list[ListedFeed]:
    """Parse a choice of feeds: ``all``, ``none``, or names and numbers, from 1, separated by commas."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if [word.casefold() for word in words] in ([], [NONE]):
        return []
    if [word.casefold() for word in words] == [ALL]:
        return list(offered)
    known = {str(number): feed for number, feed in enumerate(offered, 1)} | {feed.paper: feed for feed in offered}
    if unknown := [word for word in words if word not in known]:
        raise InvalidInput(f"there is no feed {', '.join(unknown)}; give their numbers or names, {ALL} or {NONE}")
    return list(dict.fromkeys(known[word] for word in words))


def parse_folder(text: str) -> Path | None:
    """Parse the folder of backups; None for ``none``."""
    if text.strip().casefold() in {"", NONE}:
        return None
    folder = Path(text.strip())
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(f"{folder} is not a folder")
    return folder


def parse_address(text: str) -> str | None:
    """Parse the address of the HTTP endpoints; None for ``none``."""
    if text.strip().casefold() in {"", NONE}:
        return None
    try:
        return str(parse_listen_address(text.strip()))
    except ValueError as error:
        raise InvalidInput(str(error)) from error
