import datetime as dt

import pytest

from sources.errors import BrokenDocument
from sources.kma.api_hub import COLUMNS, build_url
from sources.kma.weather_codes import describe_sky, describe_weather
from sources.records import KST, Precision, Reading
from tests.sources.factories import KMA_FOLDER, as_json, expected_of, read_hub

# Two rows as the service gave them.
SOKCHO = (
    "202608031500  90   2  2.1  -9 -9.0   -9 1010.1 1012.1  7  -0.2  28.4  25.6  85.0  32.8   -9.0   -9.0   -9.0   -9.0"
    "   -9.0   -9.0   -9.0 -9 -9 -                        6   6    4 -         -9  -9  -9  3300  0.0  1.20 -9  36.6"
    " -99.0 -99.0 -99.0 -99.0  -9 -9.0 -9  3 -9"
)
SEOUL = (
    "202606100900 108  18  2.2  -9 -9.0   -9  999.1 1009.0  1   0.3  20.9  15.6  72.0  17.7   -9.0    0.6    0.6   -9.0"
    "   -9.0   -9.0   -9.0 -9 62 -                        5   5    6 -         -9  -9  -9  1389  0.3  1.22 -9  25.1"
    "  21.1  21.5  21.6  22.1  -9 -9.0 -9  3  1"
)


def row(station: int = 112, **cells: object) -> str:
    """Return a row of Seoul; columns that are not given are missing values."""
    printed: dict[str, object] = {**dict.fromkeys(COLUMNS, "-9"), "TM": "202606100900", "STN": station, "WW": "-"}
    return " ".join(str(cell) for cell in (printed | cells).values())


def table(*rows: str) -> str:
    return "\n".join(["#START7777", "# 지점 풍향 풍속", *rows, "#7777END", ""])


def reading_of(**cells: object) -> Reading:
    content = read_hub(table(row(112, **({"TA": "20.9"} | cells))))
    assert content.rejected == ()
    return content.readings[0]


def reason_for(bad: str) -> str:
    """Return the reason for which a row is rejected."""
    content = read_hub(table(SEOUL, bad))
    assert [reading.station for reading in content.readings] == [108]
    (rejected,) = content.rejected
    assert rejected.line == 4
    return rejected.reason


def test_rows_of_the_real_service_are_read() -> None:
    content = read_hub(table(SOKCHO))
    assert content.observed_at == dt.datetime(2026, 8, 3, 15, tzinfo=KST)
    assert content.precision is Precision.HOUR
    (sokcho,) = content.readings
    assert (sokcho.station, sokcho.temperature, sokcho.dew_point, sokcho.humidity) == (90, 28.4, 25.6, 85.0)
    assert (sokcho.wind_direction, sokcho.wind_speed, sokcho.condition) == (20.0, 2.1, "구름많음")
    assert (sokcho.rain, sokcho.rain_today, sokcho.snow) == (None, None, None)
    (seoul,) = read_hub(table(SEOUL)).readings
    assert (seoul.temperature, seoul.wind_direction, seoul.rain_today) == (20.9, 180.0, 0.6)


@pytest.mark.parametrize(
    "variant",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data.decode("cp949").encode(),
        lambda data: data.replace("결측".encode("cp949"), b"\xff\xfe"),
        lambda data: data.replace(b"\n", b" \n"),
    ],
    ids=["CRLF", "UTF-8 with BOM", "broken comment", "blanks at line ends"],
)
def test_the_format_of_the_table_makes_no_difference(variant: object) -> None:
    assert callable(variant)
    data = (KMA_FOLDER / "hub_winter.txt").read_bytes()
    assert as_json(read_hub(variant(data))) == expected_of(KMA_FOLDER / "hub_winter.txt")


@pytest.mark.parametrize("missing", ["-9", "-9.0", "-99.0", "-99", "-9.00"])
def test_missing_values_are_none(missing: str) -> None:
    reading = reading_of(**dict.fromkeys(["TD", "HM", "RN", "RN_DAY", "SD_DAY", "WD", "WS", "CA_TOT"], missing))
    assert reading == Reading(3, None, 20.9, 112, reading.named_by)


@pytest.mark.parametrize(
    ("dew_point", "temperature"), [("-10.3", -9.0), ("-9.0", None), ("-99.0", None), ("-8.0", None), ("12.4", None)]
)
def test_minus_nine_is_a_temperature_only_with_a_lower_dew_point(dew_point: str, temperature: float | None) -> None:
    assert reading_of(TA="-9.0", TD=dew_point, HM="80.0").temperature == temperature


@pytest.mark.parametrize(
    ("points", "speed", "degrees"),
    [
        ("36", "2.0", 360.0),
        ("9", "2.0", 90.0),
        ("1", "-9.0", 10.0),
        ("0", "0.0", None),
        ("18", "0.0", None),
        ("0", "2.0", None),
    ],
)
def test_the_winds_thirty_six_points_are_degrees(points: str, speed: str, degrees: float | None) -> None:
    assert reading_of(WD=points, WS=speed).wind_direction == degrees


@pytest.mark.parametrize(
    ("cells", "condition"),
    [
        ({"CA_TOT": 0}, "맑음"),
        ({"CA_TOT": 10, "WC": 61, "IX": 1}, "약한비연속적"),
        ({"CA_TOT": 10, "WC": 45, "IX": 4}, "안개"),
        ({"CA_TOT": 10, "WC": 66, "IX": 1}, None),
        ({"CA_TOT": 10, "WC": 61, "IX": 7}, None),
        ({"CA_TOT": 3, "WC": 2, "IX": 1}, "구름조금"),
        ({"CA_TOT": 3, "WW": "19"}, None),
        ({"CA_TOT": 3, "RN": "0.5"}, None),
        ({"CA_TOT": 3, "RN": "0.0"}, None),
        ({"WC": 10, "IX": 1}, "박무"),
        ({}, None),
    ],
)
def test_the_condition_is_the_present_weather_or_else_the_sky(cells: dict[str, object], condition: str | None) -> None:
    assert reading_of(**cells).condition == condition


