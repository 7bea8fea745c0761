"""KMA's list of weather warnings; samples stand beside the records that they must give."""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BrokenDocument, ServiceError, ServiceFailure, SourceError
from sources.kma.warning_list import build_url, parse_warning_list
from sources.records import KST, Document
from sources.warnings import UNKNOWN_ZONE, WarningKind, WarningLevel, WarningList, WeatherWarning
from tests.sources.factories import FOLDER, examples
from tests.sources.mutations import FLIPS, MUTATIONS, damaged, flipped

SAMPLES = sorted((FOLDER.parent / "warnings").glob("*.txt"))
DAEGU = "L1140000, 대구광역시, L1140100, 대구중부, 202607281310, 202607281310, 폭염, 경보, 변경,  ,="
COLUMNS = ("upper", "upper_name", "zone", "zone_name", "issued_at", "in_force_from", "kind", "level", "command", "end")


def read(data: bytes | str) -> WarningList:
    return parse_warning_list(Document(data.encode("cp949") if isinstance(data, str) else data))


def table(*rows: str) -> str:
    return "\n".join(
        ["#START7777", "# REG_UP REG_UP_KO REG_ID REG_KO TM_FC TM_EF WRN LVL CMD ED_TM", *rows, "#7777END", ""]
    )


def row(**cells: str) -> str:
    """Return the row of Daegu with other cells."""
    usual = dict(zip(COLUMNS, (cell.strip() for cell in DAEGU.split(",")), strict=False))
    return ", ".join((usual | cells).values()) + ",="


def warning_of(**cells: str) -> WeatherWarning:
    listed = read(table(row(**cells)))
    assert listed.rejected == ()
    (warning,) = listed.warnings
    return warning


def reason_for(bad: str) -> str:
    """Return the reason for which a row is rejected."""
    listed = read(table(DAEGU, bad))
    assert [warning.zone_name for warning in listed.warnings] == ["대구중부"]
    (rejected,) = listed.rejected
    assert rejected.line == 4
    return rejected.reason


def as_json(listed: WarningList) -> Any:
    plain = json.loads(
        json.dumps(
            asdict(listed), default=lambda value: sorted(value) if isinstance(value, frozenset) else value.isoformat()
        )
    )
    rows = [{name: cell for name, cell in one.items() if cell is not None} for one in plain["warnings"]]
    return {name: value for name, value in (plain | {"warnings": rows}).items() if value}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_give_their_records(sample: Path) -> None:
    assert as_json(read(sample.read_bytes())) == json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))


def test_a_row_of_the_real_service_is_read() -> None:
    at = dt.datetime(2026, 7, 28, 13, 10, tzinfo=KST)
    expected = WeatherWarning("L1140100", "대구중부", "폭염", WarningLevel.WARNING, at, at, None, "대구광역시")
    assert read(table(DAEGU)) == WarningList((expected,))


def test_an_empty_table_says_that_there_is_no_warning() -> None:
    assert read(table()) == WarningList(())


@pytest.mark.parametrize(
    "variant",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data.decode("cp949").encode(),
        lambda data: data.decode("cp949").encode(),
        lambda data: data.replace("특보".encode("cp949"), b"\xff\xfe"),
        lambda data: data.replace(b"\n", b" \n"),
    ],
    ids=["CRLF", "UTF-8 with BOM", "UTF-8", "broken comment", "blanks at line ends"],
)
def test_the_format_of_the_table_makes_no_difference(variant: object) -> None:
    assert callable(variant)
    sample = FOLDER.parent / "warnings" / "summer.txt"
    assert read(variant(sample.read_bytes())) == read(sample.read_bytes())


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("예비", WarningLevel.PRELIMINARY),
        ("예비특보", WarningLevel.PRELIMINARY),
        ("주의", WarningLevel.ADVISORY),
        ("주의보", WarningLevel.ADVISORY),
        ("경보", WarningLevel.WARNING),
        ("중대경보", WarningLevel.SEVERE),
        ("3", WarningLevel.WARNING),
    ],
)
def test_levels_are_words_or_codes(printed: str, level: WarningLevel) -> None:
    assert warning_of(level=printed).level is level


@pytest.mark.parametrize(
    ("printed", "kind"),
    [*((kind.value, kind) for kind in WarningKind), ("H", WarningKind.HEAT_WAVE), ("흙비", "흙비")],
)
def test_kinds_are_kmas_words_known_or_not(printed: str, kind: str) -> None:
    assert warning_of(kind=printed).kind == kind


@pytest.mark.parametrize("command", ["발표", "대치", "연장", "변경", "1", "6"])
def test_a_warning_with_these_commands_is_in_force(command: str) -> None:
    assert warning_of(command=command).zone == "L1140100"


@pytest.mark.parametrize("command", ["해제", "대치해제", "변경해제", "3"])
def test_a_warning_that_is_ended_is_left_out(command: str) -> None:
    assert read(table(row(command=command), DAEGU.replace("L1140100", "L1140200"))).warnings[0].zone == "L1140200"
    assert read(table(row(command=command))) == WarningList(())


def test_the_highest_level_of_a_kind_in_a_zone_counts() -> None:
    rows = [row(level=level) for level in ("예비", "경보", "주의")]
    assert [one.level for one in read(table(*rows, row(kind="강풍", level="예비"))).warnings] == [
        "warning",
        "preliminary",
    ]


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("202612312400", dt.datetime(2027, 1, 1, tzinfo=KST)),
        ("202607280000", dt.datetime(2026, 7, 28, tzinfo=KST)),
        ("202602282400", dt.datetime(2026, 3, 1, tzinfo=KST)),
    ],
)
def test_twenty_four_oclock_is_the_end_of_its_day(printed: str, at: dt.datetime) -> None:
    assert warning_of(in_force_from=printed).in_force_from == at


