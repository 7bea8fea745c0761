"""Fields of sources, read from the values of `jogan.toml`; what is wrong is told in words.

An address is never quoted: it may contain a key.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from yarl import URL

from bot.errors import UnknownRegion
from bot.intake.source_config import ForecastService
from bot.places.regions import resolve
from bot.setting_values import check_limits, choice
from sources.korea.regions import Region
from sources.korea.stations import Catalogue

_DAY = 24 * 60
_MAX_NAME = 60
_MAX_WARNINGS_INTERVAL = 15


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it must be a text in quotation marks")  # noqa: TRY004 - of an operator
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it must be true or false")  # noqa: TRY004 - of an operator
    return value


def _whole_number(lowest: int, highest: int | None = None) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"{value!r} is no whole number; write one as 3")  # noqa: TRY004 - of an operator
        check_limits(value, value, lowest, highest)
        return value

    return parse


def _name(value: object) -> str:
    name = _text(value).strip()
    if not name.isprintable():
        raise ValueError("a name must be one line of printable characters")
    if not 1 <= len(name) <= _MAX_NAME:
        raise ValueError(f"a name has 1 to {_MAX_NAME} characters")
    return name


def _address(value: object) -> str:
    address = _text(value)
    try:
        url = URL(address)
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError("an address must begin with http(s):// and name a host")
    # It would be printed in reports and errors.
    if url.user or url.password:
        raise ValueError("an address must not contain a user name or password")
    return address


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("it must be a list")  # noqa: TRY004 - of an operator
    words = tuple(_text(word).strip() for word in value)
    if not all(words):
        raise ValueError("a word has at least 1 character")
    return words


def _folder(value: object) -> Path:
    path = Path(_text(value))
    # Else the bot would move its own database and this very file.
    if path.resolve() == Path.cwd():
        raise ValueError("the bot moves the files of this folder; use a folder of its own")
    return path


def _service(value: object) -> ForecastService:
    return choice(ForecastService)(_text(value))


def resolve_region(value: object, catalogue: Catalogue) -> Region:
    """Return the province or district that has a name.

    Args:
        value: any of its names.
        catalogue: the weather stations, whose names are region names too.

    Raises:
        ValueError: none has it.
    """
    if not isinstance(value, str):
        raise ValueError("a region is a name")  # noqa: TRY004 - of an operator
    try:
        return resolve(value, catalogue)
    except UnknownRegion as error:
        raise ValueError(str(error)) from error


parse_warnings_interval = _whole_number(1, _MAX_WARNINGS_INTERVAL)

PARSERS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "name": _name,
        **dict.fromkeys(("address", "cities", "feed", "front_page", "stations"), _address),
        "every": _whole_number(1, _DAY),
        "private": _switch,
        "include": _words,
        "exclude": _words,
        "service": _service,
        "budget": _whole_number(1),
        "path": _folder,
    }
)
"""Parsers of fields by their names, without that of regions; each raises a ValueError."""
