"""A small world for trying a bot: one person with a private chat, a group and a channel."""

from dataclasses import dataclass

from simulator.world.chats import Chat, Status, User
from simulator.world.world import World

NAMES = {
    "ko": ("미나", "동네 모임", "아침 소식"),
    "en": ("Mina", "Town hall", "Morning post"),
    "ja": ("ミナ", "町内会", "朝のたより"),
    "vi": ("Mina", "Khu phố", "Tin buổi sáng"),
    "zh": ("米娜", "邻里群", "早间消息"),
}
"""By language: the person, the group and the channel."""


@dataclass(frozen=True, slots=True)
class Town:
    """The person, who created the group and the channel, and the three chats."""

    person: User
    private: Chat
    group: Chat
    channel: Chat


def small_town(world: World, *, language: str | None = "ko") -> Town:
    """Build the town, with the bot a member of the group and an administrator of the channel.

    Args:
        world: the world that it is added to.
        language: the language code of the person's Telegram, or None if it tells none; the names are in this language,
            or else in English.
    """
    first_name, group_title, channel_title = NAMES.get(language or "", NAMES["en"])
    person = world.add_person(first_name, language_code=language, username="mina")
    town = Town(
        person,
        world.private_chat(person),
        world.add_group(group_title, person),
        world.add_channel(channel_title, person, username="morning_post"),
    )
    # Not `World.add_bot`, which would queue updates: the bot starts as a member with an empty queue.
    town.group.set_member(world.bot, Status.MEMBER)
    town.channel.set_member(world.bot, Status.ADMINISTRATOR)
    return town


def rename_town(town: Town, language: str) -> None:
    """Give the person and the chats the names of a language, or else the English ones."""
    town.person.first_name, town.group.title, town.channel.title = NAMES.get(language, NAMES["en"])
