"""KMA's forecast with a key: samples, pages, vintages, missing values and errors of the service."""

import datetime as dt
import json

import pytest

from sources.errors import BrokenDocument, NoForecast, ServiceError, ServiceFailure
from sources.forecasts import Amount, ForecastDay, ForecastHour, Precipitation, Sky
from sources.kma.village_forecast import HUB_KEY, PORTAL_KEY, build_url
from sources.korea.forecast_grid import Cell
from sources.records import KST
from tests.sources.kma.forecast_samples import (
    FOLDER,
    SEOUL,
    as_json,
    expected_of,
    read_village,
    village_answer,
    village_items,
)

PAGES = [(FOLDER / f"village_page_{number}.json").read_bytes() for number in (1, 2)]
BASE = "20261001 2300"

# Of an answer of the API hub of 2026-10-01 23:00 for Seoul: near hours have amounts as text, far ones as numbers.
REAL_ROWS = (
    (
        "20261002 0600 | TMP=12; UUU=0.6; VVV=-0.8; VEC=322; WSD=1.1; SKY=1; PTY=0; POP=0; WAV=0; PCP=강수없음; "
        "REH=60; SNO=적설없음; TMN=12.0"
    ),
    (
        "20261002 1500 | TMP=21; UUU=1.7; VVV=-2.4; VEC=324; WSD=3; SKY=1; PTY=0; POP=0; WAV=0; PCP=강수없음; "
        "REH=30; SNO=적설없음; TMX=21.0"
    ),
    "20261004 2300 | TMP=18; UUU=0.2; VVV=1.4; VEC=191; WSD=1.5; SKY=4; PTY=0; POP=30; WAV=0; PCP=0; REH=75; SNO=0",
    "20261005 0000 | TMP=17; UUU=0.3; VVV=1.6; VEC=193; WSD=1.7; SKY=4; PTY=1; POP=60; WAV=0; PCP=0.4; REH=85; SNO=0",
    "20261005 0300 | TMP=16; UUU=1.2; VVV=0.8; VEC=235; WSD=1; SKY=4; PTY=1; POP=70; WAV=0; PCP=2; REH=90; SNO=0",
)


