import datetime as dt

import pytest

from sources.errors import BrokenDocument
from sources.records import KST, NamedBy, Precision, Reading
from tests.sources.factories import KMA_FOLDER, as_json, expected_of, read_cities

SUMMER = (KMA_FOLDER / "city_summer.html").read_text(encoding="utf-8")
HEADERS = ("이름", "현재일기&nbsp;", "시정<br/>km", "현재<br/>기온", "습도<br/>%", "풍향", "풍속<br/>m/s")
SEOUL = ("서울", "맑음", "20 이상", "4.9", "40", "북서", "2.5")
TIME = "<p><strong>기상실황표</strong>2026.09.25.19:00</p>"


def row(*cells: str, link: str | None = "city-obs.do?tm=2026.9.25.19:00&amp;stn=108") -> str:
    name, *others = cells
    first = name if link is None else f'<a href="{link}">{name}</a>'
    return f"<tr><td>{first}</td>{''.join(f'<td>{cell}</td>' for cell in others)}</tr>"


def page(*rows: str, headers: tuple[str, ...] = HEADERS, time: str = TIME) -> str:
    head = "".join(f'<th scope="col">{header}</th>' for header in headers)
    return f"{time}<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def seoul(headers: tuple[str, ...] = HEADERS, **changes: str) -> Reading:
    """Return the reading of Seoul's row after changes of its cells."""
    cells = dict(
        zip(("name", "condition", "visibility", "temperature", "humidity", "wind", "speed"), SEOUL, strict=True)
    )
    (reading,) = read_cities(page(row(*(cells | changes).values()), headers=headers)).readings
    return reading


def reason_for(bad: str) -> str:
    """Return the reason for which a row is rejected."""
    content = read_cities(page(row(*SEOUL), bad))
    assert [reading.station for reading in content.readings] == [108]
    (rejected,) = content.rejected
    assert rejected.line == 2
    return rejected.reason


def test_the_time_of_the_page_is_an_hour_in_seoul() -> None:
    content = read_cities(page(row(*SEOUL)))
    assert content.observed_at == dt.datetime(2026, 9, 25, 19, tzinfo=KST)
    assert content.precision is Precision.HOUR
    assert content.readings == (
        Reading(
            1, "맑음", 4.9, 108, NamedBy.PAGE,
            humidity=40.0, wind_direction=315.0, wind_speed=2.5, visibility=20.0,
        ),
    )  # fmt: skip


def test_columns_are_found_by_their_headers() -> None:
    headers, cells = (
        ("풍속(m/s)", "현재기온(℃)", "해면기압", "이름", "체감 온도"),
        ("1.5", "-3.0", "1020.1", "서울", "-6.1"),
    )
    linked = row(*cells, link=None).replace("서울", '<a href="?stn=108">서울</a>')
    (reading,) = read_cities(page(linked, headers=headers)).readings
    assert reading == Reading(1, None, -3.0, 108, NamedBy.PAGE, wind_speed=1.5, feels_like=-6.1, pressure=1020.1)


def test_a_table_within_a_table_is_read_the_same() -> None:
    inner = page(row(*SEOUL), time="")
    outer = f"{TIME}<table><tr><th>메뉴</th></tr><tr><td>날씨</td><td>{inner}</td></tr></table>"
    assert read_cities(outer) == read_cities(page(row(*SEOUL)))


def test_a_head_need_not_be_marked() -> None:
    plain = page(row(*SEOUL)).replace("<thead>", "").replace("</thead>", "").replace("<tbody>", "")
    assert read_cities(plain) == read_cities(page(row(*SEOUL)))


def test_a_table_with_endless_spans_is_no_such_table() -> None:
    wide = f"<table><thead>{'<tr>' + '<th rowspan=9999 colspan=9999>현재기온</th>' * 1000 + '</tr>'}</thead></table>"
    with pytest.raises(BrokenDocument, match="no table of KMA's cities"):
        read_cities(TIME + wide * 10)


@pytest.mark.parametrize("header", ["풍속<br/>km/h", "적설<br/>cm", "불쾌<br/>지수", "돌풍"])
def test_a_column_of_another_unit_or_kind_is_not_read(header: str) -> None:
    assert seoul((*HEADERS[:-1], header)).wind_speed is None


@pytest.mark.parametrize(
    ("printed", "speed"),
    [
        ("<script>writeWindSpeed('8.6', false, '', '', 1);</script>", 8.6),
        ('<script>\n  writeWindSpeed( "0.0" );</script>', 0.0),
        ("<script>writeWindSpeed('', false, '', '', 1);</script>", None),
        ("<script>alert('8.6')</script>", None),
        ("8.6", 8.6),
    ],
)
def test_the_wind_speed_is_read_from_its_script_or_text(printed: str, speed: float | None) -> None:
    assert seoul(speed=printed).wind_speed == speed


@pytest.mark.parametrize(
    ("word", "degrees"),
    [("북", 0.0), ("동북동", 67.5), ("남남서", 202.5), ("북북서", 337.5), ("정온", None), ("", None)],
)
def test_a_wind_direction_is_given_in_degrees(word: str, degrees: float | None) -> None:
    assert seoul(wind=word).wind_direction == degrees


