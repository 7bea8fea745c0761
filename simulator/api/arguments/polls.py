"""Arguments of the methods for polls."""

from collections.abc import Sequence
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from simulator.api.arguments.base import BusinessConnection, MessageArguments, SendArguments
from simulator.world import fields
from simulator.world.json_fields import String, TelegramObject, parse_json
from simulator.world.message_entities import MessageEntity, entities_beside

_MAX_OPEN_PERIOD = 2_628_000  # seconds; the server clamps it


def _read_options(options: object) -> object:
    if not isinstance(options, list):
        raise ValueError("expected an Array of String as options")  # noqa: TRY004 - pydantic needs a ValueError
    if not all(isinstance(option, str | dict) for option in options):
        raise ValueError("expected an option to be of type String")
    # Older bots send plain texts.
    return [{"text": option} if isinstance(option, str) else option for option in options]


def _read_correct(value: object) -> object:
    try:
        found = parse_json(value) if isinstance(value, str) else value
    except ValueError as error:
        raise ValueError("can't parse correct option identifiers JSON object") from error
    if not isinstance(found, list):
        raise ValueError("expected an Array of correct option identifiers")  # noqa: TRY004 - pydantic needs a ValueError
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in found):
        raise ValueError("correct option identifier must be of type Number")
    if not all(isinstance(one, int) for one in found):
        raise ValueError("invalid correct option identifier specified")
    return found


def _check_type(value: str) -> str:
    if value not in {"", "regular", "quiz"}:
        raise ValueError("unsupported poll type specified")
    return value


GivenEntities: TypeAlias = list[MessageEntity] | None


class PollOption(TelegramObject):
    """Telegram's InputPollOption, without media."""

    text: String
    text_parse_mode: String = ""
    text_entities: Annotated[GivenEntities, entities_beside("text_parse_mode")] = None


_Options: TypeAlias = Annotated[Sequence[PollOption], BeforeValidator(_read_options), fields.PARSE_JSON]


class SendPoll(SendArguments):
    """Arguments of sendPoll; `open_period` in seconds, `close_date` in Unix time."""

    # Not required here, because Telegram has its own errors for missing ones.
    question: str = ""
    question_parse_mode: str = ""
    question_entities: Annotated[GivenEntities, entities_beside("question_parse_mode")] = None
    options: _Options = ()
    is_anonymous: fields.Flag = True
    type: Annotated[str, AfterValidator(_check_type)] = ""
    allows_multiple_answers: fields.Flag = False
    allows_revoting: fields.Flag | None = None
    shuffle_options: fields.Flag = False
    allow_adding_options: fields.Flag = False
    hide_results_until_closes: fields.Flag = False
    members_only: fields.Flag = False
    country_codes: Annotated[fields.Strings, fields.optional_json("country_codes JSON object")] = Field(
        default_factory=list
    )
    correct_option_ids: Annotated[list[int] | None, BeforeValidator(_read_correct)] = None
    correct_option_id: fields.Integer | None = None
    explanation: str = ""
    explanation_parse_mode: str = ""
    explanation_entities: Annotated[GivenEntities, entities_beside("explanation_parse_mode")] = None
    open_period: Annotated[fields.Integer, fields.clamped(0, _MAX_OPEN_PERIOD)] = 0
    close_date: fields.Integer = 0
    is_closed: fields.Flag = False
    description: str = ""
    description_parse_mode: str = ""
    description_entities: Annotated[GivenEntities, entities_beside("description_parse_mode")] = None

    @property
    def correct(self) -> Sequence[int]:
        """The indices of a quiz's correct options."""
        if self.correct_option_ids is not None:
            return self.correct_option_ids
        return [] if self.correct_option_id is None else [self.correct_option_id]


class StopPoll(MessageArguments):
    """Arguments of stopPoll."""

    business_connection_id: BusinessConnection = ""
    reply_markup: fields.AnyKeyboard = None
