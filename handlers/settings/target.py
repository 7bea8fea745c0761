"""Targets of the settings: a subscription, or a topic that may have none."""

import datetime as dt
from dataclasses import dataclass, replace

from telegram import Update
from telegram.constants import ChatType

from bot.cache import ChatSettings
from bot.context import Context
from bot.i18n.translator import Translator
from bot.settings import Settings
from bot.settings_menu.callback_data import SettingsCallback
from bot.subscriptions import service
from handlers.updates import get_chat, get_language_code, get_message, get_topic_id
from storage.chats import subscriptions
from storage.chats.alerts import KeywordAlert
from storage.chats.subscriptions import Subscription
from storage.terms import Unit


@dataclass(frozen=True, slots=True)
class Target:
    """A subscription, or a topic without one, whose settings are shown or changed.

    Attributes:
        chat_id: Telegram's id of its chat.
        thread_id: its topic, or 0.
        number: the subscription's row id, or the topic's number (see `SettingsCallback`).
        settings: the chat and its subscriptions, as stored.
        is_here: whether it belongs to the chat of the update.
    """

    chat_id: int
    thread_id: int
    number: int
    settings: ChatSettings
    is_here: bool

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Return the subscriptions of the topic, the oldest first."""
        return tuple(one for one in self.settings.subscriptions if one.thread_id == self.thread_id)

    @property
    def alerts(self) -> tuple[KeywordAlert, ...]:
        """Return the keyword alerts of the topic, the oldest first."""
        return tuple(one for one in self.settings.alerts if one.thread_id == self.thread_id)

    @property
    def subscription(self) -> Subscription | None:
        """Return the subscription; None if there is none yet, or it was removed."""
        return next((one for one in self.settings.subscriptions if one.id == self.number), None)

    @property
    def topics_number(self) -> int:
        """Return the number that stands for the topic in a `SettingsCallback`."""
        return 0 if self.is_here else self.chat_id

    @property
    def unit(self) -> Unit:
        """Return the chat's unit of temperature."""
        return (self.settings.chat and self.settings.chat.unit) or Unit.CELSIUS

    def is_channel(self, update: Update) -> bool:
        """Return whether its chat is a channel."""
        kind = get_chat(update).type if self.settings.chat is None else self.settings.chat.kind
        return kind == ChatType.CHANNEL

    def make_default(self, update: Update, settings: Settings, now: dt.datetime) -> Subscription:
        """Return the default subscription of its topic."""
        return service.make_default(self.chat_id, self.thread_id, settings, now, is_channel=self.is_channel(update))

    def callback(self, action: str, value: str = "") -> SettingsCallback:
        """Return the data of a button for an action on this target."""
        return SettingsCallback(self.number, action, value, is_elsewhere=not self.is_here)

    def translator(self, update: Update, context: Context) -> Translator:
        """Return the translator of the chat's bulletins; the person's own if nothing is stored about the chat yet."""
        chat = self.settings.chat
        tags = (get_language_code(update.effective_user),) if chat is None else (chat.language, chat.telegram_language)
        return context.deps.translators.choose(*tags).with_unit(self.unit)


async def find_target(update: Update, context: Context, number: int, *, is_elsewhere: bool) -> Target | None:
    """Return the target of a button, or None if it does not exist (any more).

    Targets in another chat are found from a private chat only. The caller has to check the rights.
    """
    chat, message = get_chat(update), get_message(update)
    here = Target(chat.id, get_topic_id(message), number, await context.deps.caches.chats.get(chat.id), is_here=True)
    if number == 0:
        return here
    # Only a subscription of this chat: row ids are used again, and an old keyboard must not change another chat's.
    if number > 0 and not is_elsewhere:
        return None if here.subscription is None else replace(here, thread_id=here.subscription.thread_id)
    # Only from a private chat: in a group everybody would see and press the settings of another chat.
    return await _find_elsewhere(context, number) if chat.type == ChatType.PRIVATE else None


async def reload(context: Context, target: Target, number: int | None = None) -> Target:
    """Return the target, or another subscription of its topic, with the settings as they are stored now."""
    settings = await context.deps.caches.chats.get(target.chat_id)
    return replace(target, settings=settings, number=target.number if number is None else number)


async def _find_elsewhere(context: Context, number: int) -> Target | None:
    # Ids of channels are negative, row ids of subscriptions positive.
    chat_id, thread_id = number, 0
    if number > 0:
        async with context.deps.database.read() as connection:
            subscription = await subscriptions.get_by_id(connection, number)
        if subscription is None:
            return None
        chat_id, thread_id = subscription.chat_id, subscription.thread_id
    settings = await context.deps.caches.chats.get(chat_id)
    return None if settings.chat is None else Target(chat_id, thread_id, number, settings, is_here=False)
