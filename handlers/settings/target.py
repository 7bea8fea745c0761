"""What a button of the settings is about: a subscription, or a topic where there may be none."""

from dataclasses import dataclass, replace

from telegram import Update
from telegram.constants import ChatType

from bot.cache import ChatSettings
from bot.context import Context
from bot.i18n.translator import Translator
from bot.settings_menu.callback_data import SettingsCallback
from handlers.updates import get_chat, get_language_code, get_message, get_topic_id
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from storage.terms import Unit


@dataclass(frozen=True, slots=True)
class Target:
    """What is set.

    Attributes:
        chat_id: Telegram's id of the chat that is set.
        thread_id: the topic, 0 for none.
        number: the subscription; where there is none, what `SettingsCallback` names the topic by.
        settings: what is stored of the chat.
        is_here: whether it is the chat in which it is set.
    """

    chat_id: int
    thread_id: int
    number: int
    settings: ChatSettings
    is_here: bool

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Those of the topic, the oldest first."""
        return tuple(one for one in self.settings.subscriptions if one.thread_id == self.thread_id)

    @property
    def subscription(self) -> Subscription | None:
        """The one that is set; None where there is none yet, or it is gone."""
        return next((one for one in self.settings.subscriptions if one.id == self.number), None)

    @property
    def topics_number(self) -> int:
        """What `SettingsCallback` names the topic by."""
        return 0 if self.is_here else self.chat_id

    @property
    def unit(self) -> Unit:
        """In what the chat reads temperatures."""
        return (self.settings.chat and self.settings.chat.unit) or Unit.CELSIUS

    def callback(self, action: str, value: str = "") -> SettingsCallback:
        """Return the data of a button for an action on this target."""
        return SettingsCallback(self.number, action, value, is_elsewhere=not self.is_here)

    def translator(self, update: Update, context: Context) -> Translator:
        """The language in which the chat gets its bulletins; that of who asks where nothing is stored yet."""
        chat = self.settings.chat
        tags = (get_language_code(update.effective_user),) if chat is None else (chat.language, chat.telegram_language)
        return context.deps.translators.choose(*tags).with_unit(self.unit)


async def find_target(update: Update, context: Context, number: int, *, is_elsewhere: bool) -> Target | None:
    """What a number means, as `SettingsCallback` has it, where it is pressed; None where there is no such thing.

    Another chat's settings can be reached from a private chat only; who may change them is not asked here.
    """
    chat, message = get_chat(update), get_message(update)
    mine = Target(chat.id, get_topic_id(message), number, await context.deps.caches.chats.get(chat.id), is_here=True)
    if number == 0:
        return mine
    if number > 0 and not is_elsewhere:
        return None if mine.subscription is None else replace(mine, thread_id=mine.subscription.thread_id)
    return await _find_elsewhere(context, number) if chat.type == ChatType.PRIVATE else None


async def again(context: Context, target: Target, number: int | None = None) -> Target:
    """The target as it is stored now, or another subscription of it."""
    settings = await context.deps.caches.chats.get(target.chat_id)
    return replace(target, settings=settings, number=target.number if number is None else number)


async def _find_elsewhere(context: Context, number: int) -> Target | None:
    chat_id, thread_id = number, 0
    if number > 0:
        async with context.deps.database.read() as connection:
            subscription = await subscriptions.get_by_id(connection, number)
        if subscription is None:
            return None
        chat_id, thread_id = subscription.chat_id, subscription.thread_id
    settings = await context.deps.caches.chats.get(chat_id)
    return None if settings.chat is None else Target(chat_id, thread_id, number, settings, is_here=False)
