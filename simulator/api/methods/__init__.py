"""The table of the Bot API's methods, and how a call is checked and run."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from inspect import iscoroutinefunction
from typing import Any, Generic, TypeVar, cast

from pydantic import ValidationError

from simulator import errors
from simulator.api.arguments import bot as of_bot
from simulator.api.arguments import chats as of_chats
from simulator.api.arguments import inline as of_inline
from simulator.api.arguments import messages as of_messages
from simulator.api.arguments.base import Arguments, Posting
from simulator.api.caller import Caller
from simulator.api.methods import bot, chats, edits, inline, messages, topics, webhook
from simulator.api.methods.refusals import refusal

A = TypeVar("A", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Method(Generic[A]):
    """One method: its arguments, its function, whether it posts a message, and whether it is asynchronous."""

    arguments: type[A]
    run: Callable[[Caller, A], object | Awaitable[object]]
    is_posting: bool = field(init=False)
    is_slow: bool = field(init=False)

    def __post_init__(self) -> None:
        # Asked once, because to ask what something is costs more than many a method.
        object.__setattr__(self, "is_posting", issubclass(self.arguments, Posting))
        object.__setattr__(self, "is_slow", iscoroutinefunction(self.run))

    def read(self, raw: Mapping[str, object]) -> A:
        """Check the arguments of a call.

        Raises:
            ApiError: 400, saying which argument is wrong.
        """
        try:
            # Not by `model_validate`, whose options nobody needs here and every call would pay for.
            given: A = self.arguments.__pydantic_validator__.validate_python(raw)
        except ValidationError as error:
            raise refusal(error) from error
        return given

    async def call(self, my: Caller, given: A) -> object:
        """Run the method, and return its result in JSON types."""
        result = self.run(my, given)
        return await cast("Awaitable[object]", result) if self.is_slow else result


_METHODS: tuple[Method[Any], ...] = (
    Method(of_bot.GetMe, bot.get_me),
    Method(of_bot.GetUpdates, webhook.get_updates),
    Method(of_bot.SetWebhook, webhook.set_webhook),
    Method(of_bot.DeleteWebhook, webhook.delete_webhook),
    Method(of_bot.GetWebhookInfo, webhook.get_webhook_info),
    Method(of_bot.SetMyCommands, bot.set_my_commands),
    Method(of_bot.GetMyCommands, bot.get_my_commands),
    Method(of_bot.DeleteMyCommands, bot.delete_my_commands),
    Method(of_bot.SetMyName, bot.set_my_name),
    Method(of_bot.GetMyName, bot.get_my_name),
    Method(of_bot.SetMyDescription, bot.set_my_description),
    Method(of_bot.GetMyDescription, bot.get_my_description),
    Method(of_bot.SetMyShortDescription, bot.set_my_short_description),
    Method(of_bot.GetMyShortDescription, bot.get_my_short_description),
    Method(of_bot.SetChatMenuButton, bot.set_chat_menu_button),
    Method(of_bot.GetChatMenuButton, bot.get_chat_menu_button),
    Method(of_bot.SetMyDefaultAdministratorRights, bot.set_my_default_administrator_rights),
    Method(of_bot.GetMyDefaultAdministratorRights, bot.get_my_default_administrator_rights),
    Method(of_messages.SendMessage, messages.send_message),
    Method(of_messages.SendPhoto, messages.send_photo),
    Method(of_messages.SendDocument, messages.send_document),
    Method(of_messages.SendLocation, messages.send_location),
    Method(of_messages.ForwardMessage, messages.forward_message),
    Method(of_messages.CopyMessage, messages.copy_message),
    Method(of_messages.EditMessageText, edits.edit_message_text),
    Method(of_messages.EditMessageCaption, edits.edit_message_caption),
    Method(of_messages.EditMessageMedia, edits.edit_message_media),
    Method(of_messages.EditMessageReplyMarkup, edits.edit_message_reply_markup),
    Method(of_messages.DeleteMessage, edits.delete_message),
    Method(of_messages.DeleteMessages, edits.delete_messages),
    Method(of_messages.PinChatMessage, edits.pin_chat_message),
    Method(of_messages.UnpinChatMessage, edits.unpin_chat_message),
    Method(of_messages.UnpinAllChatMessages, edits.unpin_all_chat_messages),
    Method(of_messages.AnswerCallbackQuery, messages.answer_callback_query),
    Method(of_messages.SendChatAction, messages.send_chat_action),
    Method(of_messages.GetFile, messages.get_file),
    Method(of_inline.AnswerInlineQuery, inline.answer_inline_query),
    Method(of_inline.AnswerWebAppQuery, inline.answer_web_app_query),
    Method(of_chats.GetChat, chats.get_chat),
    Method(of_chats.GetChatMember, chats.get_chat_member),
    Method(of_chats.GetChatMemberCount, chats.get_chat_member_count),
    Method(of_chats.GetChatAdministrators, chats.get_chat_administrators),
    Method(of_chats.LeaveChat, chats.leave_chat),
    Method(of_chats.CreateForumTopic, topics.create_forum_topic),
    Method(of_chats.EditForumTopic, topics.edit_forum_topic),
    Method(of_chats.CloseForumTopic, topics.close_forum_topic),
    Method(of_chats.ReopenForumTopic, topics.reopen_forum_topic),
    Method(of_chats.DeleteForumTopic, topics.delete_forum_topic),
)
# Telegram reads the names of methods without regard to case.
METHODS = {method.arguments.method.lower(): method for method in _METHODS}


def find(name: str) -> Method[Any]:
    """Return the method of this name.

    Raises:
        ApiError: 404 for an unknown method.
    """
    try:
        return METHODS[name.lower()]
    except KeyError as error:
        raise errors.not_found() from error
