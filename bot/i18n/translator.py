"""Messages, dates and numbers in the reader's language.

The English text in the code is the source. `locales/<language>/LC_MESSAGES/jogan.po` holds the other languages and is
loaded without a compiled file, which could be out of date.
"""

import datetime as dt
from collections.abc import Sequence
from functools import cache, cached_property, reduce
from importlib import resources
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta, get_day_names, get_timezone_location
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup

from bot.errors import UnknownLanguage
from bot.i18n.korean_particles import choose_particles
from storage.terms import Unit

SOURCE_LANGUAGE = "en"
DOMAIN = "jogan"


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """Mark a message for extraction without translating it (gettext's no-op marker)."""
    return message


# CLDR has no format of a day with its weekday and without its year.
DAY_PATTERN = N_("EEEE, MMMM d")
"""A day without its year, in CLDR's pattern letters."""
# Some of CLDR's own patterns are too long for the seven columns of a chart.
SHORT_DAY_PATTERN = N_("d EEE")
"""A day of the month with its weekday."""
ENUMERATION = N_("{first}, {next}")

# Messages, because the sign differs: ℃ as KMA writes it, °C in Vietnamese.
_DEGREES = {Unit.CELSIUS: N_("{number}℃"), Unit.FAHRENHEIT: N_("{number}℉")}


class Translator:
    """One language: its messages, dates and numbers.

    Messages are `Markup`, Telegram's HTML, with every value escaped. `plain` is for buttons and commands, where
    Telegram does not parse HTML.
    """

    def __init__(self, language: str, translations: NullTranslations, unit: Unit = Unit.CELSIUS) -> None:
        self.language = language
        self.unit = unit
        self._translations = translations
        self._locale = Locale.parse(language)

    def with_unit(self, unit: Unit) -> "Translator":
        """Return the same language with another unit of temperature."""
        return self if unit is self.unit else Translator(self.language, self._translations, unit)

    def __call__(self, message: str, **values: object) -> Markup:
        """Return a message with its values, as HTML."""
        return Markup(self._inflect(Markup(self._translations.gettext(message)).format(**values)))

    def plural(self, one: str, many: str, n: int, **values: object) -> Markup:
        """Return a message in the plural form for `n`, which is also the value `n`."""
        text = Markup(self._translations.ngettext(one, many, n))
        return Markup(self._inflect(text.format(n=self.number(n), **values)))

    def plain(self, message: str, **values: object) -> str:
        """Return a message with its values, as plain text."""
        return self._inflect(self._translations.gettext(message).format(**values))

    def day(self, day: dt.date) -> str:
        """Return a day with its weekday, without the year: ``5월 13일 월요일``."""
        return format_date(day, self._translations.gettext(DAY_PATTERN), locale=self._locale)

    def full_day(self, day: dt.date) -> str:
        """Return a day with its weekday and year: ``2024년 5월 13일 월요일``."""
        return format_date(day, "full", locale=self._locale)

    def short_day(self, day: dt.date) -> str:
        """Return a day of the month with its weekday, in the language's shortest form: ``13일 (월)``."""
        return format_date(day, self._translations.gettext(SHORT_DAY_PATTERN), locale=self._locale)

    def weekday(self, number: int) -> str:
        """Return a weekday's short name, 0 for Monday: ``월``."""
        return str(get_day_names("abbreviated", locale=self._locale)[number])

    def time(self, time: dt.time) -> str:
        """Return a time on a 24-hour clock: ``07:00``."""
        return format_time(time, "HH:mm", locale=self._locale)

    def duration(self, length: dt.timedelta) -> str:
        """Return a length of time in its largest unit: ``3분``."""
        return format_timedelta(length, locale=self._locale, format="short")

    def ago(self, length: dt.timedelta) -> str:
        """Return how long ago something was, in its largest unit: ``3분 전``."""
        # Zero would be in the future.
        past = -max(length, dt.timedelta(seconds=1))
        return format_timedelta(past, locale=self._locale, format="short", add_direction=True)

    def zone(self, name: str) -> str:
        """Return the best-known city of a time zone: ``로스앤젤레스``."""
        return get_timezone_location(name, locale=self._locale, return_city=True)

    def join_names(self, names: Sequence[str]) -> str:
        """Join names: ``인천, 강릉``."""
        pattern = self._translations.gettext(ENUMERATION)
        # The separator is a message: Chinese and Japanese lists use 、.
        return reduce(lambda first, name: pattern.format(first=first, next=name), names) if names else ""

    def moment(self, day: str, time: dt.time) -> str:
        """Join a day, as this class formats it, and a time: ``5월 13일 월요일 07:00``."""
        return self.plain("{day} at {time}", day=day, time=self.time(time))

    def number(self, number: float) -> str:
        """Return a number with the language's separators."""
        return format_decimal(number, locale=self._locale)

    def degrees(self, temperature: float) -> str:
        """Return a temperature, given in ℃, in the reader's unit: ``15.9℃``, ``60.6℉``."""
        return self._tenths(self.unit.of(temperature))

    def whole_degrees(self, temperature: float) -> str:
        """Return a temperature, given in ℃, in whole degrees of the reader's unit: ``16℃``, ``61℉``."""
        return self._translations.gettext(_DEGREES[self.unit]).format(number=self.whole(temperature))

    def whole(self, temperature: float) -> str:
        """Return a temperature, given in ℃, as the whole number of degrees in the reader's unit, without its sign."""
        return self.number(round(self.unit.of(temperature)))

    def difference(self, degrees: float) -> str:
        """Return a difference of temperatures, given in ℃, in the reader's unit: ``2.3℃``, ``4.1℉``."""
        # A difference is only scaled; it has no zero point to move.
        return self._tenths(degrees if self.unit is Unit.CELSIUS else degrees * 1.8)

    def whole_difference(self, degrees: float) -> int:
        """Return a difference of temperatures, given in ℃, as whole degrees in the reader's unit."""
        return round(degrees if self.unit is Unit.CELSIUS else degrees * 1.8)

    @property
    def has_half_days(self) -> bool:
        """True if the language says am and pm."""
        return "a" in str(self._locale.time_formats["short"].pattern)

    def unit_sign(self, unit: Unit) -> str:
        """Return the sign of a unit: ``℃``."""
        return self._translations.gettext(_DEGREES[unit]).format(number="").strip()

    def _tenths(self, degrees: float) -> str:
        # A mean of −0.04 must not read as “-0.0”.
        number = format_decimal(round(degrees, 1) + 0.0, format="#,##0.0", locale=self._locale)
        return self._translations.gettext(_DEGREES[self.unit]).format(number=number)

    def _inflect(self, text: str) -> str:
        # Particles depend on the values, so they are chosen after formatting.
        return choose_particles(text) if self.language == "ko" else text


