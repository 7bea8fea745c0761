"""Measurements of AirKorea: versions, hours, missing values, flags, grades and pages."""

import datetime as dt
import json
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.air import PM10_LIMITS, PM25_LIMITS, AirGrade, AirReading, get_grade
from sources.airkorea.measurements import build_url, parse_measurements
from sources.errors import BrokenDocument, ServiceError, ServiceFailure, SourceError
from sources.kma.open_api import ResponsePage
from sources.records import KST, Document
from tests.sources.factories import FOLDER, examples
from tests.sources.mutations import FLIPS, MUTATIONS, damaged, flipped

SAMPLES = [path.read_bytes() for path in sorted((FOLDER.parent / "airkorea").glob("measurements_*.json"))]
TEN = dt.datetime(2026, 9, 4, 10, tzinfo=KST)
GOOD, MODERATE, BAD, VERY_BAD = AirGrade
JUNGGU = {
    "stationName": "중구",
    "sidoName": "서울",
    "dataTime": "2026-09-04 10:00",
    "pm10Value": "42",
    "pm25Value": "18",
}


def read(data: bytes) -> ResponsePage[AirReading]:
    return parse_measurements(Document(data))


def answer(*items: object, total: int | None = None) -> bytes:
    body = {"totalCount": len(items) if total is None else total, "items": items, "pageNo": 1, "numOfRows": 1000}
    return json.dumps({"response": {"body": body, "header": {"resultCode": "00", "resultMsg": "NORMAL_CODE"}}}).encode()


def junggu(**changes: object) -> AirReading:
    (reading,) = read(answer(JUNGGU | changes)).records
    return reading


def reason_for(**changes: object) -> str:
    """Return the reason for which an item is rejected, next to one that is read."""
    page = read(answer(JUNGGU, JUNGGU | {"stationName": "종로구"} | changes))
    assert [reading.station for reading in page.records] == ["중구"]
    (rejected,) = page.rejected
    assert rejected.line == 2
    return rejected.reason


def test_an_answer_with_grades_of_the_hour() -> None:
    page = read(SAMPLES[1])
    rows = [(one.province, one.station, one.pm10, one.pm25, one.pm10_grade, one.pm25_grade) for one in page.records]
    assert rows == [
        ("서울", "중구", 30, 15, GOOD, GOOD),
        ("서울", "한강대로", 31, 16, MODERATE, MODERATE),
        ("인천", "송도", 81, 36, BAD, BAD),
        ("인천", "석모리", 151, 76, VERY_BAD, VERY_BAD),
        ("경기", "수내동", 44, None, MODERATE, None),
        ("경기", "정왕동", None, 22, None, MODERATE),
        ("강원", "옥천동", 12, 7, GOOD, GOOD),
        ("전남", "농성동", 25, 12, GOOD, GOOD),
        ("전남", "여천동(여수)", 80, 35, MODERATE, MODERATE),
        ("전남", "유달동", 18, 9, GOOD, GOOD),
        ("제주", "이도동", None, 55, None, BAD),
        ("경북", "울릉읍", 30, 35, MODERATE, BAD),
    ]
    earlier = {"석모리": TEN - dt.timedelta(hours=1), "옥천동": TEN.replace(hour=0)}
    assert all(one.measured_at == earlier.get(one.station, TEN) for one in page.records)
    assert (page.rejected, page.total) == ((), 14)


def test_an_answer_of_version_1_0_has_grades_of_24_hours_only() -> None:
    page = read(SAMPLES[0])
    assert [(one.station, one.pm10_grade, one.pm25_grade) for one in page.records] == [
        ("중구", VERY_BAD, VERY_BAD),
        ("종로구", GOOD, GOOD),
    ]
    # A page of three of forty items.
    assert page.total == 40


@pytest.mark.parametrize("missing", [None, "", "-", " - "])
def test_a_missing_value_has_no_grade(missing: str | None) -> None:
    found = junggu(pm25Value=missing, pm25Grade1h="2")
    assert (found.pm10, found.pm25, found.pm25_grade) == (42, None, None)