def seoul(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y%m%d %H%M").replace(tzinfo=KST)


def read_rows(*rows: str) -> tuple[ForecastHour, ...]:
    parsed = read_village(village_answer(village_items(BASE, rows)))
    assert parsed.rejected == ()
    return parsed.forecast.hours


def reason_for(**changes: object) -> str:
    """Return the reason for which an item is rejected, beside one that is read."""
    good, bad = village_items(BASE, ["20261002 0600 | TMP=12; TMP=13"])
    parsed = read_village(village_answer([good, bad | {"fcstTime": "0700"} | changes]))
    assert [hour.at.hour for hour in parsed.forecast.hours] == [6]
    (rejected,) = parsed.rejected
    assert rejected.line == 2
    return rejected.reason


def test_pages_are_combined_in_any_order() -> None:
    assert as_json(read_village(*PAGES)) == expected_of("village")
    assert as_json(read_village(*reversed(PAGES))) == expected_of("village")


def test_an_older_answer_has_numbers_and_24_o_clock() -> None:
    data = (FOLDER / "village_2017_page.json").read_bytes()
    assert as_json(read_village(data)) == expected_of("village_2017")


def test_rows_of_a_real_answer() -> None:
    parsed = read_village(village_answer(village_items(BASE, REAL_ROWS)))
    assert parsed.rejected == ()
    assert parsed.forecast.issued_at == seoul(BASE)
    assert parsed.forecast.days == (ForecastDay(dt.date(2026, 10, 2), 12, 21),)
    first, *_, midnight, last = parsed.forecast.hours
    assert first == ForecastHour(
        seoul("20261002 0600"), 12, Sky.CLEAR, Precipitation.NONE, 0, None, None, 60, 1.1, 322, 1
    )
    assert midnight.rain == Amount(0.4, 0.4)
    assert last == ForecastHour(
        seoul("20261005 0300"), 16, Sky.OVERCAST, Precipitation.RAIN, 70, Amount(2, 2), None, 90, 1, 235, 3
    )


def test_24_o_clock_is_the_next_days_first_hour_and_extremes_stay_with_their_day() -> None:
    rows = "20261002 2300 | TMP=1", "20261002 2400 | TMP=2", "20261003 0100 | TMP=3", "20261002 2400 | TMX=9"
    parsed = read_village(village_answer(village_items(BASE, rows)))
    assert [f"{hour.at:%d %H}" for hour in parsed.forecast.hours] == ["02 23", "03 00", "03 01"]
    assert parsed.forecast.days == (ForecastDay(dt.date(2026, 10, 2), None, 9),)


@pytest.mark.parametrize("missing", ["-999", "-900", "900", "998.9", "", None, "-"])
def test_missing_values(missing: str | None) -> None:
    items = village_items(
        BASE, ["20261002 0600 | REH=50; TMP=0; SKY=1; PTY=0; POP=0; WSD=1; VEC=1; TMN=1; PCP=1; SNO=1"]
    )
    for item in items[1:]:
        item["fcstValue"] = missing
    parsed = read_village(village_answer(items))
    assert parsed.rejected == ()
    assert parsed.forecast.hours == (ForecastHour(seoul("20261002 0600"), humidity=50),)
    assert parsed.forecast.days == ()


def test_an_hour_of_missing_values_alone_is_left_out() -> None:
    assert [hour.at.hour for hour in read_rows("20261002 0600 | TMP=-999; POP=-999", "20261002 0700 | TMP=3")] == [7]


def test_a_value_that_stands_twice_counts_only_if_it_is_the_same() -> None:
    (hour,) = read_rows("20261002 0600 | TMP=3; TMP=3; POP=10; POP=20; REH=50")
    assert (hour.temperature, hour.chance, hour.humidity) == (3, None, 50)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"nx": 61}, "the item is not of cell 60, 127"),
        ({"nx": True}, "nx is neither text nor a number"),
        ({"category": None}, "the item has no category"),
        ({"fcstValue": "12도"}, "unreadable temperature 12도"),
        ({"fcstValue": ["12"]}, "fcstValue is neither text nor a number"),
        ({"fcstValue": "61"}, "temperature 61.00 is outside -60…60 ℃"),
        ({"category": "SKY", "fcstValue": "0"}, "sky 0.00 is outside 1…4 of KMA's codes"),
        ({"category": "PCP", "fcstValue": "많음"}, "unreadable amount 많음"),
        ({"fcstDate": "20261302"}, "20261302 0700 is not an hour of the calendar"),
        ({"fcstDate": None}, "unreadable fcstDate and fcstTime 0700"),
        ({"fcstTime": "0730"}, "unreadable fcstDate and fcstTime 20261002 0730"),
        ({"fcstTime": "2500"}, "unreadable fcstDate and fcstTime 20261002 2500"),
        ({"baseDate": "x"}, "unreadable baseDate and baseTime x 2300"),
        ({"fcstDate": "20261001"}, "2026-10-01 07:00 is not ahead of the issue"),
        ({"fcstDate": "20261020"}, "2026-10-20 07:00 is not ahead of the issue"),
    ],
)
def test_an_unusable_item_is_refused_alone(changes: dict[str, object], reason: str) -> None:
    assert reason_for(**changes) == reason


