"""Composer of messages about warnings: renders each distinct one once, with the warnings as they are now."""

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.delivery.composer import Composed
from bot.delivery.warnings.selection import WarningSelector
from bot.dependencies import Dependencies
from bot.i18n.translator import Translator
from bot.rendering.places import place_name
from bot.rendering.warning_message import PlacedWarning, render_warnings
from sources.warnings import WarningLevel
from storage.content import warnings
from storage.content.warnings import StoredWarning
from storage.ledger.warning_messages import WarningClaim
from storage.terms import City

NIGHT_BEGIN, NIGHT_END = dt.time(22), dt.time(7)
"""The night on the reader's clock, in which only serious warnings make a sound."""

SERIOUS = frozenset({WarningLevel.WARNING, WarningLevel.SEVERE})
"""Levels that make a sound at night, and of which those are told too who have no message of the advisory."""


async def compose(claims: Sequence[WarningClaim], deps: Dependencies) -> dict[int, Composed]:
    """Return the messages by their ids; the number of queries does not depend on the number of claims.

    Raises:
        StorageError: the database failed.
    """
    async with deps.database.read() as connection:
        # Read again for each batch: a change since its claim would be an edit more.
        stored = await warnings.get_many(connection, {number for claim in claims for number in claim.warnings})
    selector, now = WarningSelector(stored.values(), deps.places), deps.clock.now()
    texts: dict[tuple[object, ...], str] = {}
    composed = {}
    for claim in claims:
        key = _get_key(claim)
        if key not in texts:
            tr = deps.translators.choose(claim.language)
            placed = [_place(one, claim.cities, selector, deps, tr) for one in _choose(claim, stored)]
            texts[key] = render_warnings(placed, now, claim.zone, tr)
        composed[claim.id] = Composed(texts[key], edited=claim.message_id)
    return composed


def _get_key(claim: WarningClaim) -> tuple[object, ...]:
    """Return what the text of a message depends on, besides the time."""
    cities = tuple((city.key, city.station) for city in claim.cities)
    return claim.language, claim.zone, claim.warnings, cities, bool(claim.message_id)


def _choose(claim: WarningClaim, stored: Mapping[int, StoredWarning]) -> Sequence[StoredWarning]:
    """Return the warnings to show: of a new message those in force, unless the last one has ended at this moment."""
    known = [stored[number] for number in claim.warnings if number in stored]
    in_force = [one for one in known if one.ended_at is None]
    return known if claim.message_id else in_force or known


def _place(
    one: StoredWarning, cities: Sequence[City], selector: WarningSelector, deps: Dependencies, tr: Translator
) -> PlacedWarning:
    names = [place_name(city, deps.catalogue, tr) for city in cities if one.id in selector.find(city)]
    return PlacedWarning(one.warning, tuple(names), one.ended_at)


def is_silent(claim: WarningClaim, stored: Mapping[int, StoredWarning], now: dt.datetime) -> bool:
    """Return whether a message makes no sound: if its reader wants none, and at night unless a warning is serious."""
    if claim.silent:
        return True
    time = now.astimezone(ZoneInfo(claim.zone)).time()
    is_night = time >= NIGHT_BEGIN or time < NIGHT_END
    return is_night and not any(
        stored[number].warning.level in SERIOUS for number in claim.warnings if number in stored
    )
