"""KMA's keyless forecast: samples, codes, hours, missing values and what is refused."""

import datetime as dt

import pytest

from sources.errors import BrokenDocument, NoForecast, ServiceError, ServiceFailure
from sources.forecasts import Amount, ForecastDay, ForecastHour, Precipitation, Sky
from sources.kma.forecast_feed import build_url
from sources.records import KST
from tests.sources.kma.forecast_samples import FOLDER, as_json, expected_of, read_feed

HOURLY = (FOLDER / "hourly.xml").read_bytes()
ISSUED = dt.datetime(2026, 5, 18, 11, tzinfo=KST)


def row(**cells: object) -> str:
    values = {"hour": 12, "day": 0, "temp": "20.0"} | cells
    return f"<data>{''.join(f'<{name}>{value}</{name}>' for name, value in values.items() if value is not None)}</data>"


def feed(*rows: str, tm: str = "<tm>202605181100</tm>", root: str = "rss") -> str:
    inner = f"<header>{tm}</header><body>{''.join(rows)}</body>"
    return f"<{root}><channel><item><description>{inner}</description></item></channel></{root.partition(' ')[0]}>"


def hour_of(**cells: object) -> ForecastHour:
    parsed = read_feed(feed(row(**cells)))
    assert parsed.rejected == ()
    (hour,) = parsed.forecast.hours
    return hour


def reason_for(bad: str) -> str:
    """Return the reason for which a row is rejected, beside one that is read."""
    parsed = read_feed(feed(row(hour=13), bad))
    assert [hour.at.hour for hour in parsed.forecast.hours] == [13]
    (rejected,) = parsed.rejected
    assert rejected.line == 2
    return rejected.reason


@pytest.mark.parametrize("name", ["hourly", "three_hourly", "grid_point"])
def test_samples_are_read(name: str) -> None:
    assert as_json(read_feed((FOLDER / f"{name}.xml").read_bytes())) == expected_of(name)


@pytest.mark.parametrize(
    "variant",
    [
        HOURLY.removeprefix(b"\xef\xbb\xbf"),
        HOURLY.replace(b"\r\n", b"\n"),
        HOURLY.replace(b"\r\n", b""),
        HOURLY.partition(b"?>\r\n")[2],
        HOURLY.replace(b'<rss version="2.0">', b'<rss version="2.0" xmlns="urn:other">'),
        HOURLY.replace(b"<body>", b"<!-- body --><body>"),
        HOURLY.replace(b'encoding="UTF-8"', b'encoding="EUC-KR"').decode("utf-8-sig").encode("cp949"),
    ],
    ids=["no BOM", "LF", "one line", "no declaration", "namespace", "comment", "EUC-KR"],
)
def test_the_format_of_the_feed_makes_no_difference(variant: bytes) -> None:
    assert as_json(read_feed(variant)) == expected_of("hourly")


def test_rows_of_a_real_feed() -> None:
    # Of the feed of a quarter of Seoul of 2019-09-04 17:00: neither low nor high of today any more.
    cells = {"sky": 4, "pty": 1, "r12": "0.0", "s12": "0.0", "s06": "0.0"}
    none = {"tmx": "-999.0", "tmn": "-999.0"}
    rows = (
        row(hour=21, temp="24.0", pop=90, ws="0.9", wd=2, reh=95, r06="19.0", **cells, **none),
        row(hour=24, temp="24.0", pop=90, ws="1.0", wd=3, reh=90, r06="19.0", **cells, **none),
        row(hour=3, day=1, temp="24.0", tmx="28.0", tmn="23.0", pop=80, ws="1.0", wd=2, reh=90, r06="9.0", **cells),
    )
    forecast = read_feed(feed(*rows, tm="<tm>201909041700</tm>")).forecast
    assert forecast.days == (ForecastDay(dt.date(2019, 9, 5), 23, 28),)
    midnight = dt.datetime(2019, 9, 5, tzinfo=KST)
    assert forecast.hours[1] == ForecastHour(
        midnight, 24, Sky.OVERCAST, Precipitation.RAIN, 90, None, None, 90, 1.0, 135, 3
    )


