"""Topics of a forum: closed, reopened, renamed."""

from telegram import ChatMember, ChatMemberAdministrator, Message, Update
from telegram.constants import ChatMemberStatus
from telegram.ext import MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.subscriptions.resume import resume_closed_topics
from handlers.updates import get_chat, get_message, get_topic_id
from storage.chats import blockers, topics
from storage.chats.blockers import BlockerKind


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    status = filters.StatusUpdate
    application.add_handler(MessageHandler(status.FORUM_TOPIC_CLOSED, _closed))
    application.add_handler(MessageHandler(status.FORUM_TOPIC_REOPENED, _reopened))
    application.add_handler(MessageHandler(status.FORUM_TOPIC_EDITED, _edited))


def get_topic_name(message: Message) -> str | None:
    """Return the name of a message's topic, if the message contains it."""
    # A message in a topic that replies to no other one replies to the service message that created the topic. That one
    # has the topic's first name, even if it was renamed since.
    made = message.reply_to_message and message.reply_to_message.forum_topic_created
    return made.name if made else None


async def _closed(update: Update, context: Context) -> None:
    """Record that the topic is closed, if it has a subscription and the bot cannot post there any more."""
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    own = (await context.deps.caches.chats.get(chat.id)).subscriptions
    if not any(one.thread_id == topic and one.stopped_at is None for one in own):
        return
    # An administrator who may manage topics can also post in closed ones.
    if manages_topics(await chat.get_member(context.bot.id)):
        return
    async with context.deps.database.write() as connection:
        await blockers.record(connection, chat.id, topic, BlockerKind.CLOSED, context.deps.clock.now())


def manages_topics(member: ChatMember) -> bool:
    """Return whether a member may manage topics, and so write in closed ones."""
    is_administrator = isinstance(member, ChatMemberAdministrator) and bool(member.can_manage_topics)
    return is_administrator or member.status == ChatMemberStatus.OWNER


async def _reopened(update: Update, context: Context) -> None:
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    async with context.deps.database.write() as connection:
        await resume_closed_topics(connection, chat.id, context.deps.clock.now(), topic)


async def _edited(update: Update, context: Context) -> None:
    """Store a topic's new name; an edit may also change only its icon."""
    message = get_message(update)
    edited = message.forum_topic_edited
    if edited is not None and edited.name:
        async with context.deps.database.write() as connection:
            await topics.rename(connection, get_chat(update).id, get_topic_id(message), edited.name)
