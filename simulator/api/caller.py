"""The bot that makes a call, with the world it acts on and the files it uploads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.world.accounts import Account
from simulator.world.chats import User
from simulator.world.content.files import Upload
from simulator.world.world import World


# Not frozen: each call creates one, and a frozen one takes twice as long.
@dataclass(slots=True)
class Caller:
    """A calling bot.

    Attributes:
        world: the world that the call acts on.
        account: the bot.
        uploads: the files that came with the call, by the name of their form part.
    """

    world: World
    account: Account
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    @property
    def user(self) -> User:
        """The bot as a user."""
        return self.account.user
