"""The kinds of files: the formats that Telegram accepts as each, and the fields that describe it."""

from dataclasses import dataclass

from simulator.world.content.files import FileKind, StoredFile, Upload, picture_size, store

# The first bytes of formats; anything else is taken for what the bot says it is.
_FORMATS = {
    b"OggS": "ogg",
    b"ID3": "mp3",
    b"\xff\xfb": "mp3",
    b"fLaC": "flac",
    b"\x1a\x45\xdf\xa3": "webm",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"%PDF": "pdf",
    b"PK\x03\x04": "zip",
}
_FORMATS_IN_RIFF = {b"WEBP": "webp", b"WAVE": "wav"}
# The Bot API sends other formats as documents (sendAudio, sendVoice, sendVideo, sendAnimation, sendSticker).
_ACCEPTED_FORMATS = {
    "audio": {"mp3", "mp4", "ogg", "flac"},
    "voice": {"ogg", "mp3", "mp4"},
    "video": {"mp4"},
    "animation": {"gif", "mp4"},
    "video_note": {"mp4"},
    "sticker": {"webp", "webm", "gzip"},
}
_FIELDS = {
    "audio": ("duration", "performer", "title"),
    "voice": ("duration",),
    "video": ("duration", "width", "height"),
    "animation": ("duration", "width", "height"),
    "video_note": ("duration", "length"),
}
UNCAPTIONED_KINDS = frozenset({"sticker", "video_note"})
_STICKER_SIDE = 512  # pixels of the longer side
_VIDEO_NOTE_SIDE = 240  # pixels, where the bot names none
_MAX_THUMBNAIL_SIDE = 320  # pixels
_MAX_THUMBNAIL_SIZE = 200 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class MediaDetails:
    """Details that a bot gives of a file that it uploads.

    Attributes:
        duration: in seconds.
        width: in pixels.
        height: in pixels.
        length: the diameter of a video note, in pixels.
        emoji: the emoji of a sticker.
        thumbnail: the picture that stands for the file.
    """

    duration: int = 0
    width: int = 0
    height: int = 0
    length: int = 0
    performer: str = ""
    title: str = ""
    emoji: str = ""
    thumbnail: Upload | None = None


NO_DETAILS = MediaDetails()


def store_media(upload: Upload, kind: FileKind, owner: int, details: MediaDetails = NO_DETAILS) -> StoredFile:
    """Make a stored file of an upload; one of a format that its kind does not allow becomes a document.

    Raises:
        ApiError: 400 for a file that Telegram would reject.
    """
    found = find_format(upload.data)
    if found and found not in _ACCEPTED_FORMATS.get(kind, {found}):
        kind = "document"
    described = _describe(kind, upload.data, details)
    if kind != "photo" and details.thumbnail and (thumbnail := _thumbnail(details.thumbnail, owner)):
        described["thumbnail"] = thumbnail
    return store(upload, kind, owner, described)


def find_format(data: bytes) -> str | None:
    """Return the format of a file by its first bytes; None for an unknown one."""
    if data[4:8] == b"ftyp":
        return "mp4"
    if data[:4] == b"RIFF":
        return _FORMATS_IN_RIFF.get(data[8:12])
    return next((name for begin, name in _FORMATS.items() if data.startswith(begin)), None)


def _describe(kind: FileKind, data: bytes, details: MediaDetails) -> dict[str, object]:
    if kind == "sticker":
        return _describe_sticker(data, details.emoji)
    described: dict[str, object] = {name: getattr(details, name) for name in _FIELDS.get(kind, ())}
    if kind == "video_note":
        described["length"] = details.length or _VIDEO_NOTE_SIDE
    return {name: value for name, value in described.items() if value != ""}


def _describe_sticker(data: bytes, emoji: str) -> dict[str, object]:
    found = find_format(data)
    width, height = picture_size(data) or (_STICKER_SIDE, _STICKER_SIDE)
    described: dict[str, object] = {
        "type": "regular",
        "width": width,
        "height": height,
        "is_animated": found == "gzip",
        "is_video": found == "webm",
    }
    return described | ({"emoji": emoji} if emoji else {})


def _thumbnail(upload: Upload, owner: int) -> dict[str, object] | None:
    # Telegram ignores a thumbnail that is no picture or is too large.
    size = picture_size(upload.data)
    if size is None or max(size) > _MAX_THUMBNAIL_SIDE or len(upload.data) > _MAX_THUMBNAIL_SIZE:
        return None
    return store(upload, "photo", owner).to_json()