def test_days_count_from_the_date_of_the_issue_and_hour_24_is_the_next_days_first() -> None:
    rows = [row(hour=hour, day=day) for hour, day in ((24, 0), (1, 1), (24, 1), (23, 2))]
    forecast = read_feed(feed(*rows)).forecast
    assert forecast.issued_at == ISSUED
    assert [f"{hour.at:%d %H}" for hour in forecast.hours] == ["19 00", "19 01", "20 00", "20 23"]


def test_the_low_and_the_high_in_the_row_of_24_o_clock_are_of_the_day_that_ends() -> None:
    rows = row(hour=24, day=0, tmn="7.0", tmx="21.0"), row(hour=1, day=1, tmn="-999.0", tmx="24.0")
    days = read_feed(feed(*rows)).forecast.days
    assert days == (ForecastDay(dt.date(2026, 5, 18), 7, 21), ForecastDay(dt.date(2026, 5, 19), None, 24))


def test_rows_of_three_hours_stand_for_the_three_before() -> None:
    forecast = read_feed(feed(row(hour=15), row(hour=18), row(hour=19), row(hour=22))).forecast
    assert [hour.span for hour in forecast.hours] == [3, 3, 1, 3]


def test_a_rejected_row_does_not_make_the_next_one_stand_for_three_hours() -> None:
    parsed = read_feed(feed(row(hour=12), row(hour=13, temp="x"), row(hour=14, temp="x"), row(hour=15)))
    assert [hour.span for hour in parsed.forecast.hours] == [1, 1]
    assert len(parsed.rejected) == 2


@pytest.mark.parametrize("code", range(8))
def test_codes_of_precipitation(code: int) -> None:
    assert hour_of(pty=code).precipitation is list(Precipitation)[code]


@pytest.mark.parametrize("code", range(1, 5))
def test_codes_of_the_sky(code: int) -> None:
    assert hour_of(sky=code).sky is list(Sky)[code - 1]


@pytest.mark.parametrize(("point", "degrees"), [(0, 0), (2, 90), (7, 315)])
def test_points_of_the_wind(point: int, degrees: float) -> None:
    assert hour_of(wd=point).wind_direction == degrees


@pytest.mark.parametrize("missing", ["-999.0", "-999", "999", "900.0", "", None])
def test_missing_values(missing: str | None) -> None:
    names = ("temp", "sky", "pty", "pop", "ws", "wd", "tmn", "tmx", "pcp", "sno")
    parsed = read_feed(feed(row(reh=50, **dict.fromkeys(names, missing))))
    assert parsed.rejected == ()
    assert parsed.forecast.hours == (ForecastHour(ISSUED.replace(hour=12), humidity=50),)
    assert parsed.forecast.days == ()


