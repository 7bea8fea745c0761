"""Reads the configuration of the sources: the file `jogan.toml`, written by the operator.

```toml
[[source]]
type = "feed"
name = "인천신문"
address = "https://www.example.com/rss/allArticle.xml"
region = "인천"
every = 15
```

If two sources have a reading of the same station and hour, the first one in the file wins.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from bot.errors import InvalidConfiguration
from bot.intake.source_config import (
    SOURCES,
    Configuration,
    KmaWarnings,
    NewsFeed,
    OutlookSource,
    Source,
    list_names,
    make_default,
)
from bot.intake.source_fields import PARSERS, parse_warnings_interval, resolve_region
from bot.settings import Settings
from sources.korea.stations import Catalogue

_SECTION = re.compile(r"\s*\[\[\s*source\s*\]\]")


class InvalidField(Exception):
    """A field of a source is invalid.

    Attributes:
        field: its name.
        reason: why.
        section: the number of its section, from 0; None outside any.
    """

    def __init__(self, field: str, reason: str, section: int | None = None) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.section = section


def load_configuration(
    path: Path, catalogue: Catalogue, *, is_required: bool, has_kma_key: bool = False, has_data_key: bool = False
) -> Configuration:
    """Load the file.

    Args:
        path: the file.
        catalogue: the weather stations, whose names are region names too.
        is_required: False if a missing file means the default, `make_default`.
        has_kma_key: whether the operator has set a key of KMA's API hub.
        has_data_key: whether the operator has set a key of data.go.kr.

    Raises:
        InvalidConfiguration: the file cannot be read or has an error; the message gives line and field.
    """
    try:
        # Editors on Windows write a byte order mark, which tomllib rejects.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if is_required:
            raise InvalidConfiguration(f"{path}: no such file") from error
        return make_default(has_kma_key=has_kma_key, has_data_key=has_data_key)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidConfiguration(f"{path}: could not read it: {error}") from error
    return parse_configuration(text, str(path), catalogue)


def load_sources(settings: Settings, catalogue: Catalogue) -> Configuration:
    """Load the operator's file, or the default, and check that its services have their keys.

    Raises:
        InvalidConfiguration: the file cannot be read or has an error, or a key is missing.
    """
    has_kma_key, has_data_key = (bool(key.value) for key in (settings.kma_key, settings.data_key))
    configuration = load_configuration(
        settings.sources,
        catalogue,
        is_required=settings.has_sources,
        has_kma_key=has_kma_key,
        has_data_key=has_data_key,
    )
    if configuration.needs_key and not has_kma_key:
        raise InvalidConfiguration(f"{settings.sources} uses KMA's API hub: set JOGAN_KMA_KEY to your key")
    if configuration.needs_data_key and not has_data_key:
        raise InvalidConfiguration(f"{settings.sources} uses data.go.kr: set JOGAN_DATA_KEY to your key")
    return configuration


def parse_configuration(text: str, name: str, catalogue: Catalogue) -> Configuration:
    """Parse the file's text; `name` is its name in errors.

    Raises:
        InvalidConfiguration: it is not TOML, or a field is invalid; the message gives line and field.
    """
    try:
        given = tomllib.loads(text)
        return _parse_sections(given, catalogue) if given else Configuration()
    except tomllib.TOMLDecodeError as error:
        raise InvalidConfiguration(f"{name}: {error}") from error
    except InvalidField as error:
        raise InvalidConfiguration(f"{name}, {_locate(text, error)}: {error.reason}") from error


def make_feed(given: Mapping[str, object], catalogue: Catalogue) -> NewsFeed:
    """Return a feed from its fields.

    Raises:
        InvalidField: one is invalid.
    """
    return NewsFeed(**_parse_fields(NewsFeed, given, catalogue))


def _parse_sections(given: Mapping[str, object], catalogue: Catalogue) -> Configuration:
    for name in given.keys() - {"source"}:
        raise InvalidField(name, f"there is no such field{_suggest(name, ['source'])}")
    sections = given["source"]
    if not (isinstance(sections, list) and all(isinstance(one, dict) for one in sections)):
        raise InvalidField("source", "it must be a list of sections")
    # A misspelt field first: a field that is missing is what it was meant to be.
    for number, section in enumerate(sections):
        for name in _list_unknown(section):
            kind = SOURCES[section["type"]]
            raise InvalidField(name, f"there is no such field{_suggest(name, _list_fields(kind))}", number)
    found = tuple(_parse_section(number, section, catalogue) for number, section in enumerate(sections))
    _check_names(found)
    _check_single(found)
    return Configuration(found)


def _parse_section(number: int, section: Mapping[str, object], catalogue: Catalogue) -> Source:
    try:
        kind = _find_kind(section)
        return kind(**_parse_fields(kind, section, catalogue))
    except InvalidField as error:
        raise InvalidField(error.field, error.reason, number) from error


def _find_kind(section: Mapping[str, object]) -> type[Source]:
    written = section.get("type")
    if written is None:
        raise InvalidField("type", "it is missing")
    if not isinstance(written, str) or written not in SOURCES:
        types = ", ".join(f"'{one}'" for one in SOURCES)
        suggestion = _suggest(str(written), SOURCES)
        raise InvalidField("type", f"there is no such type{suggestion}; the types are {types}")
    return SOURCES[written]


def _list_unknown(section: Mapping[str, object]) -> Iterator[str]:
    """Yield the fields that the kind of a section does not have; none if it has no kind."""
    written = section.get("type")
    if isinstance(written, str) and written in SOURCES:
        yield from (name for name in section if name not in _list_fields(SOURCES[written]))


def _list_fields(kind: type[Source]) -> list[str]:
    return [field.name for field in fields(kind)]


def _parse_fields(kind: type[Source], given: Mapping[str, object], catalogue: Catalogue) -> dict[str, Any]:
    """Return the values of a source's fields.

    Raises:
        InvalidField: one is invalid or missing.
    """
    parsers: dict[str, Callable[[object], object]] = {**PARSERS, "region": partial(resolve_region, catalogue=catalogue)}
    if kind is KmaWarnings:
        parsers |= {"every": parse_warnings_interval}
    values = {}
    for field in fields(kind):
        if field.name not in given:
            if field.default is MISSING:
                raise InvalidField(field.name, "it is missing")
        elif field.name != "type":
            try:
                values[field.name] = parsers[field.name](given[field.name])
            except ValueError as error:
                raise InvalidField(field.name, str(error)) from error
    return values


def _check_names(sources: Sequence[Source]) -> None:
    taken: set[str] = set()
    for number, source in enumerate(sources):
        for name in list_names(source):
            if name in taken:
                raise InvalidField("name", f"two sources have the name {name}", number)
            taken.add(name)


def _check_single(sources: Sequence[Source]) -> None:
    # A second one would only be ignored.
    taken: set[str] = set()
    for number, source in enumerate(sources):
        if isinstance(source, OutlookSource):
            if source.type in taken:
                raise InvalidField("type", f"there can be only one source of type {source.type}", number)
            taken.add(source.type)


def _suggest(name: str, known: Iterable[str]) -> str:
    similar = get_close_matches(name, list(known), n=1)
    return f"; did you mean {similar[0]}?" if similar else ""


def _locate(text: str, error: InvalidField) -> str:
    """Return the line of an invalid field, or of the section in which it is missing, and the field's name."""
    # tomllib keeps no positions, so the line is searched for in the text.
    lines = text.splitlines()
    begins = [number for number, line in enumerate(lines) if _SECTION.match(line)]
    begin, end = 0, len(lines)
    if error.section is not None and error.section < len(begins):
        begin, end = [*begins, len(lines)][error.section : error.section + 2]
    return f"line {_find_line(lines, error.field, begin, end)}: {error.field}"


def _find_line(lines: list[str], field: str, begin: int, end: int) -> int:
    assignment = re.compile(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=")
    return 1 + next((number for number in range(begin, end) if assignment.match(lines[number])), begin)
