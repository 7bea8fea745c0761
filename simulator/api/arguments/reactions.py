"""Arguments of the method for reactions."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import BeforeValidator

from simulator.api.arguments.base import MessageArguments
from simulator.world import fields
from simulator.world.content.reactions import Reaction

_CUSTOM_EMOJI_ID = re.compile(r"[0-9]{1,20}")


def _read_reactions(given: object) -> object:
    if not isinstance(given, list):
        raise ValueError("expected an Array of ReactionType")  # noqa: TRY004 - pydantic needs a ValueError
    return [_read_reaction(one) for one in given]


def _read_reaction(given: object) -> Reaction:
    if not isinstance(given, dict):
        raise _wrong_reaction("expected an Object")
    kind = given.get("type")
    if kind is None:
        raise _wrong_reaction('Can\'t find field "type"')
    if kind == "emoji":
        return Reaction("emoji", _read_field(given, "emoji"))
    if kind != "custom_emoji":
        raise _wrong_reaction("invalid reaction type specified")
    if not _CUSTOM_EMOJI_ID.fullmatch(custom_id := _read_field(given, "custom_emoji_id")):
        raise _wrong_reaction('Field "custom_emoji_id" must be a valid Number')
    return Reaction("custom_emoji", custom_id)


def _read_field(given: dict[str, object], name: str) -> str:
    value = given.get(name)
    if value is None:
        raise _wrong_reaction(f'Can\'t find field "{name}"')
    if not isinstance(value, str):
        raise _wrong_reaction(f'Field "{name}" must be of type String')
    return value


def _wrong_reaction(reason: str) -> ValueError:
    return ValueError(f"can't parse ReactionType: {reason}")


class SetMessageReaction(MessageArguments):
    """Arguments of setMessageReaction; no reactions remove the bot's."""

    reaction: Annotated[
        Sequence[Reaction], BeforeValidator(_read_reactions), fields.optional_json("reaction types JSON object")
    ] = ()
    is_big: fields.Flag = False
