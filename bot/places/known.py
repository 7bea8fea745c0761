"""The places of the running bot: those that ship with it, and the towns in its database."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from statistics import fmean

from bot.places import Places
from bot.places.normalization import short_form
from sources.kma.town_table import Town, find_present_town
from sources.korea.gazetteer import Kind, Place
from sources.korea.romanization import romanize_town
from storage.content import towns
from storage.database import Database

# Telegram limits a button's data to 64 bytes; the rest is the button's action.
_MAX_KEY_BYTES = 50

# KMA's table numbers the parts of large towns (역삼1동, 역삼제3동); people name the whole.
_NUMBERED = re.compile(r"([가-힣]+?)제?[0-9][0-9.,·]*(동)")


class KnownPlaces:
    """The search over shipped places and the towns that were imported last.

    Args:
        database: holds the towns.
        shipped: searches the places that ship with the package.

    Attributes:
        places: searches all of them.
    """

    def __init__(self, database: Database, shipped: Places) -> None:
        self.places = shipped
        self._database = database
        self._shipped = shipped
        self._state = 0

    async def refresh(self) -> None:
        """Load the towns again if others were imported; costs one index lookup otherwise.

        Raises:
            StorageError: the database failed; the places stay as they are.
        """
        async with self._database.read() as connection:
            state = await towns.get_version(connection)
            if state == self._state:
                return
            found = await towns.get_all(connection)
        # Building the tables of 3,800 towns takes 55 ms, too long for the event loop.
        self.places = await asyncio.to_thread(self._with_towns, found)
        self._state = state

    async def prepare(self) -> None:
        """Build the lazy tables in a thread, so that no request waits for them."""
        await asyncio.to_thread(self.places.warm_up)
        # The names in the tables, 2 MB; few of them will be asked for.
        short_form.cache_clear()

    def _with_towns(self, found: Sequence[Town]) -> Places:
        present = tuple(map(find_present_town, found))
        return self._shipped.with_towns(map(town_to_place, add_undivided_towns(present))).warm_up()


def add_undivided_towns(towns: Sequence[Town]) -> Iterator[Town]:
    """Yield the towns, and before them the undivided town of numbered parts: 역삼동 of 역삼1동 and 역삼2동."""
    parts: defaultdict[tuple[str, str, str], list[Town]] = defaultdict(list)
    for town in towns:
        if numbered := _NUMBERED.fullmatch(town.name):
            parts[town.province, town.district, "".join(numbered.groups())].append(town)
    # Some undivided towns are in the table, with their own position.
    for town in towns:
        parts.pop((town.province, town.district, town.name), None)
    for (_, _, name), pieces in parts.items():
        middle = fmean(one.latitude for one in pieces), fmean(one.longitude for one in pieces)
        yield replace(pieces[0], name=name, latitude=middle[0], longitude=middle[1])
    yield from towns


def town_to_place(town: Town) -> Place:
    """Return a town as a place with the key ``경기 수원시 영통구 영통1동``."""
    key = " ".join(filter(None, (town.province, town.district, town.name)))
    if len(key.encode()) > _MAX_KEY_BYTES:
        key = f"{town.province} {blake2b(key.encode(), digest_size=8).hexdigest()}"
    return Place(
        key=key,
        kind=Kind.TOWN,
        names={"ko": town.name, "en": romanize_town(town.name)},
        spellings=(),
        province=town.province,
        district=town.district or None,
        latitude=town.latitude,
        longitude=town.longitude,
    )
