"""Process that parses files for another one, whose event loop and interpreter stay free meanwhile.

It reads paths from its standard input and writes their contents, or why they cannot be used, to its standard output,
all of them pickled. It ends when its input ends, and so also when the other process was killed.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from sources.documents import parse_any
from sources.errors import BrokenDocument, SourceError
from sources.korea.stations import Catalogue, load_catalogue
from sources.records import MAX_DOCUMENT_BYTES, Content, Document

_CRASHED = "the parser crashed"


def read_file(path: Path) -> bytes:
    """Return a file's bytes, at most one more than the longest document that a parser accepts.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        # The byte too many makes the parser reject the file as too long, however large it is.
        return file.read(MAX_DOCUMENT_BYTES + 1)


def parse_file(path: str, catalogue: Catalogue) -> Content | SourceError | OSError:
    """Return the content of a file, or why it cannot be used."""
    return parse_read(lambda: read_file(Path(path)), catalogue)


def parse_read(read: Callable[[], bytes], catalogue: Catalogue) -> Content | SourceError | OSError:
    """Return the content of what a function reads, or why it cannot be used."""
    try:
        return parse_any(Document(read()), catalogue)
    except (SourceError, OSError) as error:
        return error


class ParserProcess:
    """Another process that parses files; one that has crashed is started again for the next file.

    Args:
        niceness: how far it lets other processes go first, from 0 to 19; has no effect on Windows.
    """

    def __init__(self, niceness: int = 0) -> None:
        self._niceness = niceness
        self._process: subprocess.Popen[bytes] | None = self._start()

    @property
    def pid(self) -> int | None:
        """The number of the process; None if it does not run."""
        return None if self._process is None else self._process.pid

    def parse(self, path: str) -> Content | SourceError | OSError:
        """Return the content of a file, or why it cannot be used; a file that crashes the process cannot be used."""
        self._process = process = self._process or self._start()
        questions, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            pickle.dump(path, questions)
            questions.flush()
            return cast("Content | SourceError | OSError", pickle.load(answers))  # noqa: S301 - our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            return BrokenDocument(_CRASHED)

    def close(self) -> None:
        """End the process; a file that it is reading is given up."""
        if self._process is None:
            return
        self._process.kill()
        self._process.communicate()
        self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - this very module
            [sys.executable, "-m", __name__, str(self._niceness)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # The modules of a checkout are found where this process has found them.
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )


def _serve(niceness: int) -> None:
    # Ctrl-C reaches all processes of a terminal; the other one decides what happens to the files.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.nice(niceness)
    # What a library prints must not get between the answers. Without a buffer, which would be written at the end.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    catalogue = load_catalogue()
    # A full garbage collection walks all objects that exist, and those of the start stay until the end.
    gc.freeze()
    # Both pipes are closed when the other process has gone.
    with suppress(EOFError, BrokenPipeError):
        while True:
            path = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that has started this one
            content = parse_file(path, catalogue)
            # Only its message: some errors take other arguments than it, and cannot be unpickled.
            pickle.dump(BrokenDocument(str(content)) if isinstance(content, SourceError) else content, answers)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
