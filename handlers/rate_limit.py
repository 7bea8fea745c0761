"""Who asks too often: one kind word, and then silence until it is less than so many within a minute again.

What makes the bot speak counts, in all chats of a person together: commands, answers to its own messages, in a private
chat whatever it answers. A
channel, and a group's anonymous administrators, count as one person. Buttons have a quota of their own, because people
leaf through lists with them, and the word is a note that stands in no chat. What is asked inline is not counted: it is
asked letter by letter, and puts nothing anywhere.
"""

from abc import abstractmethod
from functools import cached_property
from typing import Any, cast

from markupsafe import Markup
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, BaseHandler, CommandHandler

from bot.context import AnyApplication, Context, JoganApplication
from bot.i18n.translator import N_
from bot.telegram_api.user_quota import Excess, Quota
from handlers.common import query_of, reply, translator_of

MOST_COMMANDS = 20
"""Commands a minute."""

MOST_PRESSES = 60
"""Buttons a minute."""

_BEFORE_ALL = -2
"""The group of handlers before that of answers to the bot's questions, which goes before all others."""

TOO_MANY = N_("That was a lot at once 🙂 Please wait a minute, then I answer again.")


def register(application: AnyApplication) -> None:
    """Add the handlers; they go before all others."""
    application.add_handler(_TooManyCommands(application, MOST_COMMANDS), _BEFORE_ALL)
    application.add_handler(_TooManyPresses(application, MOST_PRESSES), _BEFORE_ALL)


class _TooMany(BaseHandler[Update, Context, None]):
    """Takes what is too much, so that no handler behind it does."""

    def __init__(self, application: AnyApplication, most: int) -> None:
        super().__init__(self._tell)
        self._application = cast("JoganApplication", application)
        self._quota = Quota(most)

    def check_update(self, update: object) -> Excess | None:
        asker = self._asker_of(update) if isinstance(update, Update) else None
        if asker is None:
            return None
        return self._quota.take(asker, self._application.dependencies.clock.now().timestamp())

    async def handle_update(self, update: Update, _application: Any, check_result: object, context: Context) -> None:
        word = None
        if check_result is Excess.WORD and (asker := self._asker_of(update)):
            word = (await translator_of(asker, update.effective_user, context)).plain(TOO_MANY)
        await self._tell(update, context, word)
        raise ApplicationHandlerStop

    @abstractmethod
    def _asker_of(self, update: Update) -> int | None:
        """Who asks with an update; None where it is none that counts."""

    @abstractmethod
    async def _tell(self, update: Update, _context: Context, word: str | None = None) -> None:
        """Say a word, or else nothing."""


class _TooManyCommands(_TooMany):
    """Takes the commands that are too many."""

    def _asker_of(self, update: Update) -> int | None:
        message = update.message or update.channel_post
        return _sender_of(message) if message is not None and self._is_answered(message) else None

    def _is_answered(self, message: Message) -> bool:
        if message.chat.type == ChatType.PRIVATE:
            return bool(message.text or message.location) and message.via_bot is None
        answered = message.reply_to_message and message.reply_to_message.from_user
        if answered and answered.id == self._application.bot.id:
            return True
        words = (message.text or "").split(maxsplit=1)
        if not words or not words[0].startswith("/"):
            return False
        command, _, bot = words[0][1:].lower().partition("@")
        return command in self._commands and bot in {"", self._application.bot.username.lower()}

    @cached_property
    def _commands(self) -> frozenset[str]:
        every = (handler for handlers in self._application.handlers.values() for handler in handlers)
        return frozenset(name for one in every if isinstance(one, CommandHandler) for name in one.commands)

    async def _tell(self, update: Update, _context: Context, word: str | None = None) -> None:
        if word is not None:
            await reply(update, Markup.escape(word))


class _TooManyPresses(_TooMany):
    """Takes the presses of buttons that are too many; a button rests only when its press is answered."""

    def _asker_of(self, update: Update) -> int | None:
        return None if update.callback_query is None else update.callback_query.from_user.id

    async def _tell(self, update: Update, _context: Context, word: str | None = None) -> None:
        await query_of(update).answer(word)


def _sender_of(message: Message) -> int | None:
    sender = message.sender_chat or message.from_user
    return None if sender is None else sender.id
