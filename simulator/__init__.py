"""A local Telegram: a Bot API server on loopback, the people who talk to the bot, and a terminal to be one.

It knows nothing of the bot that it serves, and serves any.
"""

from simulator.faults import Chaos, Fault
from simulator.limits import RateLimits
from simulator.server import Call, Server
from simulator.terminal import Terminal
from simulator.town import Town, small_town
from simulator.world import World

__all__ = ["Call", "Chaos", "Fault", "RateLimits", "Server", "Terminal", "Town", "World", "small_town"]
