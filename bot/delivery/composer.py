"""Composer: renders each distinct bulletin of a broadcast once, and draws the maps."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.headline_selection import days_old
from bot.delivery.own_places import OwnPlaces
from bot.dependencies import Dependencies
from bot.errors import DrawingFailed
from bot.pictures.colours import Theme
from bot.rendering.bulletin.buttons import bulletin_buttons
from bot.rendering.bulletin.caption import render_caption
from bot.rendering.bulletin.content import Bulletin, edition_at
from bot.rendering.bulletin.places import PlaceLines
from bot.rendering.bulletin.text import render
from bot.rendering.pictures.temperature_map import make_country_map, summarize_current
from bot.telegram_api.photo_cache import CachedPhoto
from bot.telegram_api.sender import EncodedKeyboard, Payload, encode_keyboard, encode_text
from bot.weather.country import Summary, summarize
from bot.weather.freshness import get_start_of_yesterday, has_fresh_readings
from storage.content import articles, observations
from storage.content.articles import StoredArticle
from storage.content.observations import Observation
from storage.ledger.claiming import Claim
from storage.terms import UNSIGNED, USUAL_WAY, Section, Unit

# New readings and articles must enter a broadcast that takes long.
MAX_AGE = dt.timedelta(seconds=30)
"""Time for which data from the database are reused."""

_MapKey: TypeAlias = tuple[str | None, Unit]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Composed:
    """A bulletin ready to be sent.

    Attributes:
        text: the message, or the caption of the picture.
        picture: the picture, prepared, or None.
        is_html: whether the text is Telegram's HTML.
        edited: Telegram's id of the message whose text is replaced; 0 for a new message.
        keyboard: the buttons below it, or None.
        payloads: what `encode` has returned, by whether it is paid and silent.
    """

    text: str
    picture: CachedPhoto | None = None
    is_html: bool = True
    edited: int = 0
    keyboard: EncodedKeyboard | None = None
    payloads: dict[tuple[bool, bool], Payload] = field(default_factory=dict, init=False, compare=False)

    def encode(self, *, is_paid: bool, is_silent: bool) -> Payload:
        """Return the text as it is posted, encoded once for all chats that get it."""
        key = is_paid, is_silent
        # Not `lru_cache` with the text as its key: that cost a fiftieth of a bulletin.
        if (payload := self.payloads.get(key)) is None:
            options = {"is_html": self.is_html, "is_paid": is_paid, "is_silent": is_silent}
            payload = self.payloads[key] = encode_text(self.text, **options, keyboard=self.keyboard)
        return payload


class Composer:
    """Composes the bulletins of a broadcast.

    Args:
        dependencies: the application's parts.
        bot_id: the bot that sends them; None for no pictures.
    """

    def __init__(self, dependencies: Dependencies, bot_id: int | None = None) -> None:
        self._deps = dependencies
        self._maps = BulletinMaps(dependencies, bot_id)
        self._read_at: dt.datetime | None = None
        self._awaits_readings = False
        self._country: Summary | None = None
        self._places = OwnPlaces(dependencies)
        self._place_lines: dict[Hashable, PlaceLines] = {}
        self._articles: dict[int, StoredArticle] = {}
        self._composed: dict[Hashable, Composed] = {}
        self._has_forecasts = False
        self._keyboards: dict[tuple[str | None, bool], EncodedKeyboard] = {}

    async def compose(self, claims: Sequence[Claim]) -> dict[int, Composed]:
        """Return the bulletins by delivery id; the number of queries does not depend on the number of claims.

        Raises:
            StorageError: the database failed.
        """
        now = self._deps.clock.now()
        if self._is_outdated(now):
            async with self._deps.database.read() as connection:
                await self._refresh(connection, now)
        # Grouped, because to hash a key takes as long as to make it.
        alike: defaultdict[Hashable, list[Claim]] = defaultdict(list)
        for claim in claims:
            alike[_content_key(claim)].append(claim)
        new = {key: some[0] for key, some in alike.items() if key not in self._composed}
        if new:
            async with self._deps.database.read() as connection:
                await self._load_missing(connection, new.values(), now)
            await self._maps.prepare(new.values(), now)
            self._composed |= {key: self._compose(one, now) for key, one in new.items()}
        return {one.id: self._composed[key] for key, some in alike.items() for one in some}

    def _compose(self, claim: Claim, now: dt.datetime) -> Composed:
        return Composed(self._text(claim, now), self._maps.get(claim), keyboard=self._keyboard(claim))

    def _is_outdated(self, now: dt.datetime) -> bool:
        # `_read_at` lies ahead if the clock was set back since.
        return self._read_at is None or not self._read_at <= now <= self._read_at + MAX_AGE

    async def _refresh(self, connection: AsyncConnection, now: dt.datetime) -> None:
        """Read what all bulletins share."""
        self._awaits_readings = self._deps.expects_readings and not await has_fresh_readings(connection, now)
        since = get_start_of_yesterday(now)
        current = await observations.list_current(connection, self._deps.ranking, since)
        self._country = summarize(current)
        self._maps.update(current)
        # Forecasts of a place may come only after somebody has asked for one.
        self._has_forecasts = self._deps.forecasts is not None or await self._deps.caches.outlook.has_forecasts()
        self._read_at = now
        for cache in (self._places, self._place_lines, self._articles, self._composed, self._keyboards):
            cache.clear()

    async def _load_missing(self, connection: AsyncConnection, claims: Collection[Claim], now: dt.datetime) -> None:
        """Read the places and articles of claims that are not cached."""
        await self._places.load(connection, (city for claim in claims for city in claim.cities), now)
        article_ids = {number for claim in claims for number in claim.articles} - self._articles.keys()
        if article_ids:
            self._articles.update(await articles.get_many(connection, article_ids))

    def _text(self, claim: Claim, now: dt.datetime) -> Markup:
        bulletin = replace(self._bulletin(claim, now), sections=self._maps.text_sections(claim))
        translator = self._deps.translators.choose(claim.language).with_unit(claim.unit)
        render_text = render if self._maps.get(claim) is None else render_caption
        return render_text(bulletin, self._deps.catalogue, now, translator, places=self._place_lines)

    def _keyboard(self, claim: Claim) -> EncodedKeyboard | None:
        if Section.BUTTONS not in claim.sections:
            return None
        key = claim.language, bool(claim.cities) and self._has_forecasts
        if key not in self._keyboards:
            translator = self._deps.translators.choose(claim.language)
            buttons = bulletin_buttons(translator, has_hours=key[1], has_pictures=self._deps.has_pictures)
            self._keyboards[key] = encode_keyboard(buttons)
        return self._keyboards[key]

    def _bulletin(self, claim: Claim, now: dt.datetime) -> Bulletin:
        # An article may be gone: the operator may have unpinned it since it was chosen.
        headlines = [self._articles[number] for number in claim.articles if number in self._articles]
        return Bulletin(
            local_date=claim.local_date,
            cities=[self._places[city] for city in claim.cities],
            country=self._country,
            articles=[headline.article for headline in headlines],
            awaited=self._awaits_readings,
            days_old=days_old(headlines[0], now) if headlines else None,
            sections=claim.sections,
            edition=edition_at(claim.local_time),
            way=claim.way,
            sign_off=claim.sign_off,
        )


def _content_key(claim: Claim) -> Hashable:
    """Return all that a bulletin depends on, in addition to the shared data: equal keys give equal bulletins."""
    # Of the local time only the edition counts, so that bulletins of all morning times share a text.
    local = claim.local_date, edition_at(claim.local_time)
    way = claim.way if Section.WAY in claim.sections else USUAL_WAY
    # None has a hash at once; that of a dataclass is made by Python code.
    sign_off = None if claim.sign_off is UNSIGNED else claim.sign_off
    return claim.language, claim.unit, *local, claim.cities, claim.sections, way, claim.articles, sign_off


class BulletinMaps:
    """Maps of a broadcast: one for each language and unit.

    Args:
        dependencies: the application's parts.
        bot_id: the bot that sends them; None for no maps.
    """

    # Unlike the map of /map, this one does not mark the chat's own cities; they stand in the caption. With marks,
    # 10,000 people would need as many pictures, each 0.1 s of CPU time and an upload; without, there are at most ten.

    def __init__(self, dependencies: Dependencies, bot_id: int | None) -> None:
        self._deps, self._bot_id = dependencies, bot_id
        self._observations: Sequence[Observation] = ()
        self._maps: dict[_MapKey, CachedPhoto | None] = {}

    def update(self, current: Sequence[Observation]) -> None:
        """Replace the observations that the maps show."""
        self._observations = current
        self._maps.clear()

    def get(self, claim: Claim) -> CachedPhoto | None:
        """Return the map of a bulletin; None if it has none or it could not be drawn."""
        return self._maps.get(_map_key(claim)) if Section.MAP in claim.sections else None

    def text_sections(self, claim: Claim) -> Section:
        """Return the sections of a bulletin's text: those of the claim, and the country in place of a missing map."""
        is_missing = Section.MAP in claim.sections and self.get(claim) is None
        return claim.sections | Section.COUNTRY if is_missing else claim.sections

    async def prepare(self, claims: Collection[Claim], now: dt.datetime) -> None:
        """Draw the maps of bulletins, unless Telegram has them.

        Raises:
            StorageError: the database failed.
        """
        for key in {_map_key(claim) for claim in claims if Section.MAP in claim.sections} - self._maps.keys():
            self._maps[key] = await self._prepare(*key, now)

    async def _prepare(self, language: str | None, unit: Unit, now: dt.datetime) -> CachedPhoto | None:
        photo_cache, country = self._deps.photo_cache, summarize_current(self._observations)
        if photo_cache is None or country is None or self._bot_id is None:
            return None
        tr = self._deps.translators.choose(language).with_unit(unit)
        content = make_country_map(country, self._deps.catalogue, (), Theme.LIGHT, now, tr)
        photo = photo_cache.get(self._bot_id, content)
        try:
            await photo.prepare()
        except DrawingFailed:
            _log.exception("Could not draw the map; bulletins are sent without it")
            return None
        return photo


def _map_key(claim: Claim) -> _MapKey:
    return claim.language, claim.unit