def test_the_sky_has_kmas_four_classes() -> None:
    assert [describe_sky(tenths) for tenths in range(11)] == (
        ["맑음"] * 3 + ["구름조금"] * 3 + ["구름많음"] * 3 + ["흐림"] * 2
    )


def test_codes_without_an_exact_word_have_none() -> None:
    assert {code: describe_weather(code) for code in (0, 4, 17, 30, 56, 66, 76, 79, 88, 99)} == dict.fromkeys(
        (0, 4, 17, 30, 56, 66, 76, 79, 88, 99)
    )


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row().rsplit(" ", 1)[0], "the row does not have 46 columns"),
        (f"{row()} {row()}", "the row does not have 46 columns"),
        (row(TM="202606100800", TA="1.0"), "the row is of another hour than the newest one, 2026-06-10 09:00"),
        (row(TM="202606100930", TA="1.0"), "202606100930 is not an hour of the calendar"),
        (row(TM="202606102400", TA="1.0"), "202606102400 is not an hour of the calendar"),
        (row(TM="2606100900", TA="1.0"), "2606100900 is not an hour of the calendar"),
        (row(STN="1l2", TA="1.0"), "unreadable station number 1l2"),
        (row(station=108, TA="1.0"), "station 108 already has a reading on line 3"),
        (row(TA="2O.1"), "unreadable temperature 2O.1"),
        (row(TA="61.0"), "temperature 61.0 is outside -60…60 ℃"),
        (row(TA="1.0", HM="101.0"), "humidity 101.0 is outside 0…100 %"),
        (row(TA="1.0", WD="37"), "wind direction 37 is outside 0…36 tens of degrees"),
        (row(TA="1.0", CA_TOT="11"), "total cloud 11 is outside 0…10 tenths"),
        (row(), "nothing was observed"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_alone_with_its_reason(bad: str, reason: str) -> None:
    assert reason_for(bad) == reason


def test_stations_outside_the_catalogue_are_ignored() -> None:
    content = read_hub(table(SEOUL, *(row(station=number, TA="x") for number in range(400, 800))))
    assert [reading.station for reading in content.readings] == [108]
    assert content.rejected == ()


def test_rows_of_other_stations_end_no_table_whatever_their_number_and_form() -> None:
    others = [f"202606100900 {number} {'x ' * (number % 50)}" for number in range(400, 4400)]
    content = read_hub(table(SEOUL, *others))
    assert [reading.station for reading in content.readings] == [108]
    assert content.rejected == ()


@pytest.mark.parametrize("added", ["1", "-9", "7.5 -9"])
def test_columns_that_are_added_at_the_end_are_ignored(added: str) -> None:
    rows = (SOKCHO.replace("202608031500", "202606100900"), SEOUL)
    wider = read_hub(table(*(f"{line} {added}" for line in rows)))
    assert wider == read_hub(table(*rows))


@pytest.mark.parametrize("end", ["", ",", ",=", " ="])
def test_commas_separate_columns_too(end: str) -> None:
    rows = (SOKCHO.replace("202608031500", "202606100900"), SEOUL)
    assert read_hub(table(*(",".join(line.split()) + end for line in rows))) == read_hub(table(*rows))


def test_an_empty_cell_between_commas_is_a_missing_value() -> None:
    printed = ",".join(SEOUL.split()).replace(",-9.0,", ",,").replace(",-9,", ",,")
    assert read_hub(table(f"{printed},=")) == read_hub(table(SEOUL))


def test_a_later_hour_of_an_unknown_station_is_ignored() -> None:
    content = read_hub(table(SEOUL, row(station=996, TM="202606101000", TA="1.0")))
    assert content.observed_at == dt.datetime(2026, 6, 10, 9, tzinfo=KST)


def test_a_table_that_is_cut_off_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="line 3: the table is truncated: #7777END is missing"):
        read_hub(table(SEOUL).partition("\n#7777END")[0])
    with pytest.raises(BrokenDocument, match="truncated"):
        read_hub("#7777END\n#START7777\n" + SEOUL)


@pytest.mark.parametrize("document", ["", SEOUL])
def test_a_document_that_is_not_a_table_is_broken(document: str) -> None:
    with pytest.raises(BrokenDocument, match="not a table of the API hub"):
        read_hub(document)


@pytest.mark.parametrize("rows", [(), (row(station=996, TA="1.0"),)])
def test_a_table_without_a_station_of_ours_is_broken(rows: tuple[str, ...]) -> None:
    with pytest.raises(BrokenDocument, match="no row of a known station"):
        read_hub(table(*rows))


def test_a_table_with_too_many_rows_is_rejected() -> None:
    with pytest.raises(BrokenDocument, match="more than 2000 rows"):
        read_hub(table(*[SEOUL] * 2001))
    with pytest.raises(BrokenDocument, match="longer than 1 MiB"):
        read_hub(table(*[SEOUL] * 10_000))


def test_the_address_asks_for_the_latest_hour_of_all_stations() -> None:
    base = "https://apihub.kma.go.kr/api/typ01/url/kma_sfctm2.php"
    assert build_url(base, "abc-DEF_1") == f"{base}?stn=0&authKey=abc-DEF_1"
    assert build_url(f"{base}?help=0", "a+b/c= &d") == f"{base}?help=0&stn=0&authKey=a%2Bb%2Fc%3D+%26d"
