"""Base models of the Bot API methods' arguments."""

from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from simulator.world import fields
from simulator.world.keyboards import Keyboard


def _check_user_id(user_id: int) -> int:
    if user_id <= 0:
        raise ValueError("invalid user_id specified")
    return user_id


# Telegram has one error for a missing and for an invalid user, so the default is checked too.
UserId: TypeAlias = Annotated[fields.Integer, AfterValidator(_check_user_id), Field(default=0, validate_default=True)]


class Arguments(BaseModel):
    """The arguments of the method that has the name of the class."""

    # A bot under test learns of a mistyped argument at once.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    method: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.method = cls.__name__[0].lower() + cls.__name__[1:]


class ChatArguments(Arguments):
    """Arguments of a method that names a chat."""

    chat_id: fields.ChatId


class PostArguments(ChatArguments):
    """Arguments of a method that posts a message, and so counts against the rate limits."""

    message_thread_id: fields.Integer | None = None
    direct_messages_topic_id: fields.Integer | None = None

    @property
    def is_paid(self) -> bool:
        """True if the message counts against the limit of paid broadcasts."""
        return False


class MessageArguments(ChatArguments):
    """Arguments of a method that names a message of a chat."""

    message_id: fields.Integer


class DeliveryArguments(PostArguments):
    """Arguments of a method that sends one new message, or several."""

    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False
    allow_paid_broadcast: fields.Flag = False
    reply_parameters: fields.Reply = None

    @property
    def is_paid(self) -> bool:
        """True if the bot pays for the message."""
        return self.allow_paid_broadcast

    @property
    def keyboard(self) -> Keyboard | None:
        """The keyboard below the message."""
        return None


class SendArguments(DeliveryArguments):
    """Arguments of a method that sends a new message."""

    reply_markup: fields.AnyKeyboard = None

    @property
    def keyboard(self) -> Keyboard | None:
        """The keyboard below the message."""
        return self.reply_markup


class CaptionedArguments(SendArguments):
    """Arguments of a method that sends a file with a caption."""

    caption: str = ""
    parse_mode: fields.ParseMode = ""
    caption_entities: fields.EntitiesInForm = None
    show_caption_above_media: fields.Flag = False


class EditArguments(Arguments):
    """Arguments of a method that edits a message, either of a chat or sent inline."""

    chat_id: fields.ChatId | None = None
    message_id: fields.Integer | None = None
    inline_message_id: str | None = None
    reply_markup: fields.InlineKeyboardOnly = None
