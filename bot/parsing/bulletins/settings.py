"""The one setting of the bulletins that an order changes: 화씨로 바꿔줘, sound off, an hour later."""

from bot.parsing.intent import Setting
from bot.parsing.vocabulary.setting_words import (
    AMOUNT,
    CELSIUS,
    EARLIER,
    FAHRENHEIT,
    LATER,
    NUMBERS,
    SILENT,
    SOUNDING,
    WITH_HOLIDAYS,
    WITHOUT_HOLIDAYS,
)
from bot.parsing.wording import contains
from storage.terms import Unit

_HOUR = 60


def find_display(text: str) -> Setting | None:
    """Return how the bulletins should look or sound; None unless exactly one such setting is named."""
    settings = (
        (FAHRENHEIT, Setting(unit=Unit.FAHRENHEIT)),
        (CELSIUS, Setting(unit=Unit.CELSIUS)),
        (SILENT, Setting(silent=True)),
        (SOUNDING, Setting(silent=False)),
        (WITHOUT_HOLIDAYS, Setting(skips_holidays=True)),
        (WITH_HOLIDAYS, Setting(skips_holidays=False)),
    )
    found = [setting for words, setting in settings if contains(words, text)]
    return found[0] if len(found) == 1 else None


def find_shift(text: str) -> Setting | None:
    """Return by how much earlier or later the bulletins should come; None if a text does not say both."""
    amounts, is_later = list(AMOUNT.finditer(text)), contains(LATER, text)
    if len(amounts) != 1 or is_later == contains(EARLIER, text):
        return None
    minutes = _count_minutes(
        {name.rstrip("0123456789"): value for name, value in amounts[0].groupdict().items() if value}
    )
    return Setting(minutes=minutes if is_later else -minutes) if minutes else None


def _count_minutes(said: dict[str, str]) -> int:
    if "half_hour" in said:
        return _HOUR // 2
    if "minutes" in said:
        return _number(said["minutes"])
    return _number(said["hours"]) * _HOUR + (_HOUR // 2 if "and_half" in said else 0)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS[word.casefold()]
