"""The places that the running bot knows: those that ship with it, and the towns in its store."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from statistics import fmean

from bot.places import Places
from sources.kma.town_table import Town
from sources.korea.gazetteer import Kind, Place
from sources.korea.romanization import romanized_town
from storage.content import towns
from storage.database import Database

_LONGEST_KEY = 50
"""Bytes; a button's data hold 64."""

_NUMBERED = re.compile(r"([가-힣]+?)제?[0-9][0-9.,·]*(동)")


class KnownPlaces:
    """Finds places with the towns that were loaded last.

    Args:
        database: the store.
        shipped: finds the places that ship with the package.

    Attributes:
        places: finds all of them.
    """

    def __init__(self, database: Database, shipped: Places) -> None:
        self.places = shipped
        self._database = database
        self._shipped = shipped
        self._state = 0

    async def refresh(self) -> None:
        """See whether other towns have been loaded, which costs one look at an index, and know them.

        Raises:
            StorageError: the store failed; the places are those of before.
        """
        async with self._database.read() as connection:
            state = await towns.state(connection)
            if state == self._state:
                return
            found = await towns.get_all(connection)
        self.places = await asyncio.to_thread(self._with_towns, found)
        self._state = state

    async def prepare(self) -> None:
        """Make what the first name of a kind would have to wait for, off the loop."""
        await asyncio.to_thread(self.places.prepared)

    def _with_towns(self, found: Sequence[Town]) -> Places:
        return self._shipped.with_towns(map(place_of, with_whole(found))).prepared()


def with_whole(towns: Sequence[Town]) -> Iterator[Town]:
    """Towns, and before them those that are numbered parts of one, as people call it: 역삼동 of 역삼1동 and 역삼2동."""
    parts: defaultdict[tuple[str, str, str], list[Town]] = defaultdict(list)
    for town in towns:
        if numbered := _NUMBERED.fullmatch(town.name):
            parts[town.province, town.district, "".join(numbered.groups())].append(town)
    for town in towns:
        parts.pop((town.province, town.district, town.name), None)
    for (_, _, name), pieces in parts.items():
        middle = fmean(one.latitude for one in pieces), fmean(one.longitude for one in pieces)
        yield replace(pieces[0], name=name, latitude=middle[0], longitude=middle[1])
    yield from towns


def place_of(town: Town) -> Place:
    """A town as a place: ``경기 수원시 영통구 영통1동``."""
    key = " ".join(filter(None, (town.province, town.district, town.name)))
    if len(key.encode()) > _LONGEST_KEY:
        key = f"{town.province} {blake2b(key.encode(), digest_size=8).hexdigest()}"
    return Place(
        key=key,
        kind=Kind.TOWN,
        names={"ko": town.name, "en": romanized_town(town.name)},
        spellings=(),
        province=town.province,
        district=town.district or None,
        latitude=town.latitude,
        longitude=town.longitude,
    )
