from pathlib import Path

import pytest
from sqlalchemy import text

from bot.towns import KnownPlaces, place_of
from sources.gazetteer import load_places
from sources.towns import Town, parse_towns
from storage import towns
from storage.database import Database
from storage.errors import DatabaseFailed
from tests.bot.conftest import PLACES

TABLE = parse_towns((Path(__file__).parents[1] / "data" / "towns" / "places.csv").read_bytes()).towns
LONGEST_DATA = 64
"""Bytes of a button's data (Bot API)."""


async def load(database: Database, wanted: tuple[Town, ...]) -> None:
    async with database.write() as connection:
        await towns.replace_all(connection, wanted)


async def test_towns_are_known_once_they_were_looked_for(database: Database) -> None:
    known = KnownPlaces(database, PLACES)
    await known.refresh()
    assert known.places is PLACES
    await load(database, TABLE)
    await known.refresh()
    match = known.places.find("수원 영통동").match
    assert match is not None
    assert (match.place.province, match.place.district, match.station.number) == ("경기", "수원시 영통구", 119)


async def test_nothing_is_made_anew_where_nothing_was_loaded(database: Database) -> None:
    await load(database, TABLE)
    known = KnownPlaces(database, PLACES)
    await known.refresh()
    before = known.places
    await known.refresh()
    assert known.places is before


async def test_a_store_that_fails_leaves_the_places_as_they_were(database: Database) -> None:
    await load(database, TABLE)
    known = KnownPlaces(database, PLACES)
    await known.refresh()
    before = known.places
    async with database.write() as connection:
        await connection.execute(text("DROP TABLE town"))
    with pytest.raises(DatabaseFailed):
        await known.refresh()
    assert known.places is before


def test_every_places_key_fits_into_a_button_and_leads_back_to_it() -> None:
    long = Town("경남", "창원시 마산합포구", "아주아주아주아주긴이름의동", 35.2, 128.5)
    places = PLACES.with_towns(map(place_of, (*TABLE, long)))
    for place in (*load_places(), *map(place_of, (*TABLE, long))):
        assert len(f"weather:{place.key}".encode()) <= LONGEST_DATA
        match = places.get(place.key)
        assert match is not None
        assert place.kind == "station" or match.place.key == place.key
    assert places.get("없는 곳") is None
