"""Texts of `.env` and of `jogan.toml`."""

import json
import re
from collections.abc import Mapping, Sequence

from bot.cli.setup.newspapers import POLL_MINUTES
from bot.errors import InvalidInput
from bot.intake.source_config import Configuration
from bot.intake.source_parsing import parse_configuration
from bot.settings import variable
from sources.feed.directory import ListedFeed
from sources.korea.stations import load_catalogue

_ASSIGNMENT = re.compile(r"\s*(?:export\s+)?(\w+)\s*=")
_PLAIN = re.compile(r"[\w.:/@+-]+", re.ASCII)

_HEAD = """\
# Sources of the bot. docs/sources.md describes all types and fields; jogan sources check requests each once.
# With JOGAN_KMA_KEY there is also the type kma-warnings, with JOGAN_DATA_KEY the type airkorea.
"""


def change_env(text: str, values: Mapping[str, str | None]) -> str:
    """Return the text of `.env` with other values; all other lines are kept.

    Args:
        text: the file as it is, or an empty text.
        values: a value, or None for the default, by the name of the setting.

    Raises:
        InvalidInput: a value cannot be written.
    """
    names = {variable(name) for name in values}
    kept = [line for line in text.splitlines() if not ((found := _ASSIGNMENT.match(line)) and found[1] in names)]
    new = [f"{variable(name)}={_quote(value)}" for name, value in values.items() if value is not None]
    return "\n".join([*kept, *new, ""])


def _quote(value: str) -> str:
    """Quote a value as python-dotenv reads it.

    Raises:
        InvalidInput: it cannot be written: python-dotenv puts in variables also between single quotes.
    """
    if "${" in value:
        raise InvalidInput(f".env cannot hold {value!r}, of which a part would be taken for a variable")
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def make_toml(base: Configuration, feeds: Sequence[ListedFeed]) -> str:
    """Return the text of `jogan.toml` with the types of sources of a configuration, and with feeds.

    Args:
        base: the configuration without the file; its sources have their defaults.
        feeds: the feeds.
    """
    sections = [f'[[source]]\ntype = "{source.type}"\n' for source in base.source]
    text = "\n".join([_HEAD, *sections, *map(_make_section, feeds)])
    # The file that was written must be one that the bot takes.
    parse_configuration(text, "jogan.toml", load_catalogue())
    return text


def _make_section(feed: ListedFeed) -> str:
    # A string of JSON is one of TOML too.
    name, address, region = (
        json.dumps(one, ensure_ascii=False) for one in (feed.paper, feed.address, str(feed.region))
    )
    return f'[[source]]\ntype = "feed"\nname = {name}\naddress = {address}\nregion = {region}\nevery = {POLL_MINUTES}\n'
