"""Fine dust as text."""

from bot.i18n.forecast_terms import grade_name
from bot.i18n.translator import Translator
from bot.weather.advice import grade_of, is_bad
from bot.weather.outlook import PlaceAir
from sources.air import AirReading
from sources.korea.romanization import romanize_measuring_station

BAD_AIR, CLEAN_AIR = "😷", "🍃"


def measuring_station_name(reading: AirReading, tr: Translator) -> str:
    """Return the name of a measuring station of AirKorea, for readers of other languages in Latin letters."""
    # All names that AirKorea gives are Korean; one without Hangul is shown as it is.
    return reading.station if tr.language == "ko" else romanize_measuring_station(reading.station) or reading.station


def dust_text(air: PlaceAir, tr: Translator) -> str | None:
    """Return the worse grade of both sizes of dust, with the value (µg/m³) if it is bad; None if both are missing."""
    grade, reading = grade_of(air), air.reading
    if grade is None:
        return None
    if not is_bad(air):
        return tr.plain("fine dust {grade}", grade=grade_name(grade, tr))
    # Both sizes are called fine dust in Korea; the abbreviation tells them apart in every language.
    size, value = ("PM2.5", reading.pm25) if reading.pm25_grade is grade else ("PM10", reading.pm10)
    return tr.plain("fine dust {grade} ({size} {value})", grade=grade_name(grade, tr), size=size, value=value)
