"""Purpose of a message: whether it asks the bot for something, and whether the answer changes settings."""

from collections.abc import Hashable

from telegram import Message
from telegram.constants import ChatType

from bot.inbound.chat_queue import Purpose
from handlers.updates import get_command, get_topic_id, get_words

QUESTIONS = frozenset({"weather", "map", "chart", "news", "help", "status"})
"""Commands that change nothing, and whose answer is the same whoever asks in a chat."""


def is_request(message: Message, commands: frozenset[str], bot_id: int, bot_name: str) -> bool:
    """Return whether a message makes the bot speak: commands, replies to the bot, in private chats all words.

    Args:
        message: a new message.
        commands: the bot's commands, without the slash.
        bot_id: the bot's id.
        bot_name: the bot's username.
    """
    # An inline result is the text of its bot, this one or another, and gets no answer.
    if message.via_bot is not None:
        return False
    command, bot = get_command(message)
    # In a group with several bots, "/weather@other_bot" is for another one.
    is_command = command in commands and bot in {"", bot_name.lower()}
    if message.chat.type == ChatType.PRIVATE:
        return bool(get_words(message) or message.location)
    if message.forward_origin is not None or message.is_automatic_forward:  # no handler runs a forwarded command
        return False
    # What people say to each other in a group does not count; a reply to the bot may answer its question.
    return is_command or _is_reply_to(message, bot_id)


def get_purpose(message: Message, bot_id: int) -> Purpose:
    """Return the purpose of a request."""
    # A reply may answer the bot's question, and a forwarded post opens the settings of its channel.
    if message.forward_origin is not None or _is_reply_to(message, bot_id):
        return Purpose.CHANGE
    command, _ = get_command(message)
    return Purpose.QUESTION if command in {"", *QUESTIONS} else Purpose.CHANGE


def get_subject(message: Message) -> Hashable:
    """Return what a question asks; equal questions get the same answer."""
    words = " ".join(get_words(message).casefold().split())
    place = message.location
    return get_topic_id(message), words, place and (place.latitude, place.longitude)


def _is_reply_to(message: Message, bot_id: int) -> bool:
    original = message.reply_to_message and message.reply_to_message.from_user
    return original is not None and original.id == bot_id
