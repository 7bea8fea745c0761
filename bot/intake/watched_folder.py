"""Watched folder: ingest the files that appear in it, then move them to `done/` or `failed/`."""

import asyncio
import logging
import os
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from bot.intake.files import open_parsers, parse_in_batches
from bot.intake.ingest import IngestResult, Outcome, SourceRef, store_batch
from bot.intake.source_config import FolderSource
from bot.monitoring.metrics import Metrics
from sources.errors import SourceError
from sources.korea.stations import Catalogue
from storage.database import Database
from storage.errors import DatabaseFailed

SCAN_INTERVAL = 5
"""Seconds between two scans of the folder."""

DONE, FAILED = "done", "failed"
REASON_SUFFIX = ".reason"

# File systems allow 255 bytes; a number and `REASON_SUFFIX` must fit.
_MAX_NAME_BYTES = 230

# Names that browsers, editors and copying programs give to files that they still write.
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".swp", "~")

# People are answered meanwhile: by one core of two, and before the parser.
_PROCESSES = 1
_NICENESS = 10
# Whoever writes, as with /subscribe, waits for the batch that is being stored.
_MAX_RECORDS = 25
"""Readings and articles of a batch."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _FileState:
    """Size in bytes and time of the last change in nanoseconds, by which a change is detected."""

    size: int
    changed: int


class WatchedFolder:
    """Ingests the files of one folder.

    Args:
        folder: the configured folder.
        database: the database.
        catalogue: the weather stations.
        clock: the clock.
        metrics: counts what is new.
    """

    def __init__(
        self,
        folder: FolderSource,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        metrics: Metrics | None = None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._folder = folder
        self._database = database
        self._catalogue = catalogue
        self._clock = clock
        self._seen: dict[Path, _FileState] = {}
        self._unusable: dict[Path, _FileState] = {}
        self._is_missing = False

    async def run(self) -> None:
        """Scan the folder and ingest the complete files: those unchanged since the previous scan."""
        try:
            files = await asyncio.to_thread(_scan, self._folder.path)
        except OSError as error:
            self._log_missing(error)
            return
        self._is_missing = False
        # A file that was not changed between two scans is complete; an unusable one must have changed since it failed.
        complete = [path for path, state in files.items() if self._seen.get(path) == state != self._unusable.get(path)]
        self._seen = files
        await self._ingest([str(path) for path in complete])

    async def _ingest(self, paths: Sequence[str]) -> None:
        origin = SourceRef(self._folder.name, self._folder.region)
        with open_parsers(len(paths), self._catalogue, processes=_PROCESSES, niceness=_NICENESS) as parsers:
            async with aclosing(parse_in_batches(paths, parsers, max_records=_MAX_RECORDS)) as batches:
                async for batch in batches:
                    outcomes = await store_batch(batch, origin, self._database, self._catalogue, self._clock.now())
                    for document, outcome in zip(batch, outcomes, strict=True):
                        await self._finish(Path(document.source), outcome)

    async def _finish(self, path: Path, outcome: Outcome) -> None:
        """Move a file that is stored or rejected; any other is ingested again."""
        try:
            match outcome:
                case IngestResult():
                    counts = outcome.new_readings, outcome.new_articles
                    self._metrics.record_stored(*counts)
                    _log.info("%s: %d new readings, %d new articles", path.name, *counts)
                    # Moved only after the commit: an interrupted file is ingested again, which changes nothing.
                    await asyncio.to_thread(_move, path, DONE)
                case SourceError():
                    _log.warning("%s: %s rejected: %s", self._folder.name, path.name, outcome)
                    await asyncio.to_thread(_move, path, FAILED, str(outcome))
                case DatabaseFailed():
                    _log.error("Could not store the content of %s, will retry: %s", path.name, outcome)
                case OSError():
                    self._skip(path, outcome)
        except OSError as error:
            self._skip(path, error)

    def _skip(self, path: Path, error: OSError) -> None:
        # Until it changes, as it would fail and be logged every few seconds.
        self._unusable[path] = self._seen[path]
        _log.error("%s: could not read or move %s: %s", self._folder.name, path.name, error.strerror)

    def _log_missing(self, error: OSError) -> None:
        # Logged once, not every five seconds.
        if not self._is_missing:
            _log.warning("%s: could not scan %s: %s", self._folder.name, self._folder.path, error.strerror)
        self._is_missing = True


def _scan(folder: Path) -> dict[Path, _FileState]:
    """Return the finished files of the folder, oldest first."""
    files = {}
    for entry in os.scandir(folder):
        is_unfinished = entry.name.startswith(".") or entry.name.endswith(_UNFINISHED)
        if not is_unfinished and entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            files[Path(entry.path)] = _FileState(status.st_size, status.st_mtime_ns)
    return dict(sorted(files.items(), key=lambda item: (item[1].changed, item[0].name)))


def _move(path: Path, folder: str, reason: str | None = None) -> None:
    """Move a file into a subfolder, numbered if its name is taken, with the reason in a file next to it."""
    first = target = _shorten_name(_make_folder(path.parent / folder) / path.name)
    number = 1
    # Files of one name are all kept; none may replace another.
    while target.exists():
        number += 1
        target = first.with_name(f"{first.stem}-{number}{first.suffix}")
    if reason is not None:
        target.with_name(target.name + REASON_SUFFIX).write_text(f"{reason}\n", encoding="utf-8")
    path.rename(target)


def _make_folder(path: Path) -> Path:
    """Make a folder, numbered if a file has its name; it may exist."""
    folder, number = path, 1
    while True:
        try:
            folder.mkdir(exist_ok=True)
        except FileExistsError:
            number += 1
            folder = path.with_name(f"{path.name}-{number}")
        else:
            return folder


def _shorten_name(path: Path) -> Path:
    excess = len(os.fsencode(path.name)) - _MAX_NAME_BYTES
    if excess <= 0:
        return path
    # The cut may split a character, whose rest is dropped.
    return path.with_name(os.fsencode(path.stem)[:-excess].decode(errors="ignore") + path.suffix)
