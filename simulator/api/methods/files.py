"""The files that a bot's calls name: uploaded, sent before, or at a URL."""

import re

from simulator import errors
from simulator.api.caller import Caller
from simulator.api.fetch import fetch
from simulator.formatting.links import normalize_link
from simulator.world.content.files import FileKind, StoredFile, Upload
from simulator.world.content.media import NO_DETAILS, MediaDetails, store_media

_ATTACH_PREFIX = "attach://"
_FILE_ID = re.compile(r"[A-Za-z0-9_-]*={0,2}")
# As Telegram's errors name them.
_TYPE_NAMES: dict[FileKind, str] = {"voice": "VoiceNote", "video_note": "VideoNote"}


async def find_or_fetch_file(
    caller: Caller, reference: str, kind: FileKind, details: MediaDetails = NO_DETAILS, missing: str = ""
) -> StoredFile:
    """Return a file by URL, or as `find_file` does.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    # No file id has a dot.
    if "." not in reference or reference.startswith(_ATTACH_PREFIX):
        return find_file(caller, reference, kind, details, missing)
    return _store(caller, await fetch(_url(reference), kind), kind, details)


def find_file(
    caller: Caller, reference: str, kind: FileKind, details: MediaDetails = NO_DETAILS, missing: str = ""
) -> StoredFile:
    """Return a file that came with the call, or that the bot has sent or seen.

    Args:
        caller: the bot.
        reference: the file's id, or `attach://` and the name of its form part.
        kind: what the file is sent as. A file that was sent before stays what it is.
        details: describes an uploaded file.
        missing: Telegram's text for a call without the file; by default the one for an argument named like the kind.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if reference.startswith(_ATTACH_PREFIX) and (upload := find_upload(caller, reference)):
        return _store(caller, upload, kind, details)
    if not reference or reference.startswith(_ATTACH_PREFIX):
        raise errors.bad_request(missing or f"there is no {kind.replace('_', ' ')} in the request")
    found = caller.world.files.get(reference)
    if found is None:
        raise errors.bad_request(f"wrong remote file identifier specified: {_id_problem(reference)}")
    if found.owner != caller.user.id:
        raise errors.bad_request("wrong file identifier/HTTP URL specified")
    # All kinds but photos are documents, which can be sent as each other.
    if (found.kind == "photo") is not (kind == "photo"):
        raise errors.bad_request(f"can't use file of type {_type_name(found.kind)} as {_type_name(kind)}")
    # A photo's smaller size stands for the photo.
    return caller.world.files[found.photo_id] if found.photo_id else found


def find_upload(caller: Caller, reference: str | None) -> Upload | None:
    """Return the file that a call brought in the form part that `attach://` names; None where there is none."""
    return caller.uploads.get(reference.removeprefix(_ATTACH_PREFIX)) if reference else None


def _store(caller: Caller, upload: Upload, kind: FileKind, details: MediaDetails) -> StoredFile:
    return caller.world.add_file(store_media(upload, kind, caller.user.id, details))


def _url(reference: str) -> str:
    # Telegram needs no dot in the host of a file's address, and adds the scheme.
    try:
        return normalize_link(reference, needs_dot=False)
    except ValueError as error:
        raise errors.bad_request(f"invalid file HTTP URL specified: {error}") from error


def _id_problem(reference: str) -> str:
    if not _FILE_ID.fullmatch(reference):
        return "Wrong character in the string"
    if len(reference.rstrip("=")) % 4 == 1:
        return "Wrong string length"
    return "can't unserialize it. Wrong last symbol"


def _type_name(kind: FileKind) -> str:
    return _TYPE_NAMES.get(kind, kind.title())
