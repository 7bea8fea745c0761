"""The files that a bot's calls name: uploaded, sent before, or at a URL."""

from simulator import errors
from simulator.api.caller import Caller
from simulator.api.fetch import fetch
from simulator.world.files import FileKind, StoredFile, store

_ATTACH_PREFIX = "attach://"


async def find_or_fetch_file(caller: Caller, reference: str, kind: FileKind) -> StoredFile:
    """Return a file by URL, or as `find_file` does.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if not reference.startswith(("http://", "https://")):
        return find_file(caller, reference, kind)
    file = store(await fetch(reference, kind), kind, caller.user.id)
    return caller.world.files.setdefault(file.file_id, file)


def find_file(caller: Caller, reference: str, kind: FileKind) -> StoredFile:
    """Return a file that came with the call, or that the bot has sent or seen.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if reference.startswith(_ATTACH_PREFIX):
        upload = caller.uploads.get(reference.removeprefix(_ATTACH_PREFIX))
        if upload is None:
            raise errors.bad_request("wrong file identifier/HTTP URL specified")
        file = store(upload, kind, caller.user.id)
        return caller.world.files.setdefault(file.file_id, file)
    found = caller.world.files.get(reference)
    if found is None or found.owner != caller.user.id:
        raise errors.bad_request("wrong file identifier/HTTP URL specified")
    if found.kind != kind:
        raise errors.bad_request(f"can't use file of type {found.kind.title()} as {kind.title()}")
    return found
