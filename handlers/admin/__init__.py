"""`/admin`: one message with buttons for operators, in their private chats; to all others the command is unknown."""

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from bot.context import Context, JoganApplication
from bot.errors import InvalidInput
from handlers import pending
from handlers.admin import announcing, bans, headlines, overview, sources
from handlers.admin.panel import Actions, Call, Refused, Screen
from handlers.callbacks import Administer, Notice, add_callback
from handlers.language import get_translator
from handlers.replies import OUT_OF_DATE, Alert, edit_message, reply
from handlers.updates import WORDS_OF_OTHERS, get_callback_query, get_chat, get_command, get_message

COMMAND = "admin"

_PARTS = overview, sources, headlines, announcing, bans
_ACTIONS: Actions = {name: action for part in _PARTS for name, action in part.ACTIONS.items()}
_ANSWERS: Actions = {
    name: action for part in (sources, headlines, announcing, bans) for name, action in part.ANSWERS.items()
}

# Before the reply to the question for cities (-1): what is typed may be a reply too.
_HANDLER_GROUP = -2
_MAX_NOTICE = 200  # UTF-16 units of a notice (Bot API, answerCallbackQuery)


class _OfOperator(filters.MessageFilter):
    """Messages of operators in their private chats.

    Args:
        application: knows who they are.
    """

    def __init__(self, application: JoganApplication) -> None:
        super().__init__()
        self._application = application

    def filter(self, message: Message) -> bool:
        """Return whether a message is one of an operator."""
        operators = self._application.dependencies.settings.operators
        return message.chat.type == ChatType.PRIVATE and message.chat.id in operators


class _IsCommand(filters.MessageFilter):
    """The command, for this bot."""

    def filter(self, message: Message) -> bool:
        """Return whether a message is the command."""
        command, bot = get_command(message)
        return command == COMMAND and bot in {"", message.get_bot().username.lower()}


def register(application: JoganApplication) -> None:
    """Register the handlers."""
    # No CommandHandler: its command would count as one of the bot's in every chat.
    own = filters.UpdateType.MESSAGE & filters.TEXT & ~WORDS_OF_OTHERS & _OfOperator(application)
    application.add_handler(MessageHandler(own & _IsCommand(), show_panel))
    application.add_handler(MessageHandler(own & ~filters.COMMAND, _on_text), _HANDLER_GROUP)
    add_callback(application, Administer, _on_button)


async def show_panel(update: Update, context: Context) -> None:
    """Answer with the first screen."""
    _forget_question(update, context)
    await reply(update, *await overview.show_home(Call(update, context, await get_translator(update, context))))


async def _on_button(update: Update, context: Context, data: Administer) -> Notice:
    tr, chat = await get_translator(update, context), get_chat(update)
    # At each press: who was an operator may not be one any more.
    is_allowed = chat.type == ChatType.PRIVATE and chat.id in context.deps.settings.operators
    action = _ACTIONS.get(data.action)
    if not is_allowed or action is None:
        return tr.plain(OUT_OF_DATE)
    _forget_question(update, context)
    try:
        screen = await _perform(Call(update, context, tr, data.value), data.action, _ACTIONS)
    except Refused as refusal:
        return Alert(refusal.notice[:_MAX_NOTICE])
    await edit_message(get_callback_query(update), *screen)
    return None


async def _on_text(update: Update, context: Context) -> None:
    """Answer what was typed after a question; all other text goes on to its handlers."""
    asked = pending.get_asked(update, context)
    if not isinstance(asked, Administer):
        return
    _forget_question(update, context)
    tr = await get_translator(update, context)
    call = Call(update, context, tr, asked.value, get_message(update).text or "")
    try:
        await reply(update, *await _perform(call, asked.action, _ANSWERS))
    except Refused as refusal:
        # The question stays open for another attempt.
        pending.ask(update, context, asked)
        await reply(update, tr("⚠️ {reason}", reason=refusal.notice))
    raise ApplicationHandlerStop


async def _perform(call: Call, name: str, actions: Actions) -> Screen:
    try:
        return await actions[name](call)
    except InvalidInput as error:
        raise Refused(str(error)) from error


def _forget_question(update: Update, context: Context) -> None:
    if isinstance(pending.get_asked(update, context), Administer):
        pending.forget(update, context)
