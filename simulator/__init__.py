"""A local Telegram for testing bots: a Bot API server on loopback, simulated people, and a chat in the terminal.

It does not depend on the bot under test, and works with any bot.
"""

from simulator.failures.faults import Chaos, Fault
from simulator.failures.rate_limits import RateLimits
from simulator.server.server import Call, Server
from simulator.terminal import Terminal
from simulator.world.demo_town import Town, rename_town, small_town
from simulator.world.world import World

__all__ = ["Call", "Chaos", "Fault", "RateLimits", "Server", "Terminal", "Town", "World", "rename_town", "small_town"]
