"""Actions in the settings menu: a button is found by its label."""

from simulator.world.chats import Chat, User
from simulator.world.messages import Message
from simulator.world.topics import Topic
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from tests.talk import Talk


def panel_of(talk: Talk, chat: Chat | None = None) -> Message:
    """Return the newest message with buttons that is no bulletin."""
    messages = reversed(talk.world.messages(chat or talk.town.private))
    return next(
        one for one in messages if one.buttons and not (one.buttons[0].callback_data or "").startswith("bulletin:")
    )


async def press(talk: Talk, *labels: str, chat: Chat | None = None, by: User | None = None) -> str:
    """Press buttons one after the other and return what is shown after the last."""
    shown = ""
    for label in labels:
        message = panel_of(talk, chat)
        number = next(number for number, button in enumerate(message.buttons) if label in button.text)
        talk.world.press(message, number, by or talk.town.person)
        shown = await talk.shown()
    return shown


def data_of(message: Message, label: str) -> str:
    """Return the data of a button."""
    return next(button.callback_data or "" for button in message.buttons if label in button.text)


async def say(talk: Talk, chat: Chat, text: str, by: User | None = None, topic: Topic | None = None) -> str:
    talk.world.say(chat, by or talk.town.person, text, topic=topic)
    return await talk.shown()


async def forge(talk: Talk, data: str, message: Message, by: User | None = None) -> str:
    """Press a button that the message does not have: an outdated or forged one."""
    talk.world.send_callback(message, data, by or talk.town.person)
    return await talk.shown()


async def stored(talk: Talk, chat: Chat | None = None) -> list[Subscription]:
    async with talk.session.database.read() as connection:
        return await subscriptions.list_all(connection, (chat or talk.town.private).id)


async def only(talk: Talk, chat: Chat | None = None) -> Subscription:
    (one,) = await stored(talk, chat)
    return one
