import pytest

from sources.errors import BrokenDocument
from sources.records import NamedBy
from tests.factories import CATALOGUE
from tests.sources.factories import read, reading_of, reason_for, text_page


@pytest.mark.parametrize(
    ("line", "condition", "temperature"),
    [
        ("맑음서울17.5℃", "맑음", 17.5),
        ("맑음서울 17.5℃", "맑음", 17.5),
        ("맑음 서울 17.5 ℃", "맑음", 17.5),
        ("맑음서울\N{NO-BREAK SPACE}17.5℃", "맑음", 17.5),
        ("구름조금서울15.4℃", "구름조금", 15.4),
        ("흐리고 비서울15.4℃", "흐리고 비", 15.4),
        ("맑음서울-3.1℃", "맑음", -3.1),
        ("맑음서울−3.1℃", "맑음", -3.1),
        ("맑음서울 ℃", "맑음", None),
        ("맑음서울℃", "맑음", None),
        ("맑음서울- ℃", "맑음", None),
        ("-서울4.9℃", None, 4.9),
        ("- 서울 4.9℃", None, 4.9),
        ("서울4.9℃", None, 4.9),
        ("맑음서울0℃", "맑음", 0.0),
        ("맑음서울17.5°C", "맑음", 17.5),
        ("맑음서울60.0℃", "맑음", 60.0),
        ("맑음서울-60.0℃", "맑음", -60.0),
    ],
)
def test_a_line_is_read(line: str, condition: str | None, temperature: float | None) -> None:
    reading = reading_of(line)
    assert (reading.condition, reading.temperature) == (condition, temperature)
    assert (reading.station, reading.named_by) == (108, NamedBy.PAGE)


def test_the_longest_known_condition_is_the_condition() -> None:
    assert reading_of("비금산14.4℃").station == 238
    assert reading_of("약한비단속금산14.4℃").condition == "약한비단속"


@pytest.mark.parametrize("condition", ["낙뢰", "흙비", "강한눈연속적", "비 뒤 눈", "눈보라", "맑음뒤흐림"])
def test_an_unknown_condition_before_a_known_station_is_kept_as_printed(condition: str) -> None:
    reading = reading_of(f"{condition}북춘천15.0℃")
    assert (reading.condition, reading.station) == (condition, 93)


@pytest.mark.parametrize("station", ["북대전", "경기광주", "새서울", "독도"])
def test_an_unknown_station_does_not_match_a_part_of_its_name(station: str) -> None:
    assert reason_for(f"맑음{station}15.0℃") == f"unknown station {station}"


@pytest.mark.parametrize(
    ("name", "number", "where"),
    [("진도(첨찰산)", 175, "on a mountain"), ("격렬비도", 229, "on an islet"), ("주암", 256, "closed")],
)
def test_a_station_that_is_not_in_the_catalogue_is_named_as_one(name: str, number: int, where: str) -> None:
    assert number not in CATALOGUE.numbers
    expected = f"{name} is KMA's station {number}, {where}, which represents no district: not used"
    assert reason_for(f"맑음{name}15.0℃") == expected


def test_a_station_that_is_not_in_the_catalogue_holds_its_place_in_the_order() -> None:
    page = read(text_page("맑음순천15.0℃", "맑음진도(첨찰산)9.0℃", "흐림14.0℃", "맑음서청주13.0℃"))
    assert [(reading.station, reading.named_by) for reading in page.readings] == [
        (174, NamedBy.PAGE),
        (177, NamedBy.POSITION),
        (181, NamedBy.PAGE),
    ]
    # Where it is printed out of its order, no other line is named by its position.
    other = read(text_page("맑음진도(첨찰산)9.0℃", "맑음순천15.0℃", "흐림14.0℃", "맑음서청주13.0℃"))
    assert [reading.station for reading in other.readings] == [174, None, 181]


def test_every_station_is_read_by_each_of_its_printed_names() -> None:
    for station in CATALOGUE:
        for name in (station.names["ko"], *station.aliases):
            assert reading_of(f"구름많음{name}-1.5℃").station == station.number


@pytest.mark.parametrize("number", ["60.1", "-60.1", "−99.9", "999"])
def test_an_impossible_temperature_is_rejected_with_a_reason(number: str) -> None:
    assert reason_for(f"맑음서울{number}℃") == f"{number} ℃ is outside -60…60 ℃"


