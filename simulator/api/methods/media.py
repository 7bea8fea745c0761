"""Methods that send files, and the download of files."""

from simulator import errors
from simulator.api.arguments import messages as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import writable_chat
from simulator.api.methods.compose import caption_content, new_message
from simulator.api.methods.files import find_or_fetch_file
from simulator.world.files import FileKind


async def send_photo(caller: Caller, call: arguments.SendPhoto) -> dict[str, object]:
    """Send a picture."""
    options: dict[str, object] = {"has_media_spoiler": True} if call.has_spoiler else {}
    return await _send_file(caller, call, "photo", call.photo, options)


async def send_document(caller: Caller, call: arguments.SendDocument) -> dict[str, object]:
    """Send a file."""
    return await _send_file(caller, call, "document", call.document, {})


def get_file(caller: Caller, call: arguments.GetFile) -> dict[str, object]:
    """Return a file's download path."""
    file = caller.world.files.get(call.file_id)
    if file is None or file.owner != caller.user.id:
        raise errors.bad_request("invalid file_id")
    return file.to_file_json()


async def _send_file(
    caller: Caller,
    call: arguments.SendPhoto | arguments.SendDocument,
    kind: FileKind,
    reference: str,
    options: dict[str, object],
) -> dict[str, object]:
    content = caption_content(caller, call.caption, call.parse_mode, call.caption_entities)
    file = await find_or_fetch_file(caller, reference, kind)
    chat = writable_chat(caller, call.chat_id, f"{kind}s")
    if call.show_caption_above_media:
        options = {**options, "show_caption_above_media": True}
    return caller.world.post(new_message(caller, chat, call, content, file=file, options=options)).to_json()
