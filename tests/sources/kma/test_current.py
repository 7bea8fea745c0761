import datetime as dt

import pytest

from sources.errors import BrokenDocument
from sources.records import KST, NamedBy, Precision
from tests.sources.factories import KMA_FOLDER, as_json, expected_of, read_map

SEOUL = '<local stn_id="108" icon="01" desc="맑음" ta="4.9">서울</local>'
WINTER = (KMA_FOLDER / "map_winter.xml").read_text(encoding="utf-8")


def feed(*rows: str, weather: str = 'year="2018" month="03" day="20" hour="15"', root: str = "current") -> str:
    return f"<{root}><weather {weather}>{''.join(rows)}</weather></{root.partition(' ')[0]}>"


def row(station: str = "112", condition: str = "맑음", temperature: str = "5.0", more: str = "") -> str:
    return f'<local stn_id="{station}" icon="01" desc="{condition}" ta="{temperature}" {more}>이름</local>'


def reason_for(bad: str) -> str:
    """Return the reason for which a row is rejected."""
    content = read_map(feed(SEOUL, bad))
    assert [reading.station for reading in content.readings] == [108]
    (rejected,) = content.rejected
    assert rejected.line == 2
    return rejected.reason


def test_the_hour_of_the_feed_is_an_hour_in_seoul() -> None:
    content = read_map(feed(SEOUL))
    assert content.observed_at == dt.datetime(2018, 3, 20, 15, tzinfo=KST)
    assert content.precision is Precision.HOUR
    assert [(one.station, one.named_by) for one in content.readings] == [(108, NamedBy.PAGE)]


@pytest.mark.parametrize(
    "root", ["current", 'current xmlns="current"', 'current xmlns="urn:other"', 'k:current xmlns:k="current"', "feed"]
)
def test_namespaces_are_ignored(root: str) -> None:
    assert read_map(feed(SEOUL, root=root)) == read_map(feed(SEOUL))


@pytest.mark.parametrize(
    "variant",
    [
        WINTER.encode("utf-8-sig"),
        WINTER.replace("\n", "\r\n").encode("utf-8-sig"),
        WINTER.replace("\n", "").encode(),
        WINTER.partition("?>\n")[2].encode(),
        WINTER.replace('"', "'").encode(),
        WINTER.replace("<weather", "<!-- 현재 날씨 --><weather").encode(),
    ],
    ids=["BOM", "BOM and CRLF", "one line", "no declaration", "apostrophes", "comment"],
)
def test_the_format_of_the_feed_makes_no_difference(variant: bytes) -> None:
    assert as_json(read_map(variant)) == expected_of(KMA_FOLDER / "map_winter.xml")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(station="999"), "unknown station 999"),
        (row(station=""), "unreadable station number"),
        (row(station="１１２"), "unreadable station number １１２"),
        (row(station="108"), "station 108 already has a reading on line 1"),
        (row(temperature="따뜻함"), "unreadable temperature 따뜻함"),
        (row(temperature="1_0"), "unreadable temperature 1_0"),
        (row(temperature="nan"), "unreadable temperature nan"),
        (row(temperature="60.1"), "temperature 60.1 is outside -60…60 ℃"),
        (row(temperature="1" * 99), f"unreadable temperature {'1' * 30}…"),
        (row(more='rn_hr1="-1"'), "rain of the hour -1 is outside 0…500 mm"),
        (row(more='sd_day="501"'), "new snow of the day 501 is outside 0…500 cm"),
        (row(condition="-", temperature=""), "nothing was observed"),
        (row(condition="맑음" * 20), "the condition is not a word"),
        (row(condition="맑음&#10;흐림"), "the condition is not a word"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_alone_with_its_reason(bad: str, reason: str) -> None:
    assert reason_for(bad) == reason


def test_a_second_row_replaces_an_unusable_first() -> None:
    content = read_map(feed(row(temperature="x"), row(temperature="6.0")))
    assert [(one.line, one.temperature) for one in content.readings] == [(2, 6.0)]
    assert [bad.line for bad in content.rejected] == [1]


@pytest.mark.parametrize(
    "weather",
    [
        'year="2018" month="02" day="30" hour="15"',
        'year="2018" month="13" day="01" hour="15"',
        'year="2018" month="03" day="20" hour="24"',
        'year="0018" month="03" day="20" hour="15"',
        'year="2018" month="03" day="20" hour="-1"',
        'year="2018" month="03" day="20" hour=""',
    ],
)
def test_an_impossible_hour_breaks_the_feed_and_is_named(weather: str) -> None:
    with pytest.raises(BrokenDocument) as broken:
        read_map(feed(SEOUL, weather=weather))
    assert str(broken.value) == f"{weather} is not an hour of the calendar"


def test_a_feed_without_its_hour_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="no weather element"):
        read_map(f"<current>{SEOUL}</current>")
    with pytest.raises(BrokenDocument, match='hour="" is not an hour'):
        read_map(feed(SEOUL, weather='year="2018" month="03" day="20"'))


def test_a_feed_of_two_hours_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="two weather elements"):
        read_map(f"<all>{feed(SEOUL)}{feed(SEOUL)}</all>")


def test_a_feed_without_rows_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="no row of a known station"):
        read_map(feed())


def test_a_feed_without_a_usable_row_is_broken_with_the_first_reason() -> None:
    with pytest.raises(
        BrokenDocument, match="line 1: no row of the table can be parsed; the first: unknown station 999"
    ):
        read_map(feed(row(station="999"), row(temperature="x")))


BOMB = '<!DOCTYPE current [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "document",
    [
        "<!DOCTYPE current>" + feed(SEOUL),
        BOMB + feed(SEOUL.replace("서울", "&c;")),
        '<!DOCTYPE current [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + feed(SEOUL.replace("서울", "&f;")),
        '<!DOCTYPE current SYSTEM "http://127.0.0.1/current.dtd">' + feed(SEOUL),
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE current [<!ENTITY % p SYSTEM "http://127.0.0.1/p"> %p;]>'
        + feed(),
    ],
    ids=["document type", "bomb", "external entity", "external document type", "parameter entity"],
)
def test_a_document_type_and_entities_are_rejected(document: str) -> None:
    with pytest.raises(BrokenDocument, match="document type or entities"):
        read_map(document)


def test_deep_nesting_is_rejected() -> None:
    with pytest.raises(BrokenDocument, match="deeper than 6 levels"):
        read_map(feed("<a>" * 100_000))


def test_a_feed_with_too_many_rows_is_rejected() -> None:
    with pytest.raises(BrokenDocument, match="more than 2000 rows"):
        read_map(feed(SEOUL * 3000))
    with pytest.raises(BrokenDocument, match="longer than 1 MiB"):
        read_map(feed(SEOUL * 30_000))


@pytest.mark.parametrize(
    "document",
    [
        feed(SEOUL)[:-12],
        feed(SEOUL.replace("서울", "&nbsp;")),
        feed(SEOUL.replace("서울", "<")),
        "",
        "점검 중입니다.",
        "<html><br></html>",
    ],
    ids=["cut off", "entity of HTML", "bracket", "empty", "words", "HTML"],
)
def test_ill_formed_xml_is_broken_with_its_line(document: str) -> None:
    with pytest.raises(BrokenDocument, match=r"line 1: the feed is not well-formed XML"):
        read_map(document)
