"""The table of the Bot API's methods, and how a call is checked and run."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from inspect import iscoroutinefunction
from typing import Any, Generic, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import to_json

from simulator import errors
from simulator.api.arguments import bot as bot_arguments
from simulator.api.arguments import chats as chat_arguments
from simulator.api.arguments import forwards as forward_arguments
from simulator.api.arguments import inline as inline_arguments
from simulator.api.arguments import invitations as invitation_arguments
from simulator.api.arguments import media as media_arguments
from simulator.api.arguments import messages as message_arguments
from simulator.api.arguments import moderation as moderation_arguments
from simulator.api.arguments import polls as poll_arguments
from simulator.api.arguments import reactions as reaction_arguments
from simulator.api.arguments.base import Arguments, EditArguments, PostArguments
from simulator.api.caller import Caller
from simulator.api.methods import (
    bot,
    chats,
    edits,
    forwards,
    inline,
    invitations,
    media,
    messages,
    moderation,
    polls,
    reactions,
    topics,
    updates,
)
from simulator.api.methods.argument_errors import argument_error

A = TypeVar("A", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Method(Generic[A]):
    """One method: its arguments, its function, whether rate limits count it, and whether it is asynchronous."""

    arguments: type[A]
    run: Callable[[Caller, A], object | Awaitable[object]]
    is_limited: bool = field(init=False)
    is_async: bool = field(init=False)

    def __post_init__(self) -> None:
        # Computed once, because both checks take longer than many a method.
        object.__setattr__(self, "is_limited", issubclass(self.arguments, PostArguments | EditArguments))
        object.__setattr__(self, "is_async", iscoroutinefunction(self.run))

    def read(self, raw: Mapping[str, object], *, strict: bool = False) -> A:
        """Check the arguments of a call.

        Args:
            raw: the arguments in JSON types.
            strict: whether names that Telegram does not know are refused, in objects inside the arguments too.

        Raises:
            ApiError: 400, saying which argument is wrong.
        """
        # To Telegram, every argument is a text.
        texts = {name: value if type(value) is str else _to_text(value) for name, value in raw.items()}
        try:
            # Faster than `model_validate`. The context tells validators, as `info.context`, what `extra` tells models.
            arguments: A = self.arguments.__pydantic_validator__.validate_python(
                texts, extra="forbid" if strict else None, context=strict or None
            )
        except ValidationError as error:
            raise argument_error(error) from error
        return arguments

    async def call(self, caller: Caller, arguments: A) -> object:
        """Run the method, and return its result in JSON types."""
        result = self.run(caller, arguments)
        return await cast("Awaitable[object]", result) if self.is_async else result


def _to_text(value: object) -> str:
    # Most of these are ids, for which `str` is faster.
    return str(value) if type(value) is int else to_json(value).decode()


_METHODS: tuple[Method[Any], ...] = (
    Method(bot_arguments.GetMe, bot.get_me),
    Method(bot_arguments.GetUpdates, updates.get_updates),
    Method(bot_arguments.SetWebhook, updates.set_webhook),
    Method(bot_arguments.DeleteWebhook, updates.delete_webhook),
    Method(bot_arguments.GetWebhookInfo, updates.get_webhook_info),
    Method(bot_arguments.SetMyCommands, bot.set_my_commands),
    Method(bot_arguments.GetMyCommands, bot.get_my_commands),
    Method(bot_arguments.DeleteMyCommands, bot.delete_my_commands),
    Method(bot_arguments.SetMyName, bot.set_my_name),
    Method(bot_arguments.GetMyName, bot.get_my_name),
    Method(bot_arguments.SetMyDescription, bot.set_my_description),
    Method(bot_arguments.GetMyDescription, bot.get_my_description),
    Method(bot_arguments.SetMyShortDescription, bot.set_my_short_description),
    Method(bot_arguments.GetMyShortDescription, bot.get_my_short_description),
    Method(bot_arguments.SetChatMenuButton, bot.set_chat_menu_button),
    Method(bot_arguments.GetChatMenuButton, bot.get_chat_menu_button),
    Method(bot_arguments.SetMyDefaultAdministratorRights, bot.set_my_default_administrator_rights),
    Method(bot_arguments.GetMyDefaultAdministratorRights, bot.get_my_default_administrator_rights),
    Method(message_arguments.SendMessage, messages.send_message),
    Method(media_arguments.SendPhoto, media.send_photo),
    Method(media_arguments.SendDocument, media.send_document),
    Method(media_arguments.SendAudio, media.send_audio),
    Method(media_arguments.SendVoice, media.send_voice),
    Method(media_arguments.SendVideo, media.send_video),
    Method(media_arguments.SendAnimation, media.send_animation),
    Method(media_arguments.SendVideoNote, media.send_video_note),
    Method(media_arguments.SendSticker, media.send_sticker),
    Method(media_arguments.SendMediaGroup, media.send_media_group),
    Method(message_arguments.SendLocation, messages.send_location),
    Method(poll_arguments.SendPoll, polls.send_poll),
    Method(poll_arguments.StopPoll, polls.stop_poll),
    Method(forward_arguments.ForwardMessage, forwards.forward_message),
    Method(forward_arguments.ForwardMessages, forwards.forward_messages),
    Method(forward_arguments.CopyMessage, forwards.copy_message),
    Method(forward_arguments.CopyMessages, forwards.copy_messages),
    Method(reaction_arguments.SetMessageReaction, reactions.set_message_reaction),
    Method(message_arguments.EditMessageText, edits.edit_message_text),
    Method(message_arguments.EditMessageCaption, edits.edit_message_caption),
    Method(media_arguments.EditMessageMedia, edits.edit_message_media),
    Method(message_arguments.EditMessageReplyMarkup, edits.edit_message_reply_markup),
    Method(message_arguments.DeleteMessage, edits.delete_message),
    Method(message_arguments.DeleteMessages, edits.delete_messages),
    Method(message_arguments.PinChatMessage, edits.pin_chat_message),
    Method(message_arguments.UnpinChatMessage, edits.unpin_chat_message),
    Method(message_arguments.UnpinAllChatMessages, edits.unpin_all_chat_messages),
    Method(message_arguments.AnswerCallbackQuery, messages.answer_callback_query),
    Method(message_arguments.SendChatAction, messages.send_chat_action),
    Method(media_arguments.GetFile, media.get_file),
    Method(inline_arguments.AnswerInlineQuery, inline.answer_inline_query),
    Method(inline_arguments.AnswerWebAppQuery, inline.answer_web_app_query),
    Method(chat_arguments.GetChat, chats.get_chat),
    Method(chat_arguments.GetChatMember, chats.get_chat_member),
    Method(chat_arguments.GetChatMemberCount, chats.get_chat_member_count),
    Method(chat_arguments.GetChatMembersCount, chats.get_chat_member_count),
    Method(chat_arguments.GetChatAdministrators, chats.get_chat_administrators),
    Method(chat_arguments.LeaveChat, chats.leave_chat),
    Method(invitation_arguments.ExportChatInviteLink, invitations.export_chat_invite_link),
    Method(invitation_arguments.CreateChatInviteLink, invitations.create_chat_invite_link),
    Method(invitation_arguments.EditChatInviteLink, invitations.edit_chat_invite_link),
    Method(invitation_arguments.RevokeChatInviteLink, invitations.revoke_chat_invite_link),
    Method(invitation_arguments.ApproveChatJoinRequest, invitations.approve_chat_join_request),
    Method(invitation_arguments.DeclineChatJoinRequest, invitations.decline_chat_join_request),
    Method(moderation_arguments.BanChatMember, moderation.ban_chat_member),
    Method(moderation_arguments.UnbanChatMember, moderation.unban_chat_member),
    Method(moderation_arguments.RestrictChatMember, moderation.restrict_chat_member),
    Method(moderation_arguments.PromoteChatMember, moderation.promote_chat_member),
    Method(chat_arguments.CreateForumTopic, topics.create_forum_topic),
    Method(chat_arguments.EditForumTopic, topics.edit_forum_topic),
    Method(chat_arguments.CloseForumTopic, topics.close_forum_topic),
    Method(chat_arguments.ReopenForumTopic, topics.reopen_forum_topic),
    Method(chat_arguments.DeleteForumTopic, topics.delete_forum_topic),
)
# Telegram ignores the case of method names.
METHODS = {method.arguments.method.lower(): method for method in _METHODS}


def find(name: str, *, strict: bool = False) -> Method[Any]:
    """Return the method of this name.

    Raises:
        ApiError: for an unknown method Telegram's 404, or a 400 that names it if `strict`.
    """
    try:
        return METHODS[name.lower()]
    except KeyError as error:
        # Client libraries take every 404 for a wrong token.
        raise errors.bad_request(f'unknown method "{name}"') if strict else errors.method_not_found() from error
