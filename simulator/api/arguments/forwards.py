"""Arguments of the methods that send messages of other chats again."""

from simulator.api.arguments.base import MessageArguments, PostArguments, SendArguments
from simulator.world import fields
from simulator.world.message_entities import Entities


class ForwardMessage(MessageArguments, PostArguments):
    """Arguments of forwardMessage."""

    from_chat_id: fields.ChatId = ""
    video_start_timestamp: fields.Integer = 0
    message_effect_id: fields.Long = 0
    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False


class ForwardMessages(PostArguments):
    """Arguments of forwardMessages: up to 100 ids in increasing order; missing messages are skipped."""

    from_chat_id: fields.ChatId = ""
    message_ids: fields.MessageIds = ()
    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False

    @property
    def message_count(self) -> int:
        """The number of messages to send again."""
        return max(1, len(self.message_ids))


class CopyMessage(SendArguments):
    """Arguments of copyMessage."""

    from_chat_id: fields.ChatId = ""
    message_id: fields.Integer = 0
    video_start_timestamp: fields.Integer = 0
    caption: str | None = None
    parse_mode: str = ""
    caption_entities: Entities = None
    show_caption_above_media: fields.Flag = False


class CopyMessages(ForwardMessages):
    """Arguments of copyMessages: up to 100 ids in increasing order; missing messages are skipped."""

    remove_caption: fields.Flag = False
