"""Sections that bulletins can have: those whose data the bot knows."""

import datetime as dt

from bot.dependencies import Dependencies
from storage.content import air, forecasts
from storage.terms import Section

# An outage must not take switches from the settings.
OFFERED_FOR = dt.timedelta(days=1)
"""Time since forecasts or fine dust came for which they are offered."""

_ALWAYS = Section.CITIES | Section.COUNTRY | Section.HEADLINES | Section.CHANGE | Section.SUN | Section.FEELS_LIKE
_FORECAST = Section.TODAY | Section.RAIN | Section.TOMORROW | Section.WEEK | Section.WAY


async def get_offered_sections(deps: Dependencies) -> Section:
    """Return the sections that can be chosen.

    Raises:
        StorageError: the database failed.
    """
    since = deps.clock.now() - OFFERED_FOR
    async with deps.database.read() as connection:
        has_forecasts = deps.forecasts is not None or await forecasts.is_known(connection, since)
        newest_air = await air.get_newest_hour(connection)
    sections = _ALWAYS | (Section.MAP if deps.has_pictures else Section(0))
    sections |= _FORECAST if has_forecasts else Section(0)
    sections |= Section.DUST if newest_air is not None and newest_air >= since else Section(0)
    return sections | (Section.WARNINGS if await deps.caches.warnings.is_known() else Section(0))