@pytest.mark.parametrize("printed", ["", "&nbsp;", " \n", "-"])
def test_an_empty_cell_is_a_missing_value_and_zero_is_not(printed: str) -> None:
    reading = seoul(temperature=printed, humidity="0")
    assert (reading.temperature, reading.humidity) == (None, 0.0)


def test_a_row_without_a_link_is_found_by_its_printed_name() -> None:
    (reading,) = read_cities(page(row("홍성(예)", *SEOUL[1:], link=None))).readings
    assert reading.station == 177


@pytest.mark.parametrize(
    "variant",
    [
        SUMMER.encode("utf-8-sig"),
        SUMMER.replace("\n", "\r\n").encode(),
        SUMMER.replace("\n", "").encode(),
        SUMMER.replace("'", '"').replace('="', "='").replace('">', "'>").replace('" ', "' ").encode(),
        SUMMER.replace("<td>", "\n<td class='x'>\n").encode(),
    ],
    ids=["BOM", "CRLF", "one line", "apostrophes", "attributes"],
)
def test_the_format_of_the_page_makes_no_difference(variant: bytes) -> None:
    assert as_json(read_cities(variant)) == expected_of(KMA_FOLDER / "city_summer.html")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(*SEOUL), "station 108 already has a reading on line 1"),
        (row(*SEOUL, link="?stn=999"), "unknown station 999"),
        (row(*SEOUL, link=None), "station 108 already has a reading on line 1"),
        (row("새마을", *SEOUL[1:], link=None), "no station number, and no station of the name 새마을"),
        (row(*SEOUL[:3], "따뜻함", *SEOUL[4:], link="?stn=112"), "unreadable temperature 따뜻함"),
        (row(*SEOUL[:3], "2\0.8", *SEOUL[4:], link="?stn=112"), "unreadable temperature 2\N{REPLACEMENT CHARACTER}.8"),
        (
            row(*SEOUL[:6], "<script>writeWindSpeed('1.0');< /script></td><td>1.0", link="?stn=112"),
            "unreadable wind speed \N{REPLACEMENT CHARACTER}",
        ),
        (row(*SEOUL[:4], "101", *SEOUL[5:], link="?stn=112"), "humidity 101 is outside 0…100 %"),
        (row(*SEOUL[:5], "위", "1.0", link="?stn=112"), "unreadable wind direction 위"),
        (row("인천", *[""] * 6, link="?stn=112"), "nothing was observed"),
        (row("인천", "관측 없음", link="?stn=112"), "the row does not have a cell for each column"),
        (
            row(*SEOUL[:6], "<script>writeWindSpeed('6.0');</script>1", link="?stn=112"),
            "unreadable wind speed 6.0 1",
        ),
        (row("인천", "맑음</>td>", *SEOUL[2:], link="?stn=112"), "the condition is not a word"),
        (row("인천", "맑\0음", *SEOUL[2:], link="?stn=112"), "the condition is not a word"),
        (row(*SEOUL[:3], "4.98", *SEOUL[4:], link="?stn=112"), "unreadable temperature 4.98"),
        (row(*SEOUL[:3], "4.9100", *SEOUL[4:], link="?stn=112"), "unreadable temperature 4.9100"),
        (row("인천", "맑음" * 20, *SEOUL[2:], link="?stn=112"), "the condition is not a word"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_alone_with_its_reason(bad: str, reason: str) -> None:
    assert reason_for(bad) == reason


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        ("", "has no time"),
        ("<p>기상실황표</p>", "has no time"),
        ("<p>기상실황표2026.02.30.19:00</p>", "2026.02.30.19:00 is not an hour"),
        ("<p>기상실황표2026.09.25.24:00</p>", "2026.09.25.24:00 is not an hour"),
        ("<p>기상실황표2026.09.25.19:30</p>", "no time of a full hour"),
        (TIME + TIME.replace("19", "20"), "two times"),
    ],
)
def test_a_table_without_one_full_hour_is_broken(time: str, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        read_cities(page(row(*SEOUL), time=time))


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (
            "<html><head><title>서비스 점검 안내</title></head><body>점검 중입니다.</body></html>",
            "its title is: 서비스 점검 안내",
        ),
        ("<title>\n404\n</title>" + TIME, "its title is: 404"),
        (page(row(*SEOUL), headers=("이름", *HEADERS[1:3], "어제 기온", *HEADERS[4:])), "no table of KMA's cities"),
        ("", "no table of KMA's cities"),
        ("not HTML", "no table of KMA's cities"),
        (page(row(*SEOUL), headers=(*HEADERS[:5], "풍속", "풍속")), "two columns 풍속"),
        (page(), "no row of a known station"),
        (page(row(*SEOUL, link="?stn=1")), "no row of the table can be parsed; the first: unknown station 1"),
    ],
)
def test_a_page_that_is_no_such_table_is_refused_with_the_reason(document: str, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        read_cities(document)


def test_a_page_with_too_many_rows_is_rejected() -> None:
    with pytest.raises(BrokenDocument, match="more than 2000 rows"):
        read_cities(page(*[row(*SEOUL)] * 2001))
    with pytest.raises(BrokenDocument, match="longer than 1 MiB"):
        read_cities(page(*[row(*SEOUL)] * 10_000))
