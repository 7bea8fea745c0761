"""Spreadsheets as rows of text: CSV in any encoding and with any separator, XLSX, and either in a ZIP."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from sources.errors import BrokenDocument
from sources.text.encoding import decode

Row: TypeAlias = tuple[int, tuple[str, ...]]
"""Row number, counted from 1 (in a CSV the line of its end), and cells."""

# KMA's ZIP holds documents besides the table.
MAX_BYTES = 20 * 2**20
"""Size of a file."""

MAX_ROWS = 50_000
"""Rows of a sheet; KMA's table has 3,800."""

_MAX_COLUMNS = 64
# KMA's workbook of 2020 has three sheets: 9 MiB unpacked and 840,000 tags. openpyxl needs up to 17 µs and 400 bytes for
# each tag.
_MAX_UNPACKED_BYTES = 32 * 2**20
_MAX_TAGS = 1_500_000
_MAX_PARTS = 200
# Everything else is dropped: KMA's workbooks have 64,000 tags of styles, which openpyxl needs 2.5 s to read.
_NEEDED_PARTS = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_CELLS = ("xl/worksheets/sheet", "xl/sharedStrings.xml")
_WORKBOOK = "xl/workbook.xml"
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = (".xlsx", ".csv", ".tsv", ".txt")
_SEPARATORS = ",\t;|"
# A table in UTF-16 has digits and separators in its first bytes.
_HEAD_BYTES = 1_000
# openpyxl has no class of its own for them; damaged files fail in any of its parts, or in zipfile and zlib.
_DAMAGED_ERRORS = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error),
)
"""Errors that zipfile and openpyxl raise for a damaged file."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a file that may be the wanted table.

    Attributes:
        file: the name of its file in a ZIP, else empty.
        rows: the rows; they can be read once, before the next sheet. Reading them may raise BrokenDocument.
    """

    file: str
    rows: Iterator[Row]


def read_sheets(data: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a workbook, a CSV once for each separator that it may have, or those of all files of a ZIP.

    Cells are stripped.

    Raises:
        BrokenDocument: the file is none of these, is damaged, or would take long to read.
    """
    if len(data) > MAX_BYTES:
        raise BrokenDocument(f"the table is longer than {MAX_BYTES // 2**20} MiB")
    if not data.strip():
        raise BrokenDocument("the table is empty")
    if data.startswith(_OLD_WORKBOOK):
        raise BrokenDocument("this is an XLS of Excel 97 to 2003, or protected by a password; save it as CSV")
    for file, content in _open_zip(data) if data.startswith(_ZIP) else [("", data)]:
        read = _read_xlsx if content.startswith(_ZIP) else _read_csv
        yield from (Sheet(file, _limit(rows)) for rows in read(content))


def _open_zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a workbook itself, or the tables in a ZIP, each with the name of its file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            if any(part.filename == _WORKBOOK for part in parts):
                yield "", data
                return
            tables = [part for part in parts if part.filename.lower().endswith(_SUFFIXES)]
            for part in tables:
                yield _get_name(part), archive.read(part)
    except _DAMAGED_ERRORS as error:
        raise BrokenDocument("this XLSX or ZIP cannot be read; save the table again, or as CSV") from error
    if not tables:
        raise BrokenDocument(f"the ZIP holds no table ({', '.join(_SUFFIXES)})")


def _get_name(part: zipfile.ZipInfo) -> str:
    """Return the name of a file in a ZIP; Korean programs write it in cp949, which zipfile reads as cp437."""
    if part.flag_bits & 0x800:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("cp949")
    except UnicodeError:
        return part.filename


def _limit(rows: Iterable[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count == MAX_ROWS:
            raise BrokenDocument(f"the table has more than {MAX_ROWS} rows")
        yield row


def _read_csv(data: bytes) -> Iterator[Iterator[Row]]:
    text = _decode(data)
    for separator in _SEPARATORS:
        yield _read_separated(text, separator)


def _decode(data: bytes) -> str:
    """Decode a table; one in UTF-16 may lack the byte order mark."""
    head = data[:_HEAD_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head:
        return decode(data)
    # The high bytes of digits and separators are zero.
    encoding = "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BrokenDocument(f"this is neither CSV nor XLSX: byte {error.start} is not {encoding} text") from error


def _read_separated(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        raise BrokenDocument(f"not a table: {error}", reader.line_num) from error


def _read_xlsx(data: bytes) -> Iterator[Iterator[Row]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - large, and needed only here

    try:
        # openpyxl unpacks and parses without a limit.
        needed = _keep_needed(data)
        with closing(load_workbook(needed, read_only=True, data_only=True, keep_links=False)) as workbook:
            for sheet in workbook.worksheets:
                # Some programs write dimensions that are not those of the sheet; openpyxl would cut the rows to them.
                sheet.reset_dimensions()
                yield _read_rows(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True))
    except _DAMAGED_ERRORS as error:
        raise BrokenDocument("this XLSX cannot be read; save it again, or as CSV") from error


def _read_rows(rows: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    try:
        for number, cells in enumerate(rows, 1):
            yield number, tuple("" if cell is None else str(cell).strip() for cell in cells)
    except _DAMAGED_ERRORS as error:
        raise BrokenDocument("this XLSX cannot be read; save it again, or as CSV") from error


def _keep_needed(data: bytes) -> io.BytesIO:
    """Return a workbook with its cells only.

    Raises:
        BrokenDocument: it unpacks to too much, or its XML would take long to parse.
    """
    kept = io.BytesIO()
    tags = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(kept, "w") as copy:
        parts = [part for part in archive.infolist() if part.filename.startswith((*_NEEDED_PARTS, *_CELLS))]
        _check_parts(parts)
        for part in parts:
            content = archive.read(part)
            tags += content.count(b"<")
            copy.writestr(part.filename, content)
    if tags > _MAX_TAGS:
        raise BrokenDocument(f"the table has more than {_MAX_TAGS} tags")
    kept.seek(0)
    return kept


def _check_parts(parts: Iterable[zipfile.ZipInfo]) -> None:
    """Reject a ZIP bomb by the sizes stated in the archive; zipfile never reads beyond them."""
    sizes = [part.file_size for part in islice(parts, _MAX_PARTS + 1)]
    if len(sizes) > _MAX_PARTS:
        raise BrokenDocument(f"the table has more than {_MAX_PARTS} parts")
    if sum(sizes) > _MAX_UNPACKED_BYTES:
        raise BrokenDocument(f"the table is longer than {_MAX_UNPACKED_BYTES // 2**20} MiB unpacked")
