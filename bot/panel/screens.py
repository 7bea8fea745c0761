"""The screens by their names, as the buttons say them."""

from collections.abc import Callable, Mapping

from bot.i18n import Translator
from bot.panel import about, home, when
from bot.panel.refusals import OutOfDate
from bot.panel.view import Screen, View

SCREENS: Mapping[str, Callable[[View, Translator, str], Screen]] = {
    "start": home.start,
    "home": home.home,
    "list": home.several,
    "remove": home.remove,
    "cities": about.cities,
    "regions": about.regions,
    "region": about.region,
    "contents": about.contents,
    "language": about.language,
    "times": when.times,
    "hour": when.hour,
    "minute": when.minute,
    "days": when.days,
    "zones": when.zones,
    "pause": when.pause,
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
