"""People, chats, topics and who is where, as the control API changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.chats import ChatKind
from simulator.control_json import Json, chat_json, user_json
from simulator.errors import ActionError
from simulator.journal import Setting

if TYPE_CHECKING:
    from simulator import control_fields as fields
    from simulator.chats import Chat
    from simulator.control import Control


async def add_person(control: Control, given: fields.NewPerson) -> Json:
    """Add a person, with her private chat if she has started the bot."""
    bot = control.bot(given.bot)
    person = control.world.add_person(given.name, language_code=given.language, username=given.username)
    if given.started:
        control.world.private_chat(person, bot)
    else:
        control.world.met.add(person.id)
    return user_json(person)


async def add_chat(control: Control, given: fields.NewChat) -> Json:
    """Add a chat."""
    world, creator = control.world, control.human(given.creator)
    if given.kind == "group":
        if given.username:
            raise ActionError("a group has no username; a supergroup or a channel can have one")
        chat = world.add_group(given.title, creator)
    elif given.kind == "channel":
        chat = world.add_channel(given.title, creator, username=given.username)
    else:
        chat = world.add_supergroup(given.title, creator, username=given.username, is_forum=given.forum)
    if given.bot:
        world.add_bot(chat)
    return chat_json(chat, world)


async def add_topic(control: Control, given: fields.NewTopic) -> Json:
    """Let a member make a topic."""
    topic = control.world.create_topic(_public(control, given), control.human(given.person), given.name)
    return {"topic": topic.thread_id}


async def close_topic(control: Control, given: fields.OfTopic) -> None:
    """Let somebody close a topic."""
    control.world.close_topic(control.topic(_public(control, given), given.topic), control.human(given.person))


async def reopen_topic(control: Control, given: fields.OfTopic) -> None:
    """Let somebody open a topic again."""
    control.world.reopen_topic(control.topic(_public(control, given), given.topic), control.human(given.person))


async def delete_topic(control: Control, given: fields.OfTopic) -> None:
    """Let somebody delete a topic."""
    control.world.delete_topic(control.topic(_public(control, given), given.topic), control.human(given.person))


async def set_language(control: Control, given: fields.SetLanguage) -> None:
    """Change the language of a person's Telegram."""
    person = control.human(given.person)
    person.language_code = given.language
    control.world.events.tell(Setting("language", person))


async def block(control: Control, given: fields.ToBot) -> None:
    """Let a person block a bot."""
    control.world.block(control.human(given.person), control.bot(given.bot))


async def unblock(control: Control, given: fields.ToBot) -> None:
    """Let a person take a bot back."""
    control.world.unblock(control.human(given.person), control.bot(given.bot))


async def delete_account(control: Control, given: fields.OfPerson) -> None:
    """Let a person leave Telegram."""
    control.world.delete_account(control.human(given.person))


async def join(control: Control, given: fields.InChat) -> None:
    """Let somebody into a chat."""
    control.world.join(_public(control, given), control.person(given.person))


async def leave(control: Control, given: fields.InChat) -> None:
    """Let somebody go."""
    control.world.leave(_public(control, given), control.person(given.person))


async def ban(control: Control, given: fields.InChat) -> None:
    """Let the creator throw somebody out for good."""
    control.world.ban(_public(control, given), control.person(given.person))


async def restrict(control: Control, given: fields.InChat) -> None:
    """Let the creator silence somebody in a supergroup."""
    control.world.restrict(_public(control, given), control.person(given.person))


async def promote(control: Control, given: fields.Promote) -> None:
    """Let the creator make somebody an administrator."""
    chat, person = _public(control, given), control.person(given.person)
    control.world.promote(chat, person, anonymous=given.anonymous, without=given.without)


async def demote(control: Control, given: fields.InChat) -> None:
    """Let the creator make an administrator a member again."""
    control.world.demote(_public(control, given), control.person(given.person))


async def add_bot(control: Control, given: fields.OfChat) -> None:
    """Let the creator take a bot in."""
    control.world.add_bot(_public(control, given), control.bot(given.bot))


async def remove_bot(control: Control, given: fields.OfChat) -> None:
    """Let the creator throw a bot out."""
    control.world.remove_bot(_public(control, given), control.bot(given.bot))


async def migrate(control: Control, given: fields.OfChat) -> Json:
    """Turn a group into a supergroup."""
    return chat_json(control.world.migrate(control.chat(given.chat)), control.world)


async def set_settings(control: Control, given: fields.Settings) -> None:
    """Set what a bot's owner would tell BotFather."""
    account = control.account(given.bot)
    if given.privacy is not None:
        account.reads_all = not given.privacy
    if given.inline is not None:
        account.takes_inline = given.inline


def _public(control: Control, given: fields.OfChat) -> Chat:
    chat = control.chat(given.chat)
    if chat.kind is ChatKind.PRIVATE:
        raise ActionError("a private chat has its two members and no others; there is block and unblock")
    return chat
