import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from openpyxl import Workbook

from sources.errors import BrokenDocument
from sources.kma.town_table import Town, TownTable, parse_towns
from tests.sources.factories import examples
from tests.sources.mutations import FLIPS, MUTATIONS, damaged, flipped

SAMPLE = (Path(__file__).parents[2] / "data" / "towns" / "places.csv").read_text(encoding="utf-8")
HEADER = "1단계,2단계,3단계,경도(초/100),위도(초/100)"
YEOKSAM = Town("서울", "강남구", "역삼1동", 37.4926, 127.0355)
ROW = "서울특별시,강남구,역삼1동,127.0355,37.4926"


def read(*rows: str, header: str = HEADER) -> TownTable:
    return parse_towns("\n".join([header, *rows]).encode())


def reason_for(row: str) -> str:
    """Return the reason for which a row is rejected."""
    table = read(ROW, row)
    assert table.towns == (YEOKSAM,)
    (rejected,) = table.rejected
    assert rejected.line == 3
    return rejected.reason


def workbook(*rows: str) -> bytes:
    """Return an XLSX in which figures are numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell or None for cell in row.split(",")])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(data: bytes, change: Callable[[bytes], bytes], name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Return an XLSX with one part replaced."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return file.getvalue()


def test_only_towns_of_the_table_are_read() -> None:
    table = parse_towns(SAMPLE.encode())
    assert (len(table.towns), table.regions, table.rejected) == (13, 5, ())
    assert table.towns[0] == YEOKSAM
    assert Town("세종", "", "조치원읍", 36.6013, 127.2995) in table.towns
    assert Town("경기", "수원시 영통구", "영통1동", 37.2456, 127.0722) in table.towns
    assert Town("강원", "강릉시", "중앙동", 37.7535, 128.8964) in table.towns


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_encoding_is_detected(encoding: str, end: str) -> None:
    assert parse_towns(SAMPLE.replace("\n", end).encode(encoding)) == parse_towns(SAMPLE.encode())


def test_an_xlsx_gives_the_same_towns_as_a_csv() -> None:
    assert parse_towns(workbook(*SAMPLE.splitlines())) == parse_towns(SAMPLE.encode())


def test_columns_may_have_any_order_and_spacing() -> None:
    row = "127.0355,37.4926,60,역삼1동,강남구,서울특별시"
    table = read("", " , ", row, header="기상청 격자\n경도 (초/100),위도(초/100) ,격자X,3 단계,2단계,１단계")
    assert table == TownTable((YEOKSAM,), 0, ())


@pytest.mark.parametrize("province", ["강원도", "강원특별자치도", "강원"])
def test_a_province_is_known_by_its_old_names_too(province: str) -> None:
    assert read(f"{province},강릉시,중앙동,128.9,37.75").towns[0].province == "강원"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",강남구,역삼2동,127.05,37.5", "unknown province"),
        ("함경북도,청진시,포항동,129.8,41.8", "unknown province 함경북도"),
        ("서울특별시,강남구,Yeoksam,127.05,37.5", "unreadable name Yeoksam"),
        ("서울특별시,강남구,<b>역삼</b>,127.05,37.5", "unreadable name <b>역삼</b>"),
        ("서울특별시,?,역삼2동,127.05,37.5", "unreadable name ?"),
        ("서울특별시,강남구,역삼2동,,37.5", "unreadable 경도(초/100)"),
        ("서울특별시,강남구,역삼2동,127.05", "unreadable 위도(초/100)"),
        ("서울특별시,강남구,역삼2동,nan,37.5", "unreadable 경도(초/100) nan"),
        ("서울특별시,강남구,역삼2동,1e2,37.5", "unreadable 경도(초/100) 1e2"),
        ("서울특별시,강남구,역삼2동,127.05,-37.5", "unreadable 위도(초/100) -37.5"),
        ("서울특별시,강남구,역삼2동,37.5,127.05", "위도(초/100) 127.05 is outside Korea (32…39°)"),
        ("서울특별시,강남구,역삼2동,135.5,37.5", "경도(초/100) 135.5 is outside Korea (124…132°)"),
        (ROW, "this town is already in the table"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_alone_with_its_reason(row: str, reason: str) -> None:
    assert reason_for(row) == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the table is empty"),
        (b" \n", "the table is empty"),
        (b"hello\n", "this is not KMA's table of places: no row has the columns 1단계, 2단계, 3단계, "),
        (b"\xff\xfe\xfd", "utf-16"),
        (HEADER.encode(), "the table has no usable town"),
        (f"{HEADER}\n서울특별시,강남구,역삼1동,0,0".encode(), "; the first is line 2: 위도(초/100) 0 is outside Korea"),
        (f"{HEADER}\n{'가' * 140_000}".encode(), "line 2: not a table: field larger than field limit"),
        (f"{HEADER}\n".encode() + b",\n" * 20_000, "the table has more than 20000 rows"),
        (b"x" * (5 * 2**20 + 1), "the table is longer than 5 MiB"),
        (b"PK\x03\x04", "this XLSX cannot be read"),
        (workbook(HEADER, ROW)[:-300], "this XLSX cannot be read"),
    ],
)
def test_an_unusable_table_is_rejected_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument) as error:
        parse_towns(data)
    assert reason in str(error.value)


WORKBOOK = workbook(*SAMPLE.splitlines())
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def test_a_workbook_that_states_other_dimensions_is_read_whole() -> None:
    stated = with_part(WORKBOOK, lambda sheet: sheet.replace(b"A1:P19", b"A1:B2"))
    assert stated != with_part(WORKBOOK, bytes)
    assert parse_towns(stated) == parse_towns(SAMPLE.encode())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda sheet: sheet.replace(b"<worksheet", LAUGHS + b"<worksheet", 1),
            "this XLSX cannot be read; save it again, or as CSV",
        ),
        (lambda sheet: sheet + b" " * (16 * 2**20), "the table is longer than 16 MiB unpacked"),
        (lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + b"<row/>" * 500_000), "more than 500000 tags"),
        (lambda sheet: sheet.replace(b'<row r="19"', b'<row r="1000000"'), "the table has more than 20000 rows"),
        (lambda sheet: sheet[:-400], "this XLSX cannot be read"),
    ],
)
def test_a_zip_bomb_or_truncated_xlsx_is_rejected(change: Callable[[bytes], bytes], reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        parse_towns(with_part(WORKBOOK, change))


def test_an_xlsx_with_many_styles_is_rejected() -> None:
    many = with_part(
        WORKBOOK, lambda styles: styles.replace(b"<fonts", b"<x/>" * 20_000 + b"<fonts", 1), "xl/styles.xml"
    )
    with pytest.raises(BrokenDocument, match="the table has more than 20000 tags outside of its cells"):
        parse_towns(many)


def test_an_xlsx_with_many_parts_is_rejected() -> None:
    file = io.BytesIO(WORKBOOK)
    with ZipFile(file, "a") as archive:
        for number in range(200):
            archive.writestr(f"docProps/{number}.xml", b"")
    with pytest.raises(BrokenDocument, match="the table has more than 200 parts"):
        parse_towns(file.getvalue())


@examples(0.25)
@given(MUTATIONS)
def test_a_damaged_text_invents_nothing(mutations: list[tuple[str, int, str]]) -> None:
    text = damaged(SAMPLE, mutations)
    try:
        table = parse_towns(text.encode("utf-8", "replace"))
    except BrokenDocument:
        return
    for town in table.towns:
        assert town.name in text
        assert 32 <= town.latitude <= 39
        assert 124 <= town.longitude <= 132


@examples(0.25)
@given(FLIPS)
def test_a_damaged_xlsx_is_read_or_rejected(flips: list[tuple[int, int]]) -> None:
    try:
        table = parse_towns(flipped(WORKBOOK, flips))
    except BrokenDocument:
        return
    assert table.towns