def test_columns_that_kma_adds_are_ignored() -> None:
    assert read(table(DAEGU.replace(",=", ", 새 열, 1,="))) == read(table(DAEGU))
    assert read(table(DAEGU.replace(",  ,=", ""))) == read(table(DAEGU))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(level="초경보"), "unknown level 초경보"),
        (row(level=""), "unknown level "),
        (row(command="정정"), "unknown command 정정"),
        (row(kind=""), "the kind  is not a word"),
        (row(kind="heat"), "the kind heat is not a word"),
        (row(zone="L114010"), "unreadable code of a zone L114010"),
        (row(zone_name=""), "unreadable name "),
        (row(zone_name="가" * 41), f"unreadable name {'가' * 30}…"),
        (row(issued_at="20260728"), "20260728 is not a time"),
        (row(issued_at="202602301310"), "202602301310 is not a time of the calendar"),
        (row(issued_at="199907281310"), "199907281310 is not a time of the calendar"),
        (row(in_force_from="202607282401"), "202607282401 is not a time of the calendar"),
        (row(in_force_from="202607282500"), "202607282500 is not a time of the calendar"),
        ("L1140000, 대구광역시", "the row does not have 9 columns"),
    ],
)
def test_an_unusable_row_is_rejected_alone(bad: str, reason: str) -> None:
    assert reason_for(bad) == reason


def test_the_zone_of_a_rejected_row_is_not_fully_known() -> None:
    assert read(table(DAEGU, row(zone="L1140200", level="초경보"))).unread == {"L1140200"}
    assert read(table(DAEGU, "L1140000, 대구광역시")).unread == {UNKNOWN_ZONE}


def test_a_damaged_word_rejects_its_row() -> None:
    data = table(DAEGU, row(kind="강풍")).encode("cp949").replace("강풍".encode("cp949"), b"\xff\xff\xff")
    assert [one.reason for one in read(data).rejected] == ["the kind \ufffd\ufffd\ufffd is not a word"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a table of the API hub: #START7777 is missing"),
        (table(DAEGU).replace("#START7777", "#START"), "not a table of the API hub: #START7777 is missing"),
        (table(DAEGU).replace("#7777END", ""), "line 5: the table is truncated: #7777END is missing"),
        (table(row(level="?")), "line 3: no row of the list can be parsed; the first: unknown level ?"),
        (b" " * (2**20 + 1), "the table is longer than 1 MiB"),
        (table(*[DAEGU] * 2001), "the table has more than 2000 rows"),
    ],
)
def test_what_is_no_list_is_an_error_and_never_no_warning(data: bytes | str, reason: str) -> None:
    with pytest.raises(BrokenDocument) as broken:
        read(data)
    assert str(broken.value) == reason


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"result":{"status":401,"message":"유효한 인증키가 아닙니다."}}', ServiceFailure.UNKNOWN_KEY),
        ('{"result":{"status":403,"message":"활용신청이 필요한 API 입니다."}}', ServiceFailure.NOT_APPROVED),
        ('{"result":{"status":403,"message":"API 호출 한도를 초과했습니다."}}', ServiceFailure.QUOTA),
        ("<html><body>시스템 점검 중입니다</body></html>", ServiceFailure.MAINTENANCE),
    ],
)
def test_an_error_of_the_hub_is_told_by_its_kind(body: str, kind: ServiceFailure) -> None:
    with pytest.raises(ServiceError) as refused:
        read(body.encode())
    assert refused.value.kind is kind


def test_the_address_asks_for_what_is_issued() -> None:
    base = "https://apihub.kma.go.kr/api/typ01/url/wrn_now_data_new.php"
    assert build_url(base, "k e&y") == f"{base}?fe=f&disp=0&help=0&authKey=k+e%26y"
    assert build_url(f"{base}?tm=1", "key") == f"{base}?tm=1&fe=f&disp=0&help=0&authKey=key"


def check(data: bytes) -> None:
    """Check that each warning of a damaged list stands in one of its lines."""
    try:
        listed = read(data)
    except SourceError:
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp949", "replace")
    assert "#START7777" in text
    assert "#7777END" in text
    lines = text.replace("\r", "\n").split("\n")
    for one in listed.warnings:
        assert any(one.zone in line and one.zone_name in line for line in lines)
        assert any(f"{one.issued_at:%Y%m%d}" in line for line in lines) or "2400" in text
    assert len(listed.rejected) == 0 or listed.unread


@examples(0.6)
@given(st.sampled_from([path.read_bytes() for path in SAMPLES]), MUTATIONS)
def test_a_damaged_list_is_read_or_broken_and_nothing_is_invented(
    data: bytes, mutations: list[tuple[str, int, str]]
) -> None:
    check(damaged(data.decode("cp949"), mutations).encode("cp949", "replace"))


@examples(0.3)
@given(st.sampled_from([path.read_bytes() for path in SAMPLES]), FLIPS)
def test_broken_bytes_in_a_list_invent_nothing(data: bytes, flips: list[tuple[int, int]]) -> None:
    check(flipped(data, flips))


@examples(0.1)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_no_list(data: bytes) -> None:
    with pytest.raises(SourceError):
        read(data)
