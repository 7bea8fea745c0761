"""The panel that sets up a channel: one message in the private chat, edited in place."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from telegram import InlineKeyboardButton, Update
from telegram.constants import ChatType

from bot.channels.rights import Access, Denied, Why, get_access
from bot.channels.text import render_denied, render_hashtag, render_panel, render_question, render_signature
from bot.context import AnyApplication, Context
from bot.i18n.translator import N_, Translator
from bot.settings_menu.callback_data import SettingsCallback
from bot.subscriptions import service
from handlers.callbacks import Notice, SetUpChannel, add_callback, button
from handlers.language import get_translator
from handlers.preview import send_preview
from handlers.replies import OUT_OF_DATE, Alert, Buttons, edit_message
from handlers.start.overview import channel_link
from handlers.updates import get_callback_query, get_chat, get_language_code
from storage.chats import channels, chats, subscriptions
from storage.chats.channels import Channel
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.reasons import StopReason
from storage.terms import SignOff, Unit

NO_PINNING = N_("I cannot pin posts there. Give me the right to edit messages in the channel, then tap again.")
PREVIEWED = N_("A bulletin sent now would look like this.")


@dataclass(frozen=True, slots=True)
class Setup:
    """A channel that is being set up.

    Attributes:
        access: the channel, as Telegram describes it.
        channel: the layout of its bulletins.
        own: its subscriptions, at least one, active or stopped, the oldest first.
        first_due_at: when the first bulletin would be sent if they were started now (UTC).
    """

    access: Access
    channel: Channel
    own: Sequence[Subscription]
    first_due_at: dt.datetime

    @property
    def is_on(self) -> bool:
        """Return whether the channel has an active subscription."""
        return any(one.stopped_at is None for one in self.own)

    def button(self, label: str, action: str) -> InlineKeyboardButton:
        """Return a button for an action on this channel."""
        return button(label, SetUpChannel(action, self.access.chat_id))


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_callback(application, SetUpChannel, _on_button)


async def set_up(update: Update, context: Context, tr: Translator, access: Access) -> Setup:
    """Store who administers a channel; if it has no subscription, add the default one, stopped."""
    deps, now, person = context.deps, context.deps.clock.now(), get_chat(update)
    async with deps.database.write() as connection:
        await chats.save(connection, Chat(person.id, person.type, None, get_language_code(update.effective_user)))
        # Channel posts tell no language, so a channel begins with that of the person who sets it up.
        if await chats.get(connection, access.chat_id) is None:
            await chats.save(connection, Chat(access.chat_id, ChatType.CHANNEL, None, tr.language))
        channel = await channels.set_up(connection, access.chat_id, access.title, person.id)
        own = await subscriptions.list_all(connection, access.chat_id, 0)
        if not own:
            usual = service.make_default(access.chat_id, 0, deps.settings, now, is_channel=True)
            # Nothing is posted in a channel before somebody presses "Start" (docs/decisions/034).
            stopped = replace(usual, stopped_at=now, stopped_reason=StopReason.UNSUBSCRIBED)
            own = [await service.add(connection, stopped, now)]
        # Only computed, not stored: the question before the start shows it. A start ends a pause.
        first = await service.reschedule(connection, replace(own[0], paused_from=None, paused_until=None), now)
    return Setup(access, channel, own, first.next_due_at)


def show_denied(context: Context, tr: Translator, denied: Denied) -> tuple[Markup, Buttons]:
    """Render why a channel cannot be set up, with buttons that help."""
    add = [InlineKeyboardButton(tr.plain("Add me to a channel"), url=channel_link(context.bot.username))]
    again = [button(tr.plain("🔄 Try again"), SetUpChannel("show", denied.reference))]
    buttons = {Why.BOT_OUTSIDE: [add, again], Why.NO_POSTING: [again]}
    return render_denied(denied, tr), buttons.get(denied.why, [])


def show_panel(context: Context, tr: Translator, setup: Setup) -> tuple[Markup, Buttons]:
    """Render the channel's subscriptions and layout, with buttons for all actions."""
    deps, pins = context.deps, setup.channel.pins
    text = render_panel(setup.access, setup.channel, setup.own, deps.catalogue, deps.clock.now(), tr)
    return text, [
        [
            setup.button(tr.plain("⏹ Stop it"), "stop") if setup.is_on else setup.button(tr.plain("▶️ Start it"), "ask"),
            setup.button(tr.plain("👀 Preview"), "preview"),
        ],
        [setup.button(tr.plain("✍️ Signature"), "sign"), setup.button(tr.plain("#️⃣ Hashtag"), "tag")],
        [setup.button(tr.plain("📌 Stop pinning"), "unpin") if pins else setup.button(tr.plain("📌 Pin"), "pin")],
        [button(tr.plain("⚙️ More settings"), SettingsCallback(setup.access.chat_id, "list", is_elsewhere=True))],
    ]


def _show_question(context: Context, tr: Translator, setup: Setup) -> tuple[Markup, Buttons]:
    text = render_question(setup.access, setup.own[0].schedule, setup.first_due_at, context.deps.clock.now(), tr)
    yes = setup.button(tr.plain("✅ Yes, start"), "start")
    return text, [[yes, setup.button(tr.plain("👀 Preview"), "preview")], _back(setup, tr)]


