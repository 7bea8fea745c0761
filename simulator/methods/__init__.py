"""The Bot API's methods: which there are, and how a call is checked and run."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from simulator import arguments, errors
from simulator.methods import bot, chats, messages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from simulator.state import State

A = TypeVar("A", bound=arguments.Arguments)


@dataclass(frozen=True, slots=True)
class Method(Generic[A]):
    """One method: what it takes and what it does."""

    arguments: type[A]
    run: Callable[[State, A], object | Awaitable[object]]

    def read(self, raw: Mapping[str, object]) -> A:
        """Check the arguments of a call.

        Raises:
            ApiError: 400, saying which argument is wrong.
        """
        try:
            return self.arguments.model_validate(raw)
        except ValidationError as error:
            raise _refusal(error) from error

    async def call(self, state: State, given: A) -> object:
        """Run the method, and return its result as JSON can hold it."""
        result = self.run(state, given)
        return await result if isawaitable(result) else result


_METHODS: tuple[Method[Any], ...] = (
    Method(arguments.GetMe, bot.get_me),
    Method(arguments.GetUpdates, bot.get_updates),
    Method(arguments.DeleteWebhook, bot.delete_webhook),
    Method(arguments.SetMyCommands, bot.set_my_commands),
    Method(arguments.GetMyCommands, bot.get_my_commands),
    Method(arguments.DeleteMyCommands, bot.delete_my_commands),
    Method(arguments.SetMyName, bot.set_my_name),
    Method(arguments.SetMyDescription, bot.set_my_description),
    Method(arguments.SetMyShortDescription, bot.set_my_short_description),
    Method(arguments.SendMessage, messages.send_message),
    Method(arguments.EditMessageText, messages.edit_message_text),
    Method(arguments.EditMessageReplyMarkup, messages.edit_message_reply_markup),
    Method(arguments.DeleteMessage, messages.delete_message),
    Method(arguments.AnswerCallbackQuery, messages.answer_callback_query),
    Method(arguments.SendChatAction, messages.send_chat_action),
    Method(arguments.GetChat, chats.get_chat),
    Method(arguments.GetChatMember, chats.get_chat_member),
    Method(arguments.GetChatAdministrators, chats.get_chat_administrators),
)
# Telegram reads the names of methods without regard to case.
METHODS = {method.arguments.method.lower(): method for method in _METHODS}


def find(name: str) -> Method[Any]:
    """Return the method of this name.

    Raises:
        ApiError: 404, for a method that there is not.
    """
    try:
        return METHODS[name.lower()]
    except KeyError as error:
        raise errors.not_found() from error


def _refusal(error: ValidationError) -> errors.ApiError:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "missing" if len(first["loc"]) == 1:
            return errors.bad_request(f"{place} is empty")
        case "extra_forbidden":
            return errors.bad_request(f'the argument "{place}" is not known here')
        case "value_error":
            return errors.bad_request(str(first["ctx"]["error"]))
        case _:
            return errors.bad_request(f'can\'t parse "{place}": {first["msg"]}')
