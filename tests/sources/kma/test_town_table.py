import io
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from sources.errors import BrokenDocument
from sources.kma.town_table import Town, TownTable, parse_towns
from sources.records import Rejected
from tests.sources.factories import examples
from tests.sources.mutations import FLIPS, MUTATIONS, damaged, flipped

SAMPLES = Path(__file__).parents[2] / "data" / "towns"
SAMPLE = (SAMPLES / "places.csv").read_text(encoding="utf-8")
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


def workbook(*rows: str, before: int = 0) -> bytes:
    """Return an XLSX in which figures are numbers, with other sheets before the table."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number in range(before):
        sheet.append([f"설명 {number}", "기상청"])
        sheet = book.create_sheet()
    for row in rows:
        sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell or None for cell in row.split(",")])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(**files: bytes) -> bytes:
    """Return a ZIP in which `__` in a name is a dot."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
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


@pytest.mark.parametrize("name", ["former_names.csv", "july_2026.txt", "semicolons.csv"])
def test_a_table_of_any_year_gives_the_districts_of_today(name: str) -> None:
    table = parse_towns((SAMPLES / name).read_bytes())
    expected = json.loads((SAMPLES / name).with_suffix(".json").read_text(encoding="utf-8"))
    assert table == TownTable(tuple(Town(**town) for town in expected["towns"]), expected["regions"], ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_the_encoding_and_the_separator_are_detected(encoding: str, end: str, separator: str) -> None:
    written = SAMPLE.replace("\n", end).replace(",", separator)
    assert parse_towns(written.encode(encoding)) == parse_towns(SAMPLE.encode())


@given(st.lists(st.text('가나다 ,;\t"abc0', max_size=12), max_size=40), st.sampled_from(",\t;|"))
def test_lines_before_the_table_do_not_matter(lines: list[str], separator: str) -> None:
    # A quote would join lines.
    above = "\n".join(line.replace('"', "") for line in lines)
    written = f"{above}\n{SAMPLE.replace(',', separator)}"
    assert parse_towns(written.encode()).towns == parse_towns(SAMPLE.encode()).towns


@pytest.mark.parametrize("before", [0, 1, 3])
def test_an_xlsx_gives_the_same_towns_as_a_csv(before: int) -> None:
    assert parse_towns(workbook(*SAMPLE.splitlines(), before=before)) == parse_towns(SAMPLE.encode())


def test_the_table_is_found_in_a_zip() -> None:
    guide = zipped(word__xml=b"<w/>")
    for table, name in ((WORKBOOK, "격자__xlsx"), (SAMPLE.encode("cp949"), "table__CSV")):
        data = zipped(**{"가이드__docx": guide, name: table, "readme__txt": b"not a table"})
        assert parse_towns(data) == parse_towns(SAMPLE.encode())


def test_a_zip_with_several_tables_is_rejected_with_their_names() -> None:
    data = zipped(a__csv=SAMPLE.encode(), b__xlsx=WORKBOOK)
    with pytest.raises(BrokenDocument, match=r"the ZIP holds several tables: a\.csv, b\.xlsx; unpack it"):
        parse_towns(data)


def test_the_name_of_a_table_in_a_korean_zip_is_readable() -> None:
    # Windows writes names in cp949 and does not say so; zipfile writes those that are ASCII without a mark, too.
    data = zipped(xxxx__csv=SAMPLE.encode(), b__csv=SAMPLE.encode()).replace(b"xxxx", "격자".encode("cp949"))
    with pytest.raises(BrokenDocument, match=r"the ZIP holds several tables: 격자\.csv, b\.csv"):
        parse_towns(data)


def test_columns_may_have_any_order_and_spacing() -> None:
    row = "127.0355,37.4926,60,역삼1동,강남구,서울특별시"
    table = read("", " , ", row, header="기상청 격자\n경도 (초/100),위도(초/100) ,격자X,3 단계,2단계,１단계")
    assert table == TownTable((YEOKSAM,), 0, ())


def test_what_follows_a_slash_is_a_remark() -> None:
    assert read("제주특별자치도,서귀포시,대정읍/마라도포함,126.25,33.22").towns[0].name == "대정읍"


def test_a_ward_that_is_newer_than_the_tables_counts_as_its_city() -> None:
    town = read("경기도,평택시새로운구,비전1동,127.1,36.99").towns[0]
    assert (town.province, town.district) == ("경기", "평택시")


@pytest.mark.parametrize("district", ["", "세종특별자치시"])
def test_sejong_has_no_district(district: str) -> None:
    town = read(f"세종특별자치시,{district},조치원읍,127.3,36.6").towns[0]
    assert town.key == ("세종", "", "조치원읍")


@pytest.mark.parametrize("province", ["강원도", "강원특별자치도", "강원"])
def test_a_province_is_known_by_its_old_names_too(province: str) -> None:
    assert read(f"{province},강릉시,중앙동,128.9,37.75").towns[0].province == "강원"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",강남구,역삼2동,127.05,37.5", "unknown province"),
        ("함경북도,청진시,포항동,129.8,41.8", "unknown province"),
        ("서울특별시,강남구,Yeoksam,127.05,37.5", "unreadable name"),
        ("서울특별시,강남구,<b>역삼,127.05,37.5", "unreadable name"),
        ("서울특별시,강남구,/역삼2동,127.05,37.5", "unreadable name"),
        ("서울특별시,?,역삼2동,127.05,37.5", "unknown district"),
        ("서울특별시,,역삼2동,127.05,37.5", "unknown district"),
        ("경기도,강릉시,중앙동,127.05,37.5", "unknown district"),
        ("서울특별시,강남구,역삼2동,,37.5", "unreadable 경도(초/100)"),
        ("서울특별시,강남구,역삼2동,127.05", "the row is cut off before 위도(초/100)"),
        ("서울특별", "the row is cut off before 2단계"),
        ("서울특별시,강남구,역삼2동,nan,37.5", "unreadable 경도(초/100)"),
        ("서울특별시,강남구,역삼2동,1e2,37.5", "unreadable 경도(초/100)"),
        ("서울특별시,강남구,역삼2동,127.05,-37.5", "unreadable 위도(초/100)"),
        ("서울특별시,강남구,역삼2동,37.5,127.05", "경도(초/100) and 위도(초/100) look swapped"),
        ("서울특별시,강남구,역삼2동,127.05,39.5", "위도(초/100) is outside Korea (32…39°)"),
        ("서울특별시,강남구,역삼2동,135.5,37.5", "경도(초/100) is outside Korea (124…132°)"),
        (ROW, "this town is already in the table"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_alone_with_its_reason(row: str, reason: str) -> None:
    assert reason_for(row) == reason


def test_a_row_that_is_cut_off_in_front_of_all_columns_is_quoted() -> None:
    table = read(f"kor,11,{ROW}", "kor,12", header=f"구분,행정구역코드,{HEADER}")
    assert (table.regions, table.rejected) == (0, (Rejected(3, "kor 12", "the row is cut off before 1단계"),))


def test_a_town_in_two_spellings_is_one_town() -> None:
    table = read(ROW, ROW.replace("역삼1동", "역삼제1동"), ROW.replace("역삼1동", "역삼제2동"))
    assert [town.name for town in table.towns] == ["역삼1동", "역삼제2동"]
    assert (table.merged, table.rejected) == (1, ())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the table is empty"),
        (b" \n", "the table is empty"),
        (b"hello\n", "this is not KMA's table of places: no row has the columns 1단계, 2단계, 3단계, "),
        (b"\xff\xfe\xfd", "utf-16"),
        (HEADER.encode(), "the table has no usable town"),
        (f"{HEADER}\n서울특별시,강남구,역삼1동,0,0".encode(), "; the first is line 2: 위도(초/100) is outside Korea"),
        (f"{HEADER}\n{'가' * 140_000}".encode(), "line 2: not a table: field larger than field limit"),
        (f"{HEADER}\n".encode() + b",\n" * 50_000, "the table has more than 50000 rows"),
        (b"x" * (20 * 2**20 + 1), "the table is longer than 20 MiB"),
        (b"PK\x03\x04", "this XLSX or ZIP cannot be read"),
        (workbook(HEADER, ROW)[:-300], "this XLSX or ZIP cannot be read"),
        (zipped(a__docx=b"", b__hwp=b""), "the ZIP holds no table (.xlsx, .csv, .tsv, .txt)"),
        (
            zipped(a__csv=b"a,b\n", b__txt=b"c"),
            "the ZIP holds no table of places: no row of a.csv, b.txt has the columns",
        ),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "this is an XLS of Excel 97 to 2003, or protected"),
        (f"{HEADER}\n{ROW}".encode("utf-16-le")[:-1], "this is neither CSV nor XLSX: byte"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "this is neither CSV nor XLSX: byte"),
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
        (lambda sheet: sheet + b" " * (32 * 2**20), "the table is longer than 32 MiB unpacked"),
        (lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + b"<row/>" * 1_500_000), "more than 1500000 tags"),
        (lambda sheet: sheet.replace(b'<row r="19"', b'<row r="1000000"'), "the table has more than 50000 rows"),
        (lambda sheet: sheet[:-400], "this XLSX cannot be read"),
    ],
)
def test_a_zip_bomb_or_truncated_xlsx_is_rejected(change: Callable[[bytes], bytes], reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        parse_towns(with_part(WORKBOOK, change))


def test_styles_are_not_read() -> None:
    # KMA's workbooks have 64,000 tags of styles, which take seconds.
    assert parse_towns(with_part(WORKBOOK, lambda _: b"<broken", "xl/styles.xml")) == parse_towns(SAMPLE.encode())


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