@pytest.mark.parametrize("flag", ["통신장애", "점검및교정", "자료이상", "장비점검"])
def test_a_value_beside_a_flag_is_not_used(flag: str) -> None:
    found = junggu(pm10Flag=flag)
    assert (found.pm10, found.pm10_grade, found.pm25) == (None, None, 18)


def test_a_station_without_any_value_has_no_record() -> None:
    page = read(answer(JUNGGU, JUNGGU | {"pm10Value": "-", "pm25Value": "-", "dataTime": None}))
    assert (len(page.records), page.rejected) == (1, ())


def test_numbers_need_not_be_text() -> None:
    assert (junggu(pm10Value=42).pm10, junggu(pm10Value=0).pm10) == (42, 0)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2026-09-04 01:00", TEN.replace(hour=1)),
        ("2026-09-04 00:00", TEN.replace(hour=0)),
        ("2026-09-04 24:00", dt.datetime(2026, 9, 5, tzinfo=KST)),
        ("2026-12-31 24:00", dt.datetime(2027, 1, 1, tzinfo=KST)),
        ("2024-02-28 24:00", dt.datetime(2024, 2, 29, tzinfo=KST)),
    ],
)
def test_hours_go_to_24(printed: str, expected: dt.datetime) -> None:
    assert junggu(dataTime=printed).measured_at == expected


@pytest.mark.parametrize(
    "printed", ["2026-09-04 25:00", "2026-09-04 10:30", "2026-02-30 10:00", "2026-13-01 24:00", "04-09 10:00", "어제"]
)
def test_other_times_are_rejected(printed: str) -> None:
    assert reason_for(dataTime=printed).startswith("not a")


def test_values_without_a_time_are_rejected() -> None:
    assert reason_for(dataTime=None) == "the values have no time"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"pm10Value": "-12"}, "unreadable pm10Value -12"),
        ({"pm25Value": "18.5"}, "unreadable pm25Value 18.5"),
        ({"pm25Value": "5001"}, "unreadable pm25Value 5001"),
        ({"pm25Value": "٣"}, "unreadable pm25Value ٣"),
        ({"pm25Value": True}, "pm25Value is neither text nor a number"),
        ({"pm25Value": ["18"]}, "pm25Value is neither text nor a number"),
        ({"pm10Grade1h": "5"}, "unreadable pm10Grade1h 5"),
        ({"pm10Value": "420", "pm10Grade1h": "2"}, "pm10Value 420 contradicts its grade of the hour, 2"),
        ({"pm25Value": "18", "pm25Grade1h": "1"}, "pm25Value 18 contradicts its grade of the hour, 1"),
        ({"stationName": ""}, "the station has no name"),
        ({"stationName": "중\n구"}, "the name of the station is not a name"),
        ({"sidoName": "오사카"}, "unknown province"),
        ({"sidoName": None}, "unknown province"),
    ],
)
def test_an_item_that_cannot_be_trusted_is_rejected_alone(changes: dict[str, object], reason: str) -> None:
    assert reason_for(**changes) == reason


@pytest.mark.parametrize("damaged", ["\ud800", "1\n2", "\x1b[31m"])
@pytest.mark.parametrize("name", ["stationName", "sidoName", "dataTime", "pm10Value", "pm10Grade1h"])
def test_a_reason_can_always_be_printed_in_one_line(name: str, damaged: str) -> None:
    reason = reason_for(**{name: damaged})
    assert reason.isprintable()
    assert reason.encode()


@pytest.mark.parametrize("item", [None, "중구", ["중구"], 1])
def test_an_item_that_is_no_object_is_rejected_alone(item: object) -> None:
    (rejected,) = read(answer(JUNGGU, item)).rejected
    assert rejected.reason == "the item is not an object"


@pytest.mark.parametrize("printed", ["광주", "전남", "전남광주", "전남광주통합특별시", "광주광역시", "전라남도"])
def test_all_names_of_a_merged_province_are_its_present_one(printed: str) -> None:
    assert junggu(sidoName=printed).province == "전남"


