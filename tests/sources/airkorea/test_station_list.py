"""AirKorea's list of stations, in both orders of its coordinates."""

import json

import pytest

from sources.air import AirStation
from sources.airkorea.station_list import parse_station_list
from sources.errors import BrokenDocument
from sources.kma.open_api import ResponsePage
from sources.records import Document
from tests.sources.factories import FOLDER

SAMPLES = FOLDER.parent / "airkorea"
JUNGGU = {"stationName": "중구", "addr": "서울 중구 덕수궁길 15", "dmX": "37.564639", "dmY": "126.975961"}


def read(data: bytes) -> ResponsePage[AirStation]:
    return parse_station_list(Document(data))


def answer(*items: object) -> bytes:
    body = {"totalCount": len(items), "items": items, "pageNo": 1, "numOfRows": 1000}
    return json.dumps({"response": {"body": body, "header": {"resultCode": "00", "resultMsg": "NORMAL_CODE"}}}).encode()


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_the_values_tell_latitude_from_longitude(version: str) -> None:
    page = read((SAMPLES / f"stations_{version}.json").read_bytes())
    assert page.records == (
        AirStation("중구", "서울", 37.564639, 126.975961),
        AirStation("송도", "인천", 37.381, 126.657),
        AirStation("옥천동", "강원", 37.7606, 128.9022),
        AirStation("농성동", "전남", 35.1496, 126.8856),
        AirStation("유달동", "전남", 34.7889, 126.3789),
        AirStation("이도동", "제주", 33.498, 126.5335),
        AirStation("독도", "경북", 37.2397, 131.8694),
    )
    assert (page.rejected, page.total) == ((), 7)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"dmX": ""}, "the station has no coordinates"),
        ({"dmY": None}, "the station has no coordinates"),
        ({"dmX": "37,56"}, "unreadable dmX"),
        ({"dmX": "127.0"}, "the station is not in Korea: 126.975961, 127.0"),
        ({"dmY": "139.7"}, "the station is not in Korea: 37.564639, 139.7"),
        ({"stationName": None}, "the station has no name"),
        ({"addr": "Seoul"}, None),
        ({"addr": ""}, "unknown province"),
        ({"addr": "덕수궁길 15"}, "unknown province"),
    ],
)
def test_an_item_without_a_place_is_rejected_alone(changes: dict[str, object], reason: str | None) -> None:
    page = read(answer(JUNGGU, JUNGGU | {"stationName": "종로구"} | changes))
    assert [one.reason for one in page.rejected] == ([reason] if reason else [])


def test_a_list_without_a_place_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="no item of the answer can be used; the first: unreadable dmX"):
        read(answer(JUNGGU | {"dmX": "x"}))


def test_numbers_need_not_be_text() -> None:
    (station,) = read(answer(JUNGGU | {"dmX": 37.5, "dmY": 127.0})).records
    assert (station.latitude, station.longitude) == (37.5, 127.0)
