"""Writing of the files: whole or not at all, and readable by those who should."""

import os
from contextlib import suppress
from pathlib import Path


def write(path: Path, text: str, mode: int) -> None:
    """Write a file under another name, sync it, and give it its name.

    Args:
        path: the file, which is replaced if it exists.
        text: its text.
        mode: its permissions, which it has from the beginning.

    Raises:
        OSError: it could not be written; what was there is unchanged.
    """
    part = path.with_name(f"{path.name}.part")
    # What an interrupted run has left may have other permissions.
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
