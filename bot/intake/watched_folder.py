"""A folder that is watched: what appears there is taken in, and moved out of the way with what came of it."""

import asyncio
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from bot.intake.files import read_page
from bot.intake.ingest import store
from bot.intake.provenance import SourceRef
from bot.intake.readers import read_any
from bot.intake.source_config import Folder
from sources.errors import SourceError
from sources.korea.stations import Catalogue
from sources.records import Document
from storage.database import Database
from storage.errors import DatabaseFailed

EVERY = 5
"""Seconds between two looks into the folder."""

DONE, FAILED = "done", "failed"
REASON = ".reason"

_LONGEST_NAME = 230
"""Bytes, of the 255 that file systems allow, so that a number and `REASON` can follow."""

_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".swp", "~")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a file was when it was looked at: bytes, and nanoseconds of its last change."""

    size: int
    changed: int


class Inbox:
    """Watches one folder.

    A file is complete when it has not changed between two looks. It is moved only after what it says is stored, so that
    one that was interrupted is taken in again, which changes nothing.

    Args:
        folder: where, and what its articles are about.
        database: the store.
        catalogue: the stations.
        clock: tells the time.
    """

    def __init__(self, folder: Folder, database: Database, catalogue: Catalogue, clock: Clock) -> None:
        self._folder = folder
        self._database = database
        self._catalogue = catalogue
        self._clock = clock
        self._looks: dict[Path, _Look] = {}
        self._stuck: dict[Path, _Look] = {}
        self._is_away = False

    async def run(self) -> None:
        """Take in what is complete; what is there for the first time waits for the next look."""
        try:
            looks = await asyncio.to_thread(_look_around, self._folder.path)
        except OSError as error:
            self._note_absence(error)
            return
        self._is_away = False
        complete = [path for path, look in looks.items() if self._looks.get(path) == look != self._stuck.get(path)]
        self._looks = looks
        for path in complete:
            await self._take(path)

    async def _take(self, path: Path) -> None:
        try:
            await self._take_in(path)
        except DatabaseFailed as error:
            _log.error("What %s says cannot be stored yet: %s", path.name, error)
        except OSError as error:
            # Until it is changed, because it would be told of every few seconds.
            self._stuck[path] = self._looks[path]
            _log.error("%s: %s cannot be read or moved: %s", self._folder.name, path.name, error.strerror)

    async def _take_in(self, path: Path) -> None:
        try:
            document = Document(await asyncio.to_thread(read_page, str(path)))
            content = await asyncio.to_thread(read_any, document, self._catalogue)
            origin = SourceRef(self._folder.name, self._folder.region)
            intake = await store(path.name, content, origin, self._database, self._catalogue, self._clock.now())
        except SourceError as error:
            _log.warning("%s: %s cannot be used: %s", self._folder.name, path.name, error)
            await asyncio.to_thread(_put_away, path, FAILED, str(error))
        else:
            _log.info("%s: %d new readings, %d new articles", path.name, intake.new_readings, intake.new_articles)
            await asyncio.to_thread(_put_away, path, DONE)

    def _note_absence(self, error: OSError) -> None:
        if not self._is_away:
            _log.warning("%s: %s cannot be looked into: %s", self._folder.name, self._folder.path, error.strerror)
        self._is_away = True


def _look_around(folder: Path) -> dict[Path, _Look]:
    """The files that may be taken in, the oldest first."""
    looks = {}
    for entry in os.scandir(folder):
        is_unfinished = entry.name.startswith(".") or entry.name.endswith(_UNFINISHED)
        if not is_unfinished and entry.name not in {DONE, FAILED} and entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            looks[Path(entry.path)] = _Look(status.st_size, status.st_mtime_ns)
    return dict(sorted(looks.items(), key=lambda item: (item[1].changed, item[0].name)))


def _put_away(path: Path, folder: str, reason: str | None = None) -> None:
    """Move a file, beside those of the same name that were there before it."""
    first = target = _shortened(path.parent / folder / path.name)
    target.parent.mkdir(exist_ok=True)
    number = 1
    while target.exists():
        number += 1
        target = first.with_name(f"{first.stem}-{number}{first.suffix}")
    if reason is not None:
        target.with_name(target.name + REASON).write_text(f"{reason}\n", encoding="utf-8")
    path.rename(target)


def _shortened(path: Path) -> Path:
    """A path whose name leaves room for what may be written behind it."""
    excess = len(os.fsencode(path.name)) - _LONGEST_NAME
    if excess <= 0:
        return path
    return path.with_name(os.fsencode(path.stem)[:-excess].decode(errors="ignore") + path.suffix)
