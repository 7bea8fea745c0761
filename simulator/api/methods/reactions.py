"""The method for reactions."""

from simulator import errors
from simulator.api.arguments import reactions as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import readable_chat
from simulator.world.content.reactions import EMOJI, Reaction
from simulator.world.messages import Message


def set_message_reaction(caller: Caller, call: arguments.SetMessageReaction) -> bool:
    """Set the bot's reaction to a message, or to the first one of an album."""
    history = caller.world.history[readable_chat(caller, call.chat_id)]
    message = history.get(call.message_id)
    if message is None:
        raise errors.bad_request("message to react not found")
    if album := message.options.get("media_group_id"):
        message = next(one for one in history.values() if one.options.get("media_group_id") == album)
    if not all(_is_allowed(message, reaction) for reaction in call.reaction):
        raise errors.bad_request("REACTION_INVALID")
    # A bot is no Premium user, who could set three.
    if len(call.reaction) > 1:
        raise errors.bad_request("REACTIONS_TOO_MANY")
    caller.world.set_reactions(message, caller.user, call.reaction)
    return True


def _is_allowed(message: Message, reaction: Reaction) -> bool:
    if reaction.kind == "emoji":
        return reaction.value in EMOJI
    # A bot can repeat a custom emoji, but not bring one.
    return any(reaction in given for given in message.reactions.values())
