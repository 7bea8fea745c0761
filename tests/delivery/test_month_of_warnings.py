"""Weeks of lists, hour by hour: a place never has a warning that has ended, and its messages say what holds."""

import datetime as dt
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update

from bot.places.spots import find_spot
from bot.weather.outlook import get_outlooks
from sources.errors import SourceError
from sources.kma.warning_list import parse_warning_list
from sources.records import KST, Document
from storage.content import warnings
from storage.schema import subscription
from storage.terms import City
from tests.factories import seoul
from tests.talk import Talk

BEGIN = seoul("2026-05-25T00:30")
HOUR = dt.timedelta(hours=1)
HOURS = 24 * (31 if "JOGAN_RUNS" in os.environ else 10)
"""A month in a long run, else the days around the cut of the zones."""

ZONES = [
    ("L1022520", "강릉시산지", "강원도"),
    ("L1022510", "강릉시평지", "강원도"),
    ("L1100200", "서울동북권", "서울특별시"),
]
OLD_ZONES = [("L1026020", "강원중부산지", "강원도"), ("L1020110", "강릉시평지", "강원도"), ZONES[2]]
CUT = seoul("2026-05-31T13:30")
KINDS = ("호우", "강풍")
LEVELS = ("예비", "주의", "경보")
SIGNS = {"주의": "주의보", "경보": "경보"}


@dataclass(frozen=True, slots=True)
class Row:
    """A listed warning."""

    zone: tuple[str, str, str]
    kind: str
    level: str
    issued_at: dt.datetime

    @property
    def text(self) -> str:
        code, name, upper = self.zone
        # Midnight is printed as 24 o'clock of the day before.
        is_midnight = (self.issued_at + HOUR // 2).hour == 0
        start = f"{self.issued_at:%Y%m%d}2400" if is_midnight else f"{self.issued_at + HOUR // 2:%Y%m%d%H%M}"
        issued = f"{self.issued_at:%Y%m%d%H%M}"
        return f"L1000000, {upper}, {code}, {name}, {issued}, {start}, {self.kind}, {self.level}, 발표,  ,="


def change(rows: Sequence[Row], now: dt.datetime, dice: random.Random) -> list[Row]:
    """Return the list of the next hour: warnings end, change their level, and are issued; all end with the cut."""
    zones = ZONES if now >= CUT else OLD_ZONES
    kept = [
        Row(row.zone, row.kind, dice.choice(LEVELS), now) if dice.random() < 0.15 else row
        for row in rows
        if row.zone in zones and dice.random() > 0.1
    ]
    known = {(row.zone, row.kind) for row in kept}
    return kept + [
        Row(zone, kind, dice.choice(LEVELS), now)
        for zone in zones
        for kind in KINDS
        if (zone, kind) not in known and dice.random() < 0.05
    ]


def document(rows: Sequence[Row], dice: random.Random) -> bytes:
    """Return the answer of KMA: mostly the list, and now and then none."""
    text = "\n".join(["#START7777", *(row.text for row in rows), "#7777END", ""])
    broken = [b"", b"<html></html>", text.encode("cp949")[:-12]]
    return dice.choice(broken) if dice.random() < 0.1 else text.encode("cp949")


async def test_a_month_hour_by_hour(talk: Talk) -> None:
    dice = random.Random(2)  # noqa: S311 - the same seed throws the same dice again
    await talk("/subscribe 07:00 강릉")
    database, places = talk.session.database, talk.session.application.dependencies.places
    spot = find_spot(City.of_station(105), places)
    assert spot is not None
    async with database.write() as connection:
        later = {"tells_warnings": 1, "next_due_at": BEGIN + dt.timedelta(days=60)}
        await connection.execute(update(subscription).values(later))
    rows: list[Row] = []
    read_at: dt.datetime | None = None
    shown: set[tuple[str, str]] = set()
    for hour in range(HOURS):
        now = BEGIN + hour * HOUR
        rows = change(rows, now, dice)
        try:
            listed = parse_warning_list(Document(document(rows, dice)))
        except SourceError:
            listed = None
        if listed is not None:
            assert listed.rejected == ()
            async with database.write() as connection:
                await warnings.store(connection, "KMA warnings", listed, now)
            read_at, shown = now, {(row.kind, row.level) for row in rows if row.zone[2] == "강원도"}
        talk.session.clock.set(now)
        await talk.session.warnings.run()
        async with database.read() as connection:
            found = (await get_outlooks(connection, [spot], now))[spot.key].warnings
        if read_at != now:
            assert found is None, "an hour without a list"
            continue
        assert found is not None
        assert {one.kind for one in found} == {kind for kind, _ in shown}
        assert all(one.issued_at <= now for one in found)
        check_messages(talk, rows)


def check_messages(talk: Talk, rows: Sequence[Row]) -> None:
    """Check that no message says that a warning holds which does not, and none that one has ended which holds."""
    in_force = {f"{row.kind}{SIGNS[row.level]}" for row in rows if row.zone[2] == "강원도" and row.level in SIGNS}
    preliminary = {f"{row.kind} 예비특보" for row in rows if row.zone[2] == "강원도" and row.level not in SIGNS}
    for message in talk.world.messages(talk.town.private):
        for line in message.text.splitlines():
            if line.startswith(("⚠️ 강릉:", "🚨 강릉:")):
                assert line.partition(": ")[2] in in_force | preliminary


def test_the_lists_have_all_kinds_of_hours() -> None:
    dice, rows = random.Random(1), list[Row]()  # noqa: S311 - as above
    seen = set()
    for hour in range(HOURS):
        now = (BEGIN + hour * HOUR).astimezone(KST)
        rows = change(rows, now, dice)
        seen |= {row.level for row in rows} | {"2400" for row in rows if "2400," in row.text} | {len(rows) == 0}
    assert seen >= {*LEVELS, "2400", True, False}
