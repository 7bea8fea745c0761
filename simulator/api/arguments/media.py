"""Arguments of the methods that send files, one or several as an album."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from simulator.api.arguments.base import Arguments, CaptionedArguments, DeliveryArguments, EditArguments, SendArguments
from simulator.world import fields
from simulator.world.json_fields import Int32, OptionalString, String, TelegramObject
from simulator.world.message_entities import Entities

_MAX_DURATION = 86_400  # seconds; the server clamps these
_MAX_SIDE = 10_000  # pixels
_ALBUM_TYPES = {"photo", "video", "audio", "document"}


def _check_media(item: object, allowed: set[str], where: str) -> object:
    # Telegram reads the type and the file before the rest.
    if not isinstance(item, dict):
        raise ValueError("can't parse InputMedia: expected an Object")  # noqa: TRY004 - pydantic needs a ValueError
    kind = item.get("type")
    if kind is None:
        raise ValueError("can't parse InputMedia: Can't find field \"type\"")
    if not item.get("media"):
        raise ValueError("can't parse InputMedia: media not found")
    if kind not in allowed:
        reason = f"can't be used in {where}" if where and kind == "animation" else "is unsupported"
        raise ValueError(f'can\'t parse InputMedia: type "{kind}" {reason}')
    return item


def _check_one(item: object) -> object:
    return _check_media(item, {*_ALBUM_TYPES, "animation"}, "")


def _check_album(items: object) -> object:
    if not isinstance(items, list):
        raise ValueError("expected an Array of InputMedia")  # noqa: TRY004 - pydantic needs a ValueError
    return [_check_media(item, _ALBUM_TYPES, "sendMediaGroup") for item in items]


Duration: TypeAlias = Annotated[fields.Integer, fields.clamped(0, _MAX_DURATION)]
Side: TypeAlias = Annotated[fields.Integer, fields.clamped(0, _MAX_SIDE)]
# Telegram has its own error for a missing file, so none is required here.
File: TypeAlias = str


class SendPhoto(CaptionedArguments):
    """Arguments of sendPhoto."""

    photo: File = ""
    has_spoiler: fields.Flag = False


class SendDocument(CaptionedArguments):
    """Arguments of sendDocument."""

    document: File = ""
    thumbnail: File | None = None
    thumb: File | None = None
    disable_content_type_detection: fields.Flag = False


class SendAudio(CaptionedArguments):
    """Arguments of sendAudio; `duration` in seconds."""

    audio: File = ""
    thumbnail: File | None = None
    thumb: File | None = None
    duration: Duration = 0
    performer: str = ""
    title: str = ""


class SendVoice(CaptionedArguments):
    """Arguments of sendVoice; `duration` in seconds."""

    voice: File = ""
    duration: Duration = 0


class SendVideo(CaptionedArguments):
    """Arguments of sendVideo; `duration` in seconds, `width` and `height` in pixels."""

    video: File = ""
    thumbnail: File | None = None
    thumb: File | None = None
    duration: Duration = 0
    width: Side = 0
    height: Side = 0
    has_spoiler: fields.Flag = False
    supports_streaming: fields.Flag = False


class SendAnimation(CaptionedArguments):
    """Arguments of sendAnimation; `duration` in seconds, `width` and `height` in pixels."""

    animation: File = ""
    thumbnail: File | None = None
    thumb: File | None = None
    duration: Duration = 0
    width: Side = 0
    height: Side = 0
    has_spoiler: fields.Flag = False


class SendVideoNote(SendArguments):
    """Arguments of sendVideoNote; `duration` in seconds, `length` in pixels."""

    video_note: File = ""
    thumbnail: File | None = None
    thumb: File | None = None
    duration: Duration = 0
    length: Side = 0


class SendSticker(SendArguments):
    """Arguments of sendSticker."""

    sticker: File = ""
    emoji: str = ""


_JsonSide: TypeAlias = Annotated[Int32, fields.clamped(0, _MAX_SIDE)]


class _Media(TelegramObject):
    caption: String = ""
    parse_mode: String = ""
    caption_entities: Entities = None
    show_caption_above_media: bool = False
    has_spoiler: bool = False
    media: String = ""
    thumbnail: OptionalString = None
    duration: Annotated[Int32, fields.clamped(0, _MAX_DURATION)] = 0


class MediaPhoto(_Media):
    """Telegram's InputMediaPhoto."""

    type: Literal["photo"]


class MediaDocument(_Media):
    """Telegram's InputMediaDocument."""

    type: Literal["document"]
    disable_content_type_detection: bool = False


class MediaAudio(_Media):
    """Telegram's InputMediaAudio."""

    type: Literal["audio"]
    performer: String = ""
    title: String = ""


class MediaVideo(_Media):
    """Telegram's InputMediaVideo."""

    type: Literal["video"]
    width: _JsonSide = 0
    height: _JsonSide = 0
    supports_streaming: bool = False


class MediaAnimation(_Media):
    """Telegram's InputMediaAnimation."""

    type: Literal["animation"]
    width: _JsonSide = 0
    height: _JsonSide = 0


InputMedia: TypeAlias = MediaPhoto | MediaDocument | MediaAudio | MediaVideo | MediaAnimation
_AnyMedia: TypeAlias = Annotated[InputMedia, Field(discriminator="type")]


class SendMediaGroup(DeliveryArguments):
    """Arguments of sendMediaGroup: an album of up to ten files."""

    media: Annotated[list[_AnyMedia], BeforeValidator(_check_album), fields.PARSE_JSON]

    @property
    def message_count(self) -> int:
        """The number of files."""
        return max(1, len(self.media))


class EditMessageMedia(EditArguments):
    """Arguments of editMessageMedia."""

    media: Annotated[_AnyMedia, BeforeValidator(_check_one), fields.json_of("input media")]


class GetFile(Arguments):
    """Arguments of getFile."""

    file_id: str = ""
