"""Correction of a reading: bulletins are composed with the wrong and with the right one, and the difference is merged.

A bulletin names a temperature in several places: its place's line, the difference from yesterday, the country's mean
and extremes. The readings of its hour are still stored, while forecasts have been replaced since; so only what differs
between the two compositions is changed in the text that was sent.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import SetClock
from bot.delivery.composer import Composer
from bot.delivery.corrections.corrector import Plan
from bot.delivery.corrections.merge import merge
from bot.dependencies import assemble
from bot.errors import InvalidInput
from bot.i18n.translator import Translator
from bot.rendering.corrections import render_reading_correction
from bot.rendering.layout import MAX_MESSAGE_LENGTH, visible_length
from bot.settings import Settings
from sources.korea.stations import Catalogue, Station
from sources.records import KST
from storage.content import copies
from storage.database import Database, file_url, open_database
from storage.ledger import claiming, sent_texts
from storage.ledger.claiming import Claim

_ANY_BOT = 1
"""Number of a bot, so that captions are composed as captions; nothing is sent."""


class ReadingCorrection:
    """Correction of a station's temperature.

    Args:
        day: the chats' local date.
        station: the station.
        wrong: the temperature that was sent, ℃.
        right: what it should be, ℃.
        settings: the operator's settings.
        catalogue: the stations.
        ranking: names of the sources of readings, the preferred one first.
        expects_readings: whether bulletins wait for readings.
    """

    def __init__(
        self,
        day: dt.date,
        station: Station,
        wrong: float,
        right: float,
        settings: Settings,
        catalogue: Catalogue,
        ranking: tuple[str, ...] = (),
        *,
        expects_readings: bool = False,
    ) -> None:
        self.day = day
        self._station, self._wrong, self._right = station, wrong, right
        self._settings, self._catalogue = settings, catalogue
        self._ranking, self._expects_readings = ranking, expects_readings
        self._moments: set[dt.datetime] = set()

    async def make_plan(self, database: Database) -> Plan:
        """Find the bulletins whose text depends on the reading.

        Raises:
            InvalidInput: no bulletin's station had it, or its readings are gone.
        """
        async with database.read() as connection:
            texts = await sent_texts.list_texts(connection, self.day)
            sent = await sent_texts.list_sent(connection, self.day, list(texts))
            first = {one.text_id: one.id for one in reversed(sent)}
            claims = await claiming.list_sent(connection, list(first.values()))
        text_ids = {number: text_id for text_id, number in first.items()}
        corrected = await self._compose_all(database, claims, {number: texts[one] for number, one in text_ids.items()})
        ready = {
            text_ids[number]: (texts[text_ids[number]], text) for number, text in corrected.items() if text is not None
        }
        stuck = {text_ids[number] for number, text in corrected.items() if text is None}
        bulletins = [one for one in sent if one.text_id in ready]
        return Plan(bulletins, ready, sum(one.text_id in stuck for one in sent))

    async def correct_store(self, connection: AsyncConnection, _now: dt.datetime) -> None:
        """Correct the stored readings that the bulletins had."""
        for moment in self._moments:
            await copies.set_temperature(connection, self._station.number, moment, self._right, [self._wrong])
            await copies.trust(connection, self._station.number, moment, self._right)

    def render_notice(self, tr: Translator) -> Markup:
        """Return the right temperature."""
        return render_reading_correction(self.day, self._station, self._right, tr)

    async def _compose_all(
        self, database: Database, claims: Sequence[tuple[Claim, dt.datetime]], texts: Mapping[int, str]
    ) -> dict[int, str | None]:
        """Return the corrected texts of the deliveries that have the reading, by id; None for one that cannot be."""
        minutes: defaultdict[dt.datetime, list[tuple[Claim, dt.datetime]]] = defaultdict(list)
        for claim, sent_at in claims:
            minutes[sent_at.replace(second=0)].append((claim, sent_at))
        corrected: dict[int, str | None] = {}
        others: set[str] = set()
        with TemporaryDirectory() as folder:
            async with open_database(file_url(str(Path(folder) / "copy.db"))) as copy:
                articles = {number for claim, _ in claims for number in claim.articles}
                async with database.read() as source, copy.write() as target:
                    await copies.copy_current(source, target, articles)
                for same in minutes.values():
                    at = min(sent_at for _, sent_at in same)
                    if shown := await self._take_readings(database, copy, at):
                        others.add(shown)
                        continue
                    before, after = await self._compose(copy, at, [claim for claim, _ in same])
                    for number in before.keys() & after.keys():
                        if _is_concerned(before[number], after[number], texts[number]):
                            corrected[number] = _merge(before[number], after[number], texts[number])
        if others and not corrected:
            raise InvalidInput("; ".join(sorted(others)))
        return corrected

    async def _take_readings(self, database: Database, copy: Database, at: dt.datetime) -> str | None:
        """Copy the readings of a time; return why the station's one cannot be corrected, or None."""
        async with database.read() as source, copy.write() as target:
            await copies.copy_observations(source, target, at)
            newest = await copies.get_newest(target, self._station.number)
        name = self._station.name("en")
        if newest is None:
            return f"the readings of {name} at {at.astimezone(KST):%Y-%m-%d %H:%M} (Seoul) are gone"
        moment, temperatures = newest
        if not {self._wrong, self._right} & {*temperatures}:
            values = ", ".join(f"{one:g}" for one in temperatures) or "none"
            return f"{name}'s temperature of {moment.astimezone(KST):%Y-%m-%d %H:%M} (Seoul) is {values}"
        self._moments.add(moment)
        return None

    async def _compose(
        self, copy: Database, at: dt.datetime, claims: Sequence[Claim]
    ) -> tuple[dict[int, str], dict[int, str]]:
        """Compose bulletins with the wrong and with the right temperature; return the texts by delivery id."""
        before = await self._compose_with(self._wrong, copy, at, claims)
        return before, await self._compose_with(self._right, copy, at, claims)

    async def _compose_with(
        self, temperature: float, copy: Database, at: dt.datetime, claims: Sequence[Claim]
    ) -> dict[int, str]:
        async with copy.write() as connection:
            if newest := await copies.get_newest(connection, self._station.number):
                moment, both = newest[0], [self._wrong, self._right]
                await copies.set_temperature(connection, self._station.number, moment, temperature, both)
                # The wrong one may have been marked as doubtful.
                await copies.trust(connection, self._station.number, moment, self._right)
        clock, expects = SetClock(at), self._expects_readings
        deps = assemble(self._settings, clock, copy, self._catalogue, self._ranking, expects_readings=expects)
        await deps.known.refresh()
        composed = await Composer(deps, _ANY_BOT).compose(claims)
        return {number: str(one.text) for number, one in composed.items()}


def _is_concerned(before: str, after: str, sent: str) -> bool:
    """Return whether a text depends on the reading, and does not have the right one already."""
    return before != after and merge(after, before, sent) is None


def _merge(before: str, after: str, sent: str) -> str | None:
    merged = merge(before, after, sent)
    fits = merged is not None and visible_length(Markup(merged)) <= MAX_MESSAGE_LENGTH  # noqa: S704 - HTML already
    return merged if fits else None
