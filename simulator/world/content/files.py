"""Uploaded files, the size of pictures, and download paths."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal

from pydantic_core import to_json

from simulator import errors
from simulator.world.content.photo_sizes import smaller_sizes

# The Bot API's limits: “Sending files”, getFile (20 MB), and sendPhoto for the sides.
MAX_PHOTO_SIZE = 10 * 1024 * 1024  # bytes
MAX_DOCUMENT_SIZE = 50 * 1024 * 1024  # bytes
_MAX_DOWNLOAD_SIZE = 20 * 1024 * 1024  # bytes
_MAX_SIDES_SUM = 10_000  # pixels, width and height together
_MAX_ASPECT_RATIO = 20
# JPEG's start-of-frame segments hold the size; C4, C8 and CC are other segments among them.
_FRAME_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}

FileKind = Literal["photo", "document", "audio", "voice", "video", "animation", "video_note", "sticker"]
_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "audio": "music",
    "voice": "voice",
    "video": "videos",
    "animation": "animations",
    "video_note": "video_notes",
    "sticker": "stickers",
}
_NAMED_KINDS = {"document", "audio", "video", "animation"}
_TYPED_KINDS = {*_NAMED_KINDS, "voice"}
_NO_DETAILS: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: its name, its media type and its bytes."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A stored file.

    Attributes:
        file_id: the id by which the bot `owner` can send it again; other bots have other ids.
        unique_id: the id that is the same for every bot.
        width: in pixels; 0 for a file that is no picture.
        height: in pixels; 0 for a file that is no picture.
        details: the other fields that Telegram describes it by, e.g. `duration`.
        smaller: the smaller sizes of a photo, smallest first.
        photo_id: the id of the photo that this is a smaller size of; empty for a whole file.
    """

    file_id: str
    unique_id: str
    owner: int
    kind: FileKind
    name: str
    mime_type: str
    data: bytes
    width: int = 0
    height: int = 0
    details: Mapping[str, object] = field(default_factory=dict)
    smaller: "tuple[StoredFile, ...]" = ()
    photo_id: str = ""

    @property
    def path(self) -> str:
        """The download path under `/file/bot<token>/`."""
        suffix = {"image/jpeg": ".jpg", "image/png": ".png"}.get(self.mime_type, "")
        return f"{_FOLDERS[self.kind]}/file_{self.unique_id}{suffix}"

    def to_json(self) -> dict[str, object]:
        """Return Telegram's PhotoSize, Document, Audio, Voice, Video, Animation, VideoNote or Sticker."""
        fields: dict[str, object] = {"file_id": self.file_id, "file_unique_id": self.unique_id}
        fields["file_size"] = len(self.data)
        if self.kind == "photo":
            return fields | {"width": self.width, "height": self.height}
        if self.kind in _NAMED_KINDS:
            fields["file_name"] = self.name
        if self.kind in _TYPED_KINDS:
            fields["mime_type"] = self.mime_type
        return fields | dict(self.details)

    def to_file_json(self) -> dict[str, object]:
        """Return Telegram's File.

        Raises:
            ApiError: 400 `file is too big`, for what bots cannot download.
        """
        if len(self.data) > _MAX_DOWNLOAD_SIZE:
            raise errors.bad_request("file is too big")
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
            "file_path": self.path,
        }


def store(upload: Upload, kind: FileKind, owner: int, details: Mapping[str, object] = _NO_DETAILS) -> StoredFile:
    """Make a stored file of an upload; `details` are the other fields that Telegram describes it by.

    Raises:
        ApiError: 400 for a file that Telegram would reject.
    """
    if not upload.data:
        raise errors.bad_request("file must be non-empty")
    width, height = _check_photo(upload.data) if kind == "photo" else (0, 0)
    _check_size(upload.data, kind)
    # The same bytes as another kind, or with another duration, are another file.
    digest = sha256(upload.data + to_json((upload.name, kind, details))).hexdigest()
    mime_type = (_picture_type(upload.data) or "image/jpeg") if kind == "photo" else upload.mime_type
    unique_id = f"AQAD{kind[0]}{digest[:11]}"
    file_id = f"AgAC{owner:x}-{kind[0]}{digest[:40]}"
    file = StoredFile(file_id, unique_id, owner, kind, upload.name, mime_type, upload.data, width, height, details)
    return replace(file, smaller=tuple(_smaller(file))) if kind == "photo" else file


def _smaller(photo: StoredFile) -> Iterator[StoredFile]:
    for width, height, data in smaller_sizes(photo.data, photo.width, photo.height):
        ids = f"{photo.file_id}-{width}", f"{photo.unique_id}-{width}"
        yield StoredFile(*ids, photo.owner, "photo", "", "image/jpeg", data, width, height, photo_id=photo.file_id)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height in pixels of a PNG, JPEG, GIF or WebP; None for anything else."""
    try:
        match _picture_type(data):
            case "image/png":
                return struct.unpack_from(">II", data, 16)
            case "image/gif":
                return struct.unpack_from("<HH", data, 6)
            case "image/jpeg":
                return next(_jpeg_sizes(data), None)
            case "image/webp":
                return _webp_size(data)
            case _:
                return None
    except (struct.error, IndexError):  # the file ends before its size fields
        return None


def _check_photo(data: bytes) -> tuple[int, int]:
    size = picture_size(data)
    if size is None or not all(size):
        raise errors.bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > _MAX_SIDES_SUM or max(size) > _MAX_ASPECT_RATIO * min(size):
        raise errors.bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _check_size(data: bytes, kind: FileKind) -> None:
    max_size = MAX_PHOTO_SIZE if kind == "photo" else MAX_DOCUMENT_SIZE
    if len(data) > max_size:
        raise errors.bad_request(
            f"file of size {len(data)} bytes is too big for a {kind}; the maximum size is {max_size} bytes"
        )


def _picture_type(data: bytes) -> str | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _jpeg_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    position = 2
    while position < len(data):
        if data[position] != 0xFF:  # noqa: PLR2004 - every segment begins with this byte
            return
        marker = data[position + 1]
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack_from(">HH", data, position + 5)
            yield width, height
        position += 2 + struct.unpack_from(">H", data, position + 2)[0]


def _webp_size(data: bytes) -> tuple[int, int] | None:
    match data[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits = struct.unpack_from("<I", data, 21)[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
        case _:
            return None
