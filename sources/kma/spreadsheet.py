"""Spreadsheets, CSV or XLSX, as rows of text."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import TypeAlias

from sources.errors import BrokenDocument
from sources.records import MAX_DOCUMENT_BYTES
from sources.text.encoding import decode

Row: TypeAlias = tuple[int, tuple[str, ...]]
"""Row number, counted from 1 (in a CSV the line of its end), and cells."""

MAX_ROWS = 20_000
_MAX_COLUMNS = 64
# KMA's table of 3,800 towns has 3 MiB unpacked and 250,000 tags. openpyxl needs up to 17 µs and 400 bytes for each tag.
_MAX_UNPACKED_BYTES = 16 * 2**20
_MAX_TAGS = 500_000
# Styles and relations are read as a whole, whatever the rows are.
_MAX_TAGS_OUTSIDE = 20_000
_MAX_PARTS = 200
_CELLS = ("xl/worksheets/", "xl/sharedStrings.xml")
_ZIP = b"PK\x03\x04"
# openpyxl has no class of its own for them; damaged files fail in any of its parts, or in zipfile and zlib.
_OPENPYXL_ERRORS = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error),
)
"""Errors that openpyxl raises for a damaged file."""


def read_spreadsheet(data: bytes) -> tuple[Row, ...]:
    """Return the rows of a CSV in any encoding, or of the first sheet of an XLSX; cells are stripped.

    Raises:
        BrokenDocument: it is neither, is damaged, has more than MAX_ROWS rows, or would take long to read.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise BrokenDocument(f"the table is longer than {MAX_DOCUMENT_BYTES // 2**20} MiB")
    if not data.strip():
        raise BrokenDocument("the table is empty")
    rows = tuple(islice(_read_xlsx(data) if data.startswith(_ZIP) else _read_csv(data), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise BrokenDocument(f"the table has more than {MAX_ROWS} rows")
    return rows


def _read_csv(data: bytes) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(decode(data), newline=""))
    try:
        for cells in reader:
            yield reader.line_num, tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        raise BrokenDocument(f"not a table: {error}", reader.line_num) from error


def _read_xlsx(data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - large, and needed only here

    try:
        # openpyxl unpacks and parses without a limit.
        _check_parts(data)
        with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True)) as workbook:
            sheet = workbook.worksheets[0]
            # Some programs write dimensions that are not those of the sheet; openpyxl would cut the rows to them.
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True), 1):
                yield number, tuple("" if cell is None else str(cell).strip() for cell in cells)
    except _OPENPYXL_ERRORS as error:
        raise BrokenDocument("this XLSX cannot be read; save it again, or as CSV") from error


def _check_parts(data: bytes) -> None:
    """Reject a ZIP bomb by the sizes stated in the archive, and XML that would take long by the number of its tags."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _MAX_PARTS:
            raise BrokenDocument(f"the table has more than {_MAX_PARTS} parts")
        # A false size does not help a bomb: zipfile never reads beyond it.
        if sum(part.file_size for part in parts) > _MAX_UNPACKED_BYTES:
            raise BrokenDocument(f"the table is longer than {_MAX_UNPACKED_BYTES // 2**20} MiB unpacked")
        tags = {part.filename: archive.read(part).count(b"<") for part in parts}
    if sum(tags.values()) > _MAX_TAGS:
        raise BrokenDocument(f"the table has more than {_MAX_TAGS} tags")
    if sum(number for name, number in tags.items() if not name.startswith(_CELLS)) > _MAX_TAGS_OUTSIDE:
        raise BrokenDocument(f"the table has more than {_MAX_TAGS_OUTSIDE} tags outside of its cells")
