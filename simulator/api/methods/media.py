"""Methods that send files, one or several as an album, and the download of files."""

from simulator import errors
from simulator.api.arguments import media as arguments
from simulator.api.arguments.base import CaptionedArguments, SendArguments
from simulator.api.caller import Caller
from simulator.api.methods.access import writable_chat
from simulator.api.methods.compose import caption_content, media_caption, new_message
from simulator.api.methods.files import find_or_fetch_file, find_upload
from simulator.formatting.entities import FormattedText
from simulator.world.content.files import FileKind, StoredFile
from simulator.world.content.media import NO_DETAILS, MediaDetails

_NO_CAPTION = FormattedText()
_MAX_ALBUM_SIZE = 10
_DETAILS = {"duration", "width", "height", "length", "performer", "title", "emoji"}
_ALBUM_KINDS = {"photo", "video", "audio", "document"}
# Only these stand in an album with each other.
_MIXED_TYPES = {"photo", "video"}


async def send_photo(caller: Caller, call: arguments.SendPhoto) -> dict[str, object]:
    """Send a picture."""
    return await _send_captioned(caller, call, "photo", call.photo, has_spoiler=call.has_spoiler)


async def send_document(caller: Caller, call: arguments.SendDocument) -> dict[str, object]:
    """Send a file of any kind."""
    return await _send_captioned(caller, call, "document", call.document, media_details(caller, call))


async def send_audio(caller: Caller, call: arguments.SendAudio) -> dict[str, object]:
    """Send music."""
    return await _send_captioned(caller, call, "audio", call.audio, media_details(caller, call))


async def send_voice(caller: Caller, call: arguments.SendVoice) -> dict[str, object]:
    """Send a voice message."""
    return await _send_captioned(caller, call, "voice", call.voice, media_details(caller, call))


async def send_video(caller: Caller, call: arguments.SendVideo) -> dict[str, object]:
    """Send a video."""
    details = media_details(caller, call)
    return await _send_captioned(caller, call, "video", call.video, details, has_spoiler=call.has_spoiler)


async def send_animation(caller: Caller, call: arguments.SendAnimation) -> dict[str, object]:
    """Send a GIF, or a video without sound."""
    details = media_details(caller, call)
    return await _send_captioned(caller, call, "animation", call.animation, details, has_spoiler=call.has_spoiler)


async def send_video_note(caller: Caller, call: arguments.SendVideoNote) -> dict[str, object]:
    """Send a round video."""
    return await _send_file(caller, call, "video_note", call.video_note, media_details(caller, call))


async def send_sticker(caller: Caller, call: arguments.SendSticker) -> dict[str, object]:
    """Send a sticker."""
    return await _send_file(caller, call, "sticker", call.sticker, media_details(caller, call))


async def send_media_group(caller: Caller, call: arguments.SendMediaGroup) -> list[dict[str, object]]:
    """Send an album; a single file is an ordinary message."""
    contents = [media_caption(caller, one) for one in call.media]
    _check_attachments(caller, call.media)
    chat = writable_chat(caller, call.chat_id, call.media[0].type if call.media else "photo")
    _check_album(call.media)
    files = [await find_or_fetch_file(caller, one.media, one.type, media_details(caller, one)) for one in call.media]
    _check_files(files)
    group = {"media_group_id": caller.world.next_album_id()} if len(files) > 1 else {}
    messages = [
        new_message(caller, chat, call, content, file=file, options=group | media_options(one))
        for one, content, file in zip(call.media, contents, files, strict=True)
    ]
    return [caller.world.post(message).to_json() for message in messages]


def get_file(caller: Caller, call: arguments.GetFile) -> dict[str, object]:
    """Return a file's download path."""
    file = caller.world.files.get(call.file_id)
    if not call.file_id:
        raise errors.bad_request("file_id not specified")
    if file is None or file.owner != caller.user.id:
        raise errors.bad_request("invalid file_id")
    return file.to_file_json()


def media_details(caller: Caller, given: SendArguments | arguments.InputMedia) -> MediaDetails:
    """Return what the arguments say about their file."""
    described = {name: value for name, value in vars(given).items() if name in _DETAILS}
    return MediaDetails(
        **described, thumbnail=find_upload(caller, vars(given).get("thumbnail") or vars(given).get("thumb"))
    )


def media_options(media: arguments.InputMedia) -> dict[str, object]:
    """Return the message's fields that repeat the options of a file in an album, or of an edit."""
    return _options(has_spoiler=media.has_spoiler, is_caption_above=media.show_caption_above_media)


def _options(*, has_spoiler: bool, is_caption_above: bool) -> dict[str, object]:
    options: dict[str, object] = {"has_media_spoiler": True} if has_spoiler else {}
    return options | ({"show_caption_above_media": True} if is_caption_above else {})


def _check_attachments(caller: Caller, media: list[arguments.InputMedia]) -> None:
    if any(one.media.startswith("attach://") and find_upload(caller, one.media) is None for one in media):
        raise errors.bad_request("can't parse InputMedia: media not found")


def _check_album(media: list[arguments.InputMedia]) -> None:
    if not media:
        raise errors.bad_request("there are no messages to send")
    if len(media) > _MAX_ALBUM_SIZE:
        raise errors.bad_request("too many messages to send as an album")
    if len({one.show_caption_above_media for one in media}) > 1:
        raise errors.bad_request("parameter show_caption_above_media must be the same for all messages")
    types = {one.type for one in media}
    if len(types) > 1 and (others := sorted(types - _MIXED_TYPES)):
        raise errors.bad_request(f"{others[0]} can't be mixed with other media types")


def _check_files(files: list[StoredFile]) -> None:
    # By its id a file can be sent as another kind, and a file of another format is a document.
    kinds = {file.kind for file in files}
    if kinds - _ALBUM_KINDS or (len(kinds) > 1 and kinds - _MIXED_TYPES):
        raise errors.bad_request("can't use the media of the specified type in the album")


async def _send_captioned(
    caller: Caller,
    call: CaptionedArguments,
    kind: FileKind,
    reference: str,
    details: MediaDetails = NO_DETAILS,
    *,
    has_spoiler: bool = False,
) -> dict[str, object]:
    content = caption_content(caller, call.caption, call.parse_mode, call.caption_entities)
    options = _options(has_spoiler=has_spoiler, is_caption_above=call.show_caption_above_media)
    return await _send_file(caller, call, kind, reference, details, content, options)


async def _send_file(
    caller: Caller,
    call: SendArguments,
    kind: FileKind,
    reference: str,
    details: MediaDetails,
    content: FormattedText = _NO_CAPTION,
    options: dict[str, object] | None = None,
) -> dict[str, object]:
    file = await find_or_fetch_file(caller, reference, kind, details)
    chat = writable_chat(caller, call.chat_id, kind)
    return caller.world.post(new_message(caller, chat, call, content, file=file, options=options)).to_json()
