"""Base models of the Bot API methods' arguments."""

from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from simulator.world import fields
from simulator.world.keyboards import Keyboard
from simulator.world.message_entities import Entities


def _check_user_id(user_id: int) -> int:
    if user_id <= 0:
        raise ValueError("invalid user_id specified")
    return user_id


# Telegram has one error for a missing and for an invalid user, so the default is checked too.
UserId: TypeAlias = Annotated[fields.Long, AfterValidator(_check_user_id), Field(default=0, validate_default=True)]


def _check_business(connection_id: str) -> str:
    # This server has no business accounts.
    if connection_id:
        raise ValueError("business connection not found")
    return connection_id


BusinessConnection: TypeAlias = Annotated[str, AfterValidator(_check_business)]


class Arguments(BaseModel):
    """The arguments of the method that has the name of the class."""

    # `Method.read` says whether unknown arguments are ignored.
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)
    method: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.method = cls.__name__[0].lower() + cls.__name__[1:]


class ChatArguments(Arguments):
    """Arguments of a method that names a chat."""

    chat_id: fields.ChatId = ""


class PostArguments(ChatArguments):
    """Arguments of a method that posts a message, and so counts against the rate limits."""

    message_thread_id: fields.Integer = 0
    direct_messages_topic_id: fields.Long = 0

    @property
    def is_paid(self) -> bool:
        """True if the message counts against the limit of paid broadcasts."""
        return False

    @property
    def message_count(self) -> int:
        """The number of messages that the call posts."""
        return 1


class MessageArguments(ChatArguments):
    """Arguments of a method that names a message of a chat."""

    message_id: fields.Integer = 0


class DeliveryArguments(PostArguments):
    """Arguments of a method that sends one new message, or several."""

    business_connection_id: BusinessConnection = ""
    message_effect_id: fields.Long = 0
    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False
    allow_paid_broadcast: fields.Flag = False
    reply_parameters: fields.Reply = None
    # The older names of what `reply_parameters` says.
    reply_to_message_id: fields.Integer = 0
    allow_sending_without_reply: fields.Flag = False

    @property
    def is_paid(self) -> bool:
        """True if the bot pays for the message."""
        return self.allow_paid_broadcast

    @property
    def reply(self) -> fields.ReplyParameters | None:
        """The message to answer; None for none."""
        if "reply_parameters" in self.model_fields_set or self.reply_to_message_id <= 0:
            return self.reply_parameters
        return fields.ReplyParameters(
            message_id=self.reply_to_message_id, allow_sending_without_reply=self.allow_sending_without_reply
        )

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
    parse_mode: str = ""
    caption_entities: Entities = None
    show_caption_above_media: fields.Flag = False


class EditArguments(Arguments):
    """Arguments of a method that edits a message, either of a chat or sent inline."""

    chat_id: fields.ChatId = ""
    message_id: fields.Integer = 0
    inline_message_id: str = ""
    business_connection_id: BusinessConnection = ""
    reply_markup: fields.AnyKeyboard = None
