"""The sources that are named on the command line: files, folders of pages, and standard input."""

import sys
from pathlib import Path

from bot.errors import InvalidInput
from sources.records import LONGEST_DOCUMENT

STANDARD_INPUT = "-"
PAGE_SUFFIXES = (".htm", ".html", ".txt", ".xml")


def find_pages(path: str) -> list[str]:
    """The sources that a path means: itself, or the pages in a folder, by name.

    Raises:
        InvalidInput: there is nothing, or a folder without pages.
    """
    folder = Path(path)
    if path != STANDARD_INPUT and not folder.exists():
        raise InvalidInput(f"{path}: there is no such file or folder")
    if path == STANDARD_INPUT or not folder.is_dir():
        return [path]
    pages = sorted(page for page in folder.iterdir() if page.suffix.lower() in PAGE_SUFFIXES and page.is_file())
    if not pages:
        raise InvalidInput(f"{path}: no pages in this folder ({', '.join(PAGE_SUFFIXES)})")
    return [str(page) for page in pages]


def read_page(name: str) -> bytes:
    """A page's bytes; of one that is too long no more than it takes to tell.

    Raises:
        OSError: it cannot be read.
    """
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(LONGEST_DOCUMENT + 1)
    with Path(name).open("rb") as file:
        return file.read(LONGEST_DOCUMENT + 1)