@pytest.mark.parametrize(
    ("limits", "values", "grades"),
    [
        (PM10_LIMITS, (0, 30, 31, 80, 81, 150, 151), (GOOD, GOOD, MODERATE, MODERATE, BAD, BAD, VERY_BAD)),
        (PM25_LIMITS, (0, 15, 16, 35, 36, 75, 76), (GOOD, GOOD, MODERATE, MODERATE, BAD, BAD, VERY_BAD)),
    ],
)
def test_grades_of_the_hour(limits: tuple[int, int, int], values: Sequence[int], grades: Sequence[AirGrade]) -> None:
    assert tuple(get_grade(value, limits) for value in values) == tuple(grades)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            b"<OpenAPI_ServiceResponse><returnReasonCode>30</returnReasonCode></OpenAPI_ServiceResponse>",
            ServiceFailure.UNKNOWN_KEY,
        ),
        (
            b'{"OpenAPI_ServiceResponse":{"cmmMsgHeader":{"returnReasonCode":"22","returnAuthMsg":"LIMIT"}}}',
            ServiceFailure.QUOTA,
        ),
        (b'{"response":{"header":{"resultCode":"03","resultMsg":"NODATA_ERROR"}}}', ServiceFailure.NO_DATA),
        ("<html>서비스 점검</html>".encode(), ServiceFailure.MAINTENANCE),
    ],
)
def test_an_error_of_the_service_is_told_as_such(body: bytes, kind: ServiceFailure) -> None:
    with pytest.raises(ServiceError) as refused:
        read(body)
    assert refused.value.kind is kind


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not an answer"),
        (b"[" * 100_000, "not an answer"),
        (b'{"response":{"header":{"resultCode":"00"},"body":{"items":[{}]}}}', "not an answer"),
        (answer(), "no items"),
        (answer(*[JUNGGU] * 2001), "more than 2000 rows"),
        (answer(JUNGGU | {"sidoName": "?"}), "no item of the answer can be used; the first: unknown province"),
    ],
)
def test_an_answer_that_cannot_be_used_is_broken(body: bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        read(body)


def test_all_stations_are_out_of_service_at_night() -> None:
    assert read(answer(JUNGGU | {"pm10Value": "-", "pm25Value": None})).records == ()


def test_a_key_is_encoded_once_in_either_of_its_forms() -> None:
    encoded = build_url("https://example.kr/a", "ab%2Fc%2Bd%3D%3D")
    assert encoded == build_url("https://example.kr/a", "ab/c+d==")
    assert "serviceKey=ab%2Fc%2Bd%3D%3D&numOfRows=1000&pageNo=1&returnType=json&sidoName=%EC%A0%84%EA%B5%AD" in encoded


def check(data: bytes) -> None:
    """Check that a damaged answer gives only values and days that stand in it."""
    try:
        page = read(data)
    except SourceError:
        return
    text = data.decode()
    for reading in page.records:
        for value in (reading.pm10, reading.pm25):
            assert value is None or re.search(rf"(?<![0-9.])0*{value}(?![0-9])", text)
        assert all(
            grade is None or value is not None
            for value, grade in ((reading.pm10, reading.pm10_grade), (reading.pm25, reading.pm25_grade))
        )
        assert f"{reading.measured_at - dt.timedelta(hours=1):%Y-%m-%d}" in text


@examples(0.6)
@given(st.sampled_from(SAMPLES), MUTATIONS)
def test_a_damaged_answer_is_read_or_broken_and_nothing_is_invented(
    sample: bytes, mutations: list[tuple[str, int, str]]
) -> None:
    check(damaged(sample.decode(), mutations).encode("utf-8", "replace"))


@examples(0.3)
@given(st.sampled_from(SAMPLES), FLIPS)
def test_broken_bytes_invent_nothing(sample: bytes, flips: list[tuple[int, int]]) -> None:
    check(flipped(sample, flips))
