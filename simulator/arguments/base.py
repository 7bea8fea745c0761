"""What every method's arguments keep to, and what many of them share."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from simulator import fields


class Arguments(BaseModel):
    """The arguments of one method, which has the name of the class."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    method: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.method = cls.__name__[0].lower() + cls.__name__[1:]


class OfChat(Arguments):
    """What is about a chat."""

    chat_id: fields.ChatId


class Posting(OfChat):
    """What puts a message into a chat, and counts against the rate limits."""

    @property
    def is_paid(self) -> bool:
        """Whether it counts against the limit of what is paid for."""
        return False


class OfMessage(OfChat):
    """What is about a message that is in a chat."""

    message_id: fields.Integer


class Sending(Posting):
    """What sends something new."""

    message_thread_id: fields.Integer | None = None
    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False
    allow_paid_broadcast: fields.Flag = False
    reply_parameters: fields.Reply = None
    reply_markup: fields.AnyKeyboard = None

    @property
    def is_paid(self) -> bool:
        """Whether the bot pays for it."""
        return self.allow_paid_broadcast


class Captioned(Arguments):
    """What has a caption."""

    caption: str = ""
    parse_mode: fields.ParseMode = ""
    caption_entities: fields.EntitiesInForm = None
    show_caption_above_media: fields.Flag = False


class Editing(Arguments):
    """What changes a message: one in a chat, or one that came inline."""

    chat_id: fields.ChatId | None = None
    message_id: fields.Integer | None = None
    inline_message_id: str | None = None
    reply_markup: fields.OnlyInline = None
