"""All screens of the settings, by the action of their button."""

from collections.abc import Callable, Mapping

from bot.i18n.translator import Translator
from bot.settings_menu import alert_screens, contents_screens, main_screens, schedule_screens, weather_screens
from bot.settings_menu.errors import OutOfDate
from bot.settings_menu.view import Screen, View

SCREENS: Mapping[str, Callable[[View, Translator, str], Screen]] = {
    "start": main_screens.start,
    "home": main_screens.home,
    "list": main_screens.several,
    "remove": main_screens.remove,
    "alerts": alert_screens.alerts,
    "cities": contents_screens.cities,
    "regions": contents_screens.regions,
    "region": contents_screens.region,
    "contents": contents_screens.contents,
    "way": weather_screens.way,
    "goes": weather_screens.out_hour,
    "comes": weather_screens.home_hour,
    "only": weather_screens.only_if,
    "language": contents_screens.language,
    "times": schedule_screens.times,
    "hour": schedule_screens.hour,
    "minute": schedule_screens.minute,
    "more": schedule_screens.another,
    "hours": schedule_screens.another_hour,
    "minutes": schedule_screens.another_minute,
    "days": schedule_screens.days,
    "zones": schedule_screens.zones,
    "pause": schedule_screens.pause,
}
"""Each takes the value of its button: a time, a region."""

WITHOUT_SUBSCRIPTION = frozenset({"start", "alerts", "language", "more", "hours", "minutes"})
"""Screens that are about no single subscription."""


def render(view: View, tr: Translator, name: str, value: str = "") -> Screen:
    """Return a screen.

    Raises:
        OutOfDate: there is no such screen, or not for that value.
    """
    try:
        return SCREENS[name](view, tr, value)
    # A button of another version of the bot, or data that somebody made up.
    except (KeyError, ValueError) as error:
        raise OutOfDate(name) from error
