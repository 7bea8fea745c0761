"""The files that a bot's calls name: uploaded, sent before, or at a URL."""

from simulator import errors
from simulator.api.caller import Caller
from simulator.api.fetch import fetch
from simulator.world.content.media import NO_DETAILS, MediaDetails, store_media
from simulator.world.files import FileKind, StoredFile, Upload

_ATTACH_PREFIX = "attach://"
# As Telegram's errors name them.
_TYPE_NAMES: dict[FileKind, str] = {"voice": "VoiceNote", "video_note": "VideoNote"}


async def find_or_fetch_file(
    caller: Caller, reference: str, kind: FileKind, details: MediaDetails = NO_DETAILS
) -> StoredFile:
    """Return a file by URL, or as `find_file` does.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if not reference.startswith(("http://", "https://")):
        return find_file(caller, reference, kind, details)
    return _store(caller, await fetch(reference, kind), kind, details)


def find_file(caller: Caller, reference: str, kind: FileKind, details: MediaDetails = NO_DETAILS) -> StoredFile:
    """Return a file that came with the call, or that the bot has sent or seen.

    Args:
        caller: the bot.
        reference: the file's id, or `attach://` and the name of its form part.
        kind: what the file is sent as. A file that was sent before stays what it is.
        details: describes an uploaded file.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if reference.startswith(_ATTACH_PREFIX):
        upload = find_upload(caller, reference)
        if upload is None:
            raise errors.bad_request("wrong file identifier/HTTP URL specified")
        return _store(caller, upload, kind, details)
    found = caller.world.files.get(reference)
    if found is None or found.owner != caller.user.id:
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


def _type_name(kind: FileKind) -> str:
    return _TYPE_NAMES.get(kind, kind.title())