def _show_signature(_context: Context, tr: Translator, setup: Setup) -> tuple[Markup, Buttons]:
    signature = setup.channel.sign_off.signature
    remove = [[setup.button(tr.plain("🗑 Remove it"), "unsign")]] if signature else []
    return render_signature(setup.access, signature, tr), [*remove, _back(setup, tr)]


def _show_hashtag(_context: Context, tr: Translator, setup: Setup) -> tuple[Markup, Buttons]:
    hashtag = setup.channel.sign_off.hashtag
    remove = [[setup.button(tr.plain("🗑 Remove it"), "untag")]] if hashtag else []
    return render_hashtag(setup.access, hashtag, tr), [*remove, _back(setup, tr)]


def _back(setup: Setup, tr: Translator) -> Sequence[InlineKeyboardButton]:
    return [setup.button(tr.plain("‹ Back"), "show")]


_SCREENS: Mapping[str, Callable[[Context, Translator, Setup], tuple[Markup, Buttons]]] = {
    "show": show_panel,
    "ask": _show_question,
    "sign": _show_signature,
    "tag": _show_hashtag,
}
"""Screens by the action of their button."""


async def _on_button(update: Update, context: Context, data: SetUpChannel) -> Notice:
    query, action = get_callback_query(update), data.action
    tr = await get_translator(update, context)
    if get_chat(update).type != ChatType.PRIVATE or action not in {*_SCREENS, *_ACTIONS}:
        return tr.plain(OUT_OF_DATE)
    # Asked at each press: the person or the bot may have lost a right since the panel was sent.
    access = await get_access(context.bot, data.channel, query.from_user.id)
    if isinstance(access, Denied):
        await edit_message(query, *show_denied(context, tr, access))
        return None
    setup = await set_up(update, context, tr, access)
    if action in _ACTIONS:
        # A preview arrives below the panel, and after a refusal nothing has changed.
        if notice := await _ACTIONS[action](update, context, setup):
            return Alert(tr.plain(notice)) if notice == NO_PINNING else tr.plain(notice)
        setup = await set_up(update, context, tr, access)
    await edit_message(query, *_SCREENS.get(action, _SCREENS[_SCREEN_AFTER.get(action, "show")])(context, tr, setup))
    return None


async def _start(_update: Update, context: Context, setup: Setup) -> str:
    """Resume the subscriptions as /subscribe does: all but those switched off individually; the oldest one always."""
    async with context.deps.database.write() as connection:
        for one in setup.own:
            is_included = one is setup.own[0] or one.stopped_reason is not StopReason.SWITCHED_OFF
            if one.stopped_at is not None and is_included:
                await service.restart(connection, one, context.deps.clock.now())
    return ""


async def _stop(_update: Update, context: Context, setup: Setup) -> str:
    async with context.deps.database.write() as connection:
        now = context.deps.clock.now()
        await subscriptions.stop(connection, setup.channel.chat_id, None, StopReason.UNSUBSCRIBED, now)
    return ""


async def _preview(update: Update, context: Context, setup: Setup) -> str:
    """Send what the channel would get now to the private chat."""
    stored = (await context.deps.caches.chats.get(setup.channel.chat_id)).chat
    if stored is None:
        return OUT_OF_DATE
    translator = context.deps.translators.choose(stored.language, stored.telegram_language)
    await send_preview(context, setup.own[0], translator.with_unit(stored.unit or Unit.CELSIUS), get_chat(update).id)
    return PREVIEWED


async def _unsign(_update: Update, context: Context, setup: Setup) -> str:
    await sign(context, setup, replace(setup.channel.sign_off, signature=None))
    return ""


async def _untag(_update: Update, context: Context, setup: Setup) -> str:
    await sign(context, setup, replace(setup.channel.sign_off, hashtag=None))
    return ""


async def sign(context: Context, setup: Setup, sign_off: SignOff) -> None:
    """Store the signature and the hashtag of a channel's bulletins."""
    async with context.deps.database.write() as connection:
        await channels.set_sign_off(connection, setup.channel.chat_id, sign_off)


async def _pin(_update: Update, context: Context, setup: Setup) -> str:
    if not setup.access.may_pin:
        return NO_PINNING
    async with context.deps.database.write() as connection:
        await channels.set_pins(connection, setup.channel.chat_id, pins=True)
    return ""


async def _unpin(_update: Update, context: Context, setup: Setup) -> str:
    async with context.deps.database.write() as connection:
        await channels.set_pins(connection, setup.channel.chat_id, pins=False)
    return ""


_ACTIONS: Mapping[str, Callable[[Update, Context, Setup], Awaitable[str]]] = {
    "start": _start,
    "stop": _stop,
    "preview": _preview,
    "unsign": _unsign,
    "untag": _untag,
    "pin": _pin,
    "unpin": _unpin,
}
"""Changes by the action of their button. Each returns a toast; if it is not empty, the panel stays as it is."""

_SCREEN_AFTER = {"unsign": "sign", "untag": "tag"}
"""Screen to show after a change, if it is not the panel's first one."""