def test_positions_of_refused_items_count_through_the_pages() -> None:
    items = village_items(BASE, ["20261002 0600 | TMP=1; TMP=x", "20261002 0700 | TMP=2; TMP=y"])
    parsed = read_village(village_answer(items[:2], total=4), village_answer(items[2:], total=4))
    assert [one.line for one in parsed.rejected] == [2, 4]


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([village_answer(village_items(BASE, ["20261002 0600 | TMP=1"]), total=2)], "incomplete: 1 of 2 items"),
        ([b"", b""], "not an answer of the service"),
        ([b"[" * 100_000], "not an answer of the service"),
        ([village_answer([])], "has no items"),
        ([village_answer([1])], "no item of the answer can be used"),
        (
            [
                village_answer(
                    village_items(BASE, ["20261002 0600 | TMP=1"])
                    + village_items("20261001 2000", ["20261002 0700 | TMP=1"])
                )
            ],
            "several issues",
        ),
        ([village_answer(village_items(BASE, ["20261002 0600 | UUU=1"]))], "no value"),
        ([village_answer(village_items(BASE, ["20261002 0600 | TMN=1"]))], "no hour"),
        ([b" " * (2**20 + 1)], "longer than 1 MiB"),
    ],
)
def test_a_broken_answer_is_refused_as_a_whole(pages: list[bytes], reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        read_village(*pages)


def test_an_answer_without_hours_is_no_forecast() -> None:
    with pytest.raises(NoForecast):
        read_village(village_answer(village_items(BASE, ["20261002 0600 | TMX=1"])))


# As the API hub and data.go.kr answer.
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ('{"response":{"header":{"resultCode":"03","resultMsg":"NO_DATA"}}}', ServiceFailure.NO_DATA),
        (village_answer([], code="03").decode(), ServiceFailure.NO_DATA),
        (
            '{"response":{"header":{"resultCode":"10","resultMsg":"최근 1일 간의 자료만 제공합니다."}}}',
            ServiceFailure.OTHER,
        ),
        ('{"result": {"status": 401, "message": "유효한 인증키가 아닙니다."}}', ServiceFailure.UNKNOWN_KEY),
        ('{"result": {"status": 403, "message": "활용신청이 필요한 API 입니다."}}', ServiceFailure.NOT_APPROVED),
        ('{"result": {"status": 403, "message": "API 호출 한도를 초과했습니다."}}', ServiceFailure.QUOTA),
        (
            (
                "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
                "<returnAuthMsg>LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR</returnAuthMsg>"
                "<returnReasonCode>22</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"
            ),
            ServiceFailure.QUOTA,
        ),
        (
            (
                "<OpenAPI_ServiceResponse><cmmMsgHeader><returnAuthMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg>"
                "<returnReasonCode>30</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"
            ),
            ServiceFailure.UNKNOWN_KEY,
        ),
        ("<!doctype html><html>점검</html>", ServiceFailure.MAINTENANCE),
    ],
)
def test_errors_of_the_service(data: str, kind: ServiceFailure) -> None:
    with pytest.raises(ServiceError) as caught:
        read_village(data.encode())
    assert caught.value.kind is kind


def test_the_url_of_a_page() -> None:
    issued_at = dt.datetime(2026, 9, 10, 20, tzinfo=dt.UTC)
    hub = build_url("https://example.kr/getVilageFcst", "a/b+c==", HUB_KEY, SEOUL, issued_at)
    query = "numOfRows=1000&pageNo=1&dataType=JSON&base_date=20260911&base_time=0500&nx=60&ny=127"
    assert hub == f"https://example.kr/getVilageFcst?authKey=a%2Fb%2Bc%3D%3D&{query}"
    portal = build_url("https://example.kr/x", "a%2Fb%2Bc%3D%3D", PORTAL_KEY, Cell(98, 76), issued_at, 2)
    assert portal.startswith("https://example.kr/x?serviceKey=a%2Fb%2Bc%3D%3D&numOfRows=1000&pageNo=2&")


def test_the_samples_are_of_the_form_of_a_real_answer() -> None:
    item = json.loads(PAGES[0])["response"]["body"]["items"]["item"][0]
    assert set(item) == {"baseDate", "baseTime", "category", "fcstDate", "fcstTime", "fcstValue", "nx", "ny"}
