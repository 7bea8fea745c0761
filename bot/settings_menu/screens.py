"""The screens by their names, as the buttons say them."""

from collections.abc import Callable, Mapping

from bot.i18n.translator import Translator
from bot.settings_menu import contents_screens, main_screens, schedule_screens
from bot.settings_menu.errors import OutOfDate
from bot.settings_menu.view import Screen, View

SCREENS: Mapping[str, Callable[[View, Translator, str], Screen]] = {
    "start": main_screens.start,
    "home": main_screens.home,
    "list": main_screens.several,
    "remove": main_screens.remove,
    "cities": contents_screens.cities,
    "regions": contents_screens.regions,
    "region": contents_screens.region,
    "contents": contents_screens.contents,
    "language": contents_screens.language,
    "times": schedule_screens.times,
    "hour": schedule_screens.hour,
    "minute": schedule_screens.minute,
    "days": schedule_screens.days,
    "zones": schedule_screens.zones,
    "pause": schedule_screens.pause,
}
"""Each takes what it is about: a time, a region."""

WITHOUT_SUBSCRIPTION = frozenset({"start", "language"})
"""Those that there are where nothing comes yet."""


def render(view: View, tr: Translator, name: str, value: str = "") -> Screen:
    """A screen.

    Raises:
        OutOfDate: there is none of that name, or none about that value.
    """
    try:
        return SCREENS[name](view, tr, value)
    except (KeyError, ValueError) as error:
        raise OutOfDate(name) from error