def test_many_decimals_are_traces_of_binary_fractions() -> None:
    assert hour_of(ws="1.4000000000000001").wind_speed == 1.4
    assert hour_of(ws="5.1000000000000005").wind_speed == 5.1


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("강수없음", None), ("-", None), ("0", None), ("0.0", None), ("0mm", None),
        ("1mm 미만", Amount(0, 1)), ("1.0mm미만", Amount(0, 1)),
        ("22.5mm", Amount(22.5, 22.5)), ("22.5", Amount(22.5, 22.5)), ("6 mm", Amount(6, 6)),
        ("30.0~50.0mm", Amount(30, 50)), ("1.0 ~ 29.0mm", Amount(1, 29)),
        ("50.0mm 이상", Amount(50, None)), ("50mm이상", Amount(50, None)),
    ],
)  # fmt: skip
def test_amounts_of_rain(printed: str, amount: Amount | None) -> None:
    assert hour_of(pcp=printed).rain == amount


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("적설없음", None), ("0.5cm 미만", Amount(0, 0.5)), ("2.5cm", Amount(2.5, 2.5)), ("5.0cm 이상", Amount(5, None))],
)
def test_amounts_of_snow(printed: str, amount: Amount | None) -> None:
    assert hour_of(sno=printed).snow == amount


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(hour=25), "unreadable hour 25"),
        (row(hour="٣"), "unreadable hour ٣"),
        (row(hour=None), "unreadable hour"),
        (row(day=11), "unreadable day 11"),
        (row(day="-1"), "unreadable day -1"),
        (row(hour=10), "2026-05-18 10:00 lies before the issue"),
        (row(hour=13), "2026-05-18 13:00 has a forecast already"),
        (row(temp="21도"), "unreadable temperature 21도"),
        (row(temp="61"), "temperature 61.00 is outside -60…60 ℃"),
        (row(temp="1e1"), "unreadable temperature 1e1"),
        (row(sky=5), "sky 5.00 is outside 1…4 of KMA's codes"),
        (row(sky="1.5"), "unreadable sky 1.5"),
        (row(pty=8), "precipitation 8.00 is outside 0…7 of KMA's codes"),
        (row(pop=101), "chance of precipitation 101.00 is outside 0…100 %"),
        (row(reh="-1"), "humidity -1.00 is outside 0…100 %"),
        (row(pcp="3cm"), "unreadable amount 3cm"),
        (row(pcp="50~30mm"), "unreadable amount 50~30mm"),
        (row(pcp="-1"), "unreadable amount -1"),
        (row(tmx="warm"), "unreadable temperature warm"),
        (row(temp="-999.0"), "nothing is forecast"),
    ],
)
def test_an_unusable_row_is_refused_alone(bad: str, reason: str) -> None:
    assert reason_for(bad) == reason


@pytest.mark.parametrize(
    "text",
    [
        feed(),
        "<rss><channel><title>동네예보</title><item></item></channel></rss>",
        feed().replace("<tm>202605181100</tm>", ""),
    ],
)
def test_a_feed_without_rows_is_that_of_an_unknown_zone(text: str) -> None:
    with pytest.raises(NoForecast, match="may not know its zone"):
        read_feed(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "well-formed"),
        (feed(row(), root="feed"), "not a forecast of KMA's"),
        (feed(row(), tm=""), "no readable time of its issue"),
        (feed(row(), tm="<tm>2026</tm>"), "no readable time of its issue"),
        (feed(row(), tm="<tm>202613011100</tm>"), "not an hour of the calendar"),
        (feed(row(), tm="<tm>202605182400</tm>"), "not an hour of the calendar"),
        (feed(row(), tm="<tm>202605181100</tm><tm>202605180800</tm>"), "two times of its issue"),
        (feed(row(hour=99)), "no row of the forecast can be parsed; the first: unreadable hour 99"),
        (feed(*[row(hour=12)] * 201), "more than 200 rows"),
        (feed(row())[:-9], "not well-formed"),
        (f"<!DOCTYPE rss [<!ENTITY a 'b'>]>{feed(row())}", "document type or entities"),
        (f"<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'>{feed(row())}", "document type or entities"),
        (feed("<a>" * 20 + "</a>" * 20), "deeper than 9 levels"),
        (feed(row(wfKor="가" * 400_000)), "longer than 1 MiB"),
    ],
)
def test_a_broken_feed_is_refused_as_a_whole(text: str, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        read_feed(text)


def test_a_web_page_is_an_error_of_the_server() -> None:
    with pytest.raises(ServiceError) as caught:
        read_feed("<!DOCTYPE html><html><body>시스템 점검 중입니다</body></html>")
    assert caught.value.kind is ServiceFailure.MAINTENANCE


def test_the_place_is_the_category_of_the_item() -> None:
    text = feed(row()).replace("<description>", "<category> 가람시\n 나루동 </category><description>")
    assert read_feed(text.replace("\n", "")).place == "가람시 나루동"
    assert read_feed(text).place is None


def test_the_url_of_a_zone() -> None:
    assert build_url("https://example.kr/hr1.do", "1165066000") == "https://example.kr/hr1.do?zone=1165066000"
    assert build_url("https://example.kr/hr1.do?a=1", "1165066000").endswith("?a=1&zone=1165066000")
