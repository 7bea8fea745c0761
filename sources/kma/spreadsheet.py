"""Sheets of cells, CSV or XLSX, as rows of text."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import TypeAlias

from sources.errors import BrokenDocument
from sources.records import LONGEST_DOCUMENT
from sources.text.encoding import decode

Row: TypeAlias = tuple[int, tuple[str, ...]]
"""Where a row stands, counted from 1 (in a CSV the line at which it ends), and its cells."""

MOST_ROWS = 20_000
_MOST_COLUMNS = 64
_LARGEST_UNPACKED = 64 * 2**20
_ZIP = b"PK\x03\x04"
_FAULTS = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error),
)
"""What openpyxl raises over a damaged file, which it does not say in one way."""


def read_sheet(data: bytes) -> tuple[Row, ...]:
    """The rows of a CSV, whose encoding is found, or of the first sheet of an XLSX, without white space around cells.

    Raises:
        BrokenDocument: it is neither, is damaged, or has more rows than MOST_ROWS.
    """
    if len(data) > LONGEST_DOCUMENT:
        raise BrokenDocument(f"the table is longer than {LONGEST_DOCUMENT // 2**20} MiB")
    if not data.strip():
        raise BrokenDocument("the table is empty")
    rows = tuple(islice(_of_workbook(data) if data.startswith(_ZIP) else _of_text(data), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise BrokenDocument(f"the table has more than {MOST_ROWS} rows")
    return rows


def _of_text(data: bytes) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(decode(data), newline=""))
    try:
        for cells in reader:
            yield reader.line_num, tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        raise BrokenDocument(f"not a table: {error}", reader.line_num) from error


def _of_workbook(data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - large, and needed only here

    try:
        _refuse_bomb(data)
        with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True)) as workbook:
            sheet = workbook.worksheets[0]
            # Some programs state dimensions that are not the sheet's.
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), 1):
                yield number, tuple("" if cell is None else str(cell).strip() for cell in cells)
    except _FAULTS as error:
        raise BrokenDocument("this XLSX cannot be read; save it anew, or as CSV") from error


def _refuse_bomb(data: bytes) -> None:
    """Keep a file from being unpacked that is far larger than any table; zipfile reads no more than a file states."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _LARGEST_UNPACKED:
            raise BrokenDocument(f"the table is longer than {_LARGEST_UNPACKED // 2**20} MiB unpacked")
