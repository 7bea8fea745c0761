import json

import pytest

from sources.errors import BrokenDocument
from sources.kma.front_page import build_url, parse_front_page
from sources.records import Document
from tests.factories import CATALOGUE


def read(found: object) -> dict[int, float]:
    return dict(parse_front_page(Document(json.dumps(found).encode()), CATALOGUE))


def item(name: object = "서울", temperature: object = "15.9") -> dict[str, object]:
    return {"stnKo": name, "wwKo": "맑음", "ta": temperature, "rnHr1": "", "icon": "01"}


def test_temperatures_are_found_by_the_names_of_the_stations() -> None:
    assert read({"data": [item(), item("홍성(예)", "−0.4"), item(" 인천 ", 7), item("제주", 20.5)]}) == {
        108: 15.9,
        177: -0.4,
        112: 7.0,
        184: 20.5,
    }


@pytest.mark.parametrize(
    "bad",
    [
        item("새마을"),
        item(temperature=""),
        item(temperature="-"),
        item(temperature=None),
        item(temperature="따뜻함"),
        item(temperature="91"),
        item(temperature=[1]),
        item(name=108),
        {"ta": "1.0"},
        "서울",
        None,
    ],
)
def test_a_station_that_cannot_be_used_is_left_out(bad: object) -> None:
    assert read({"data": [item("인천"), bad]}) == {112: 15.9}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "is not JSON"),
        (b"<title>maintenance</title>", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "no list of stations"),
        (b'{"data": {}}', "no list of stations"),
        (b'{"data": []}', "no temperature of a known station"),
        (b'{"data": [' + b"1," * 2000 + b"1]}", "more than 2000 rows"),
    ],
)
def test_another_document_is_refused_with_the_reason(document: bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        parse_front_page(Document(document), CATALOGUE)


def test_the_address_names_all_stations() -> None:
    address = build_url("https://kma.example/rest.do", CATALOGUE)
    assert address.startswith("https://kma.example/rest.do?stns=90,93,95,")
    assert address.count(",") == len(CATALOGUE) - 1
