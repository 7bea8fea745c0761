"""Arguments of the methods for chats, their members and their topics."""

from simulator.api.arguments.base import ChatArguments, UserId
from simulator.world import fields


class GetChat(ChatArguments):
    """Arguments of getChat."""


class GetChatMember(ChatArguments):
    """Arguments of getChatMember."""

    user_id: UserId


class GetChatMemberCount(ChatArguments):
    """Arguments of getChatMemberCount."""


class GetChatAdministrators(ChatArguments):
    """Arguments of getChatAdministrators."""

    return_bots: fields.Flag = False


class GetChatMembersCount(GetChatMemberCount):
    """Arguments of getChatMembersCount, the older name of getChatMemberCount."""


class LeaveChat(ChatArguments):
    """Arguments of leaveChat."""


class CreateForumTopic(ChatArguments):
    """Arguments of createForumTopic."""

    name: str = ""
    icon_color: fields.Integer = 0
    icon_custom_emoji_id: str | None = None


class EditForumTopic(ChatArguments):
    """Arguments of editForumTopic."""

    message_thread_id: fields.Integer = 0
    name: str = ""
    icon_custom_emoji_id: str | None = None


class CloseForumTopic(ChatArguments):
    """Arguments of closeForumTopic."""

    message_thread_id: fields.Integer = 0


class ReopenForumTopic(CloseForumTopic):
    """Arguments of reopenForumTopic."""


class DeleteForumTopic(CloseForumTopic):
    """Arguments of deleteForumTopic, which deletes the topic's messages too."""