class Translators:
    """All languages of the bot.

    Args:
        default: the language of people whose own is unknown.

    Raises:
        UnknownLanguage: the default language has no catalogue.
    """

    def __init__(self, default: str) -> None:
        folders = [entry.name for entry in resources.files("locales").iterdir() if entry.is_dir()]
        self.languages = tuple(sorted({SOURCE_LANGUAGE, *(name for name in folders if not name.startswith("_"))}))
        if default not in self.languages:
            raise UnknownLanguage(f"there is no language {default!r}; there are {', '.join(self.languages)}")
        self._default = default
        self._translators: dict[str, Translator] = {}

    def __getitem__(self, language: str) -> Translator:
        if language not in self._translators:
            self._translators[language] = Translator(language, _load(language))
        return self._translators[language]

    def choose(self, *tags: str | None) -> Translator:
        """Return the translator for the first language tag (``ko-KR``) that is not None.

        English is the answer to an unsupported language, the default language to an unknown one.
        """
        for tag in filter(None, tags):
            return self[self._find_supported(tag) or SOURCE_LANGUAGE]
        return self[self._default]

    def find_language(self, word: str) -> str | None:
        """Return the language of a tag (``zh-hans``) or of its own name (``日本語``); None if unsupported."""
        own = {name.casefold(): language for language, name in self.names.items()}
        return own.get(word.casefold()) or self._find_supported(word)

    def _find_supported(self, tag: str) -> str | None:
        # The region is ignored: readers of zh-hant know simplified Chinese better than English.
        language = tag.replace("_", "-").split("-")[0].lower()
        return language if language in self.languages else None

    @cached_property
    def names(self) -> dict[str, str]:
        """Each language's name for itself."""
        return {language: Locale.parse(language).get_display_name() or language for language in self.languages}


@cache  # reading a catalogue takes 5 to 20 ms, and nothing changes one
def _load(language: str) -> NullTranslations:
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    path = resources.files("locales").joinpath(language, "LC_MESSAGES", f"{DOMAIN}.po")
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)
    # Babel's Translations reads compiled catalogues only.
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)
