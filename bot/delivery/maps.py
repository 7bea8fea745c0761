"""The maps that go with a wave's bulletins: one for each language and unit, whoever gets it.

None marks a chat's own cities, which stand in its caption. Ten thousand people with cities of their own would be as
many pictures, each a tenth of a second of the core and an upload; so they are ten at most, drawn before the first is
sent.
"""

import datetime as dt
import logging
from collections.abc import Collection, Sequence
from typing import TypeAlias

from bot.dependencies import Dependencies
from bot.errors import CannotDraw
from bot.pictures.colours import Theme
from bot.rendering.map import country_map, shown_together
from bot.telegram_api.photo_cache import Picture
from bot.weather.country import Summary
from storage.content.observations import Observation
from storage.ledger.claiming import Claim
from storage.terms import Section, Unit

_Reader: TypeAlias = tuple[str | None, Unit]
_log = logging.getLogger(__name__)


class Maps:
    """The maps of a wave.

    Args:
        dependencies: the application's parts.
        bot: the number of the bot that sends them; without one there are none.
    """

    def __init__(self, dependencies: Dependencies, bot: int | None) -> None:
        self._deps, self._bot = dependencies, bot
        self._country: Summary | None = None
        self._maps: dict[_Reader, Picture | None] = {}

    def renew(self, current: Sequence[Observation]) -> None:
        """Show these readings from now on."""
        self._country = shown_together(current)
        self._maps.clear()

    def of(self, claim: Claim) -> Picture | None:
        """The map for a bulletin, if it is to have one and can."""
        return self._maps.get(_reader(claim)) if Section.MAP in claim.sections else None

    def sections_of(self, claim: Claim) -> Section:
        """What a bulletin tells in words: where there is no map that was wished for, the country too."""
        return (
            claim.sections if self.of(claim) or Section.MAP not in claim.sections else claim.sections | Section.COUNTRY
        )

    async def get_ready(self, claims: Collection[Claim], now: dt.datetime) -> None:
        """Have the maps of bulletins drawn.

        Raises:
            StorageError: the store failed.
        """
        for reader in {_reader(claim) for claim in claims if Section.MAP in claim.sections} - self._maps.keys():
            self._maps[reader] = await self._drawn(*reader, now)

    async def _drawn(self, language: str | None, unit: Unit, now: dt.datetime) -> Picture | None:
        gallery, country = self._deps.gallery, self._country
        if gallery is None or country is None or self._bot is None:
            return None
        tr = self._deps.translators.choose(language).reading(unit)
        content = country_map(country, self._deps.catalogue, (), Theme.LIGHT, now, tr)
        picture = gallery.picture(self._bot, content)
        try:
            await picture.get_ready()
        except CannotDraw:
            _log.exception("Bulletins go without their map")
            return None
        return picture


def _reader(claim: Claim) -> _Reader:
    return claim.language, claim.unit
