"""Sections that bulletins can have: those whose data the bot knows."""

from bot.dependencies import Dependencies
from storage.terms import Section

_ALWAYS = (
    Section.CITIES
    | Section.COUNTRY
    | Section.HEADLINES
    | Section.CHANGE
    | Section.SUN
    | Section.FEELS_LIKE
    | Section.BUTTONS
)
_FORECAST = Section.TODAY | Section.RAIN | Section.TOMORROW | Section.WEEK | Section.WAY


async def get_offered_sections(deps: Dependencies) -> Section:
    """Return the sections that can be chosen.

    Raises:
        StorageError: the database failed.
    """
    caches, offered = deps.caches, _ALWAYS
    for sections, is_known in (
        (Section.MAP, deps.has_pictures),
        # Forecasts of a place may come only after somebody has asked for one.
        (_FORECAST, deps.forecasts is not None or await caches.outlook.has_forecasts()),
        (Section.DUST, await caches.outlook.has_air()),
        (Section.WARNINGS, await caches.warnings.is_known()),
    ):
        offered |= sections if is_known else Section(0)
    return offered
