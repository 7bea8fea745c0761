"""Arguments of the methods that ban, restrict and promote members."""

from typing import Annotated

from pydantic import BeforeValidator

from simulator.api.arguments.base import ChatArguments, UserId
from simulator.world import fields
from simulator.world.chats import MEMBER_RIGHTS
from simulator.world.json_fields import TelegramObject

_MEDIA = (
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
)
_OLDER_PERMISSIONS = (
    "can_send_messages",
    "can_send_media_messages",
    "can_send_other_messages",
    "can_add_web_page_previews",
)
_UNNAMED_DEFAULTS = {
    "can_manage_topics": "can_pin_messages",
    "can_edit_tag": "can_pin_messages",
    "can_react_to_messages": "can_send_messages",
}


def _check_permissions(given: object) -> object:
    for name, value in given.items() if isinstance(given, dict) else ():
        if name in ChatPermissions.model_fields and not isinstance(value, bool):
            raise ValueError(f'can\'t parse chat permissions: Field "{name}" must be of type Boolean')
    return given


class ChatPermissions(TelegramObject):
    """Telegram's ChatPermissions; what is not named is not allowed, except as `allowed` says."""

    can_send_messages: bool = False
    can_send_media_messages: bool = False
    can_send_audios: bool = False
    can_send_documents: bool = False
    can_send_photos: bool = False
    can_send_videos: bool = False
    can_send_video_notes: bool = False
    can_send_voice_notes: bool = False
    can_send_polls: bool = False
    can_send_other_messages: bool = False
    can_add_web_page_previews: bool = False
    can_react_to_messages: bool = False
    can_edit_tag: bool = False
    can_change_info: bool = False
    can_invite_users: bool = False
    can_pin_messages: bool = False
    can_manage_topics: bool = False

    def allowed(self, *, is_independent: bool) -> frozenset[str]:
        """Return the names of the permissions; some imply others, unless they are independent."""
        names = {name for name in self.model_fields_set if getattr(self, name)}
        # The name of older bots for all media.
        if "can_send_media_messages" in names and not self.model_fields_set & set(_MEDIA):
            names |= {*_MEDIA} if is_independent else {*_MEDIA, "can_send_messages"}
        unnamed = _UNNAMED_DEFAULTS.keys() - self.model_fields_set
        names |= {name for name in unnamed if _UNNAMED_DEFAULTS[name] in names}
        if not is_independent and names & {"can_send_other_messages", "can_add_web_page_previews"}:
            names |= {*_MEDIA, "can_send_messages"}
        if not is_independent and "can_send_polls" in names:
            names.add("can_send_messages")
        return frozenset(names - {"can_send_media_messages"})


class BanChatMember(ChatArguments):
    """Arguments of banChatMember; `until_date` in Unix time."""

    user_id: UserId
    until_date: fields.Integer = 0
    revoke_messages: fields.Flag = False


class UnbanChatMember(ChatArguments):
    """Arguments of unbanChatMember."""

    user_id: UserId
    only_if_banned: fields.Flag = False


class RestrictChatMember(ChatArguments):
    """Arguments of restrictChatMember; `until_date` in Unix time."""

    user_id: UserId
    permissions: Annotated[
        ChatPermissions | None,
        BeforeValidator(_check_permissions),
        fields.object_of("permissions", "object expected as permissions"),
    ] = None
    use_independent_chat_permissions: fields.Flag = False
    until_date: fields.Integer = 0
    # Older bots name the permissions here.
    can_send_messages: fields.Flag = False
    can_send_media_messages: fields.Flag = False
    can_send_other_messages: fields.Flag = False
    can_add_web_page_previews: fields.Flag = False

    @property
    def allowed(self) -> frozenset[str]:
        """The names of the permissions."""
        if self.permissions is None:
            return self._older_permissions()
        return self.permissions.allowed(is_independent=self.use_independent_chat_permissions)

    def _older_permissions(self) -> frozenset[str]:
        given = {name: getattr(self, name) for name in _OLDER_PERMISSIONS if getattr(self, name)}
        allowed = ChatPermissions(**given).allowed(is_independent=self.use_independent_chat_permissions)
        return frozenset(MEMBER_RIGHTS) if len(given) == len(_OLDER_PERMISSIONS) else allowed


class PromoteChatMember(ChatArguments):
    """Arguments of promoteChatMember: the new rights; none make the user an ordinary member."""

    user_id: UserId
    is_anonymous: fields.Flag = False
    can_manage_chat: fields.Flag = False
    can_delete_messages: fields.Flag = False
    can_manage_video_chats: fields.Flag = False
    can_restrict_members: fields.Flag | None = None
    can_promote_members: fields.Flag = False
    can_change_info: fields.Flag = False
    can_invite_users: fields.Flag = False
    can_post_stories: fields.Flag = False
    can_edit_stories: fields.Flag = False
    can_delete_stories: fields.Flag = False
    can_post_messages: fields.Flag = False
    can_edit_messages: fields.Flag = False
    can_pin_messages: fields.Flag = False
    can_manage_topics: fields.Flag = False
    can_manage_direct_messages: fields.Flag = False
    can_manage_tags: fields.Flag = False
    # The older name of `can_manage_video_chats`.
    can_manage_voice_chats: fields.Flag = False

    @property
    def rights(self) -> frozenset[str]:
        """The names of the rights that are given."""
        given = {name for name, value in vars(self).items() if name.startswith("can_") and value}
        return frozenset("can_manage_video_chats" if name == "can_manage_voice_chats" else name for name in given)
