"""KMA's list of warning zones, and its comparison with the table."""

import datetime as dt
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BrokenDocument, ServiceError, SourceError
from sources.kma.warning_regions import ListedZone, find_differences, main, parse_warning_regions
from sources.korea.warning_zones import load_zones
from sources.records import KST, Document
from tests.sources.factories import examples
from tests.sources.mutations import MUTATIONS, damaged

CUT = dt.datetime(2026, 5, 31, 13, 30, tzinfo=KST)
# Rows as the service gave them.
ROWS = (
    "L1000000 200507010000 210012310000 00000001 00000000 전국                                     전국",
    "L1140000 200507010000 210012310000 00000002 L1000000 대구                                     대구광역시",
    "L1070100 200507010000 202605311329 00000013 L1140000 대구                                     대구광역시",
    "L1140100 202605311330 210012310000 00000013 L1140000 대구중부                                 대구중부",
    "L1091300 202605311330 210012310000 00000002 L1090000 제주시(산지 제외)                        제주시(산지 제외)",
)


def table(*rows: str) -> str:
    return "\n".join(
        ["#START7777", "# REG_ID TM_ST        TM_ED        REG_SP   REG_UP   REG_KO REG_NAME", *rows, "#7777END"]
    )


def read(text: str) -> tuple[ListedZone, ...]:
    return parse_warning_regions(Document(text.encode("cp949", "replace")))


def every_zone() -> list[str]:
    """Return a row for each zone of the table, as KMA lists it."""
    return [
        f"{zone.code} {(zone.valid_from or CUT - dt.timedelta(days=9000)):%Y%m%d%H%M}"
        f" {'210012310000' if zone.valid_until is None else '202605311329'} 00000013 {zone.upper or '00000000'}"
        f" {zone.name}    {zone.name}"
        for zone in load_zones().values()
    ]


def test_rows_of_the_real_service_are_read() -> None:
    _, _, old, new, jeju = read(table(*ROWS))
    begin = dt.datetime(2005, 7, 1, tzinfo=KST)
    assert old == ListedZone("L1070100", "대구광역시", "L1140000", begin, CUT - dt.timedelta(minutes=1))
    assert new == ListedZone("L1140100", "대구중부", "L1140000", CUT, None)
    assert jeju.name == "제주시(산지 제외)"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("L1140100 202605311330", "line 3: unreadable row of a zone"),
        (ROWS[3].replace("202605311330", "202613311330"), "line 3: 202613311330 or 210012310000 is not a time"),
    ],
)
def test_an_unreadable_row_is_an_error(bad: str, reason: str) -> None:
    with pytest.raises(BrokenDocument) as broken:
        read(table(bad))
    assert str(broken.value).startswith(reason)


def test_an_error_of_the_hub_is_told() -> None:
    with pytest.raises(ServiceError):
        parse_warning_regions(Document(b'{"result":{"status":401,"message":"no"}}'))


@pytest.mark.parametrize("now", [CUT - dt.timedelta(minutes=1), CUT])
def test_the_table_agrees_with_itself_before_and_after_the_cut(now: dt.datetime) -> None:
    assert list(find_differences(read(table(*every_zone())), now)) == []


def test_another_cut_is_told() -> None:
    rows = [
        *(row.replace("대구중부", "대구중앙") for row in every_zone() if not row.startswith("L1081400")),
        "L1083500 202611010000 210012310000 00000013 L1080000 진주북부    진주시북부",
        "S1999999 202611010000 210012310000 00000013 S1000000 바다    바다",
    ]
    assert sorted(find_differences(read(table(*rows)), dt.datetime(2026, 12, 1, tzinfo=KST))) == [
        "L1081400 진주시: in the table, but no longer valid",
        "L1083500 진주시북부: not in the table; above it is L1080000, since 2026-11-01 00:00",
        "L1140100 대구중앙: the table calls it 대구중부",
    ]


def test_the_differences_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = tmp_path / "regions.txt"
    answer.write_bytes(table(*every_zone()[1:]).encode("cp949"))
    monkeypatch.setattr(sys, "argv", ["warning_regions", str(answer)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().out == "L1000000 전국: in the table, but no longer valid\n"


@examples(0.2)
@given(MUTATIONS)
def test_a_damaged_list_is_read_or_broken(mutations: list[tuple[str, int, str]]) -> None:
    text = damaged(table(*ROWS), mutations)
    try:
        zones = read(text)
    except SourceError:
        return
    for zone in zones:
        assert zone.code in text
        assert zone.upper in text


@examples(0.1)
@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_no_list(data: bytes) -> None:
    with pytest.raises(SourceError):
        parse_warning_regions(Document(data))