@pytest.mark.parametrize("number", ["1.2.3", "1,5", "17.", "+", "1234", ".5"])
def test_an_invalid_number_is_rejected(number: str) -> None:
    assert reason_for(f"맑음서울{number}℃") == f"unreadable temperature {number}"


def test_a_hyphen_that_may_be_a_condition_or_a_sign_is_not_guessed() -> None:
    assert "hyphen" in reason_for("-14.9℃")
    lines = ("맑음속초18.5℃", "--14.9℃", "- 14.9℃", "−14.9℃")
    assert [reading.temperature for reading in read(text_page(*lines)).readings] == [18.5, -14.9, 14.9, -14.9]


def test_a_line_without_degrees_between_others_is_rejected_alone() -> None:
    page = read(text_page("맑음속초18.5℃", "@@@", "맑음철원15.4℃"))
    assert [reading.station for reading in page.readings] == [90, 95]
    assert [(bad.line, bad.text) for bad in page.rejected] == [(4, "@@@")]
    assert "no temperature" in page.rejected[0].reason


def test_a_line_with_an_unknown_station_is_rejected_alone() -> None:
    assert reason_for("맑음평양15.0℃") == "unknown station 평양"


def test_a_station_without_any_figure_is_rejected() -> None:
    assert reason_for("서울 ℃") == "neither a condition nor a temperature"


def test_a_huge_line_is_rejected_alone() -> None:
    assert "no temperature" in reason_for("맑음" * 100_000 + "℃")


def test_the_second_reading_of_a_station_is_rejected() -> None:
    page = read(text_page("맑음속초18.5℃", "맑음14.9℃", "맑음철원15.4℃", "맑음속초1.0℃"))
    assert [reading.temperature for reading in page.readings] == [18.5, 14.9, 15.4]
    assert page.rejected[0].reason == "속초 already has a reading on line 3"


def test_an_unnamed_line_has_no_station_if_its_position_is_ambiguous() -> None:
    page = read(text_page("맑음속초18.5℃", "맑음14.9℃", "흐림13.0℃", "맑음동두천16.0℃"))
    assert [(one.station, one.named_by) for one in page.readings[1:3]] == [(None, None), (None, None)]
    assert page.rejected == ()


def test_a_rejected_line_still_holds_its_place() -> None:
    page = read(text_page("맑음속초99.9℃", "맑음14.9℃", "맑음철원15.4℃"))
    assert [(one.station, one.named_by) for one in page.readings] == [(93, NamedBy.POSITION), (95, NamedBy.PAGE)]


def test_an_unknown_station_next_to_an_unnamed_line_leaves_it_unnamed() -> None:
    page = read(text_page("맑음속초18.5℃", "맑음설악산3.0℃", "맑음14.9℃", "맑음철원15.4℃"))
    assert [reading.station for reading in page.readings] == [90, None, 95]


def test_an_unknown_station_does_not_replace_another() -> None:
    page = read(text_page("맑음속초18.5℃", "맑음설악산3.0℃", "맑음철원15.4℃"))
    assert [reading.station for reading in page.readings] == [90, 95]


@pytest.mark.parametrize(
    "lines",
    [
        ("7 °C",),
        ("오늘 12°C",),
        ("반죽 온도 27℃", "비닐하우스 온도 20℃", "눈높이 25℃", "오븐 200℃"),
        ("– 240 ℃", "+120 ℃"),
        ("Backzeit 35 min bei 200 °C",),
    ],
)
@pytest.mark.parametrize("bullet", ["• ", ""])
def test_temperatures_without_stations_and_conditions_are_no_ticker(lines: tuple[str, ...], bullet: str) -> None:
    article = "새 도서관이 문을 열었다\n • 해당된 기사를 공유합니다\n시민이 많이 찾았다.\n"
    page = read("".join(f"{bullet}{line}\n" for line in lines) + article)
    assert (page.readings, page.rejected) == ((), ())
    assert page.article is not None


def test_a_ticker_of_which_every_name_is_unknown_is_reported() -> None:
    with pytest.raises(BrokenDocument, match="no line of the ticker can be parsed; the first: unknown station 속쵸"):
        read(text_page("맑음속쵸18.5℃", "구름조금철언15.4℃"))
