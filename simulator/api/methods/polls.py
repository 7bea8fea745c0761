"""Methods that send and stop polls."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from simulator import errors
from simulator.api.arguments import polls as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import member_chat, writable_chat
from simulator.api.methods.compose import caption_content, label_content, new_message
from simulator.api.methods.markup import inline_keyboard_json
from simulator.formatting.entities import FormattedText
from simulator.world.chats import Chat, ChatKind
from simulator.world.content.polls import Poll
from simulator.world.messages import Message

# The Bot API's limits (sendPoll).
_MAX_QUESTION_LENGTH = 300  # characters
_MAX_OPTION_LENGTH = 100  # characters
_MAX_OPTIONS = 12
_MAX_EXPLANATION_LENGTH = 200  # characters
_MAX_COUNTRIES = 12
_COUNTRY = re.compile(r"[A-Z]{2}")
_OPEN_SECONDS = range(5, 2_628_001)


def send_poll(caller: Caller, call: arguments.SendPoll) -> dict[str, object]:
    """Send a poll or a quiz."""
    chat = writable_chat(caller, call.chat_id, "poll")
    poll = _new_poll(caller, call)
    _check_chat(chat, call)
    message = caller.world.post(new_message(caller, chat, call, poll=poll))
    if poll.close_date:
        caller.world.watch_poll(poll)
    return message.to_json()


def stop_poll(caller: Caller, call: arguments.StopPoll) -> dict[str, object]:
    """Close one of the bot's polls, and set the buttons of its message."""
    message = caller.world.history[member_chat(caller, call.chat_id)].get(call.message_id)
    if message is None:
        raise errors.bad_request("message with poll to stop not found")
    if message.poll is None:
        raise errors.bad_request("message is not a poll")
    _check_stop(caller, message, message.poll)
    markup = inline_keyboard_json(message.chat, call.reply_markup)
    message.poll.has_closed = True
    caller.world.replace_message(replace(message, markup=markup))
    caller.world.queue_poll_update(message.poll)
    return message.poll.to_json()


def _new_poll(caller: Caller, call: arguments.SendPoll) -> Poll:
    question = _label(caller, call.question, call.question_parse_mode, call.question_entities)
    if len(question.text) > _MAX_QUESTION_LENGTH:
        raise errors.bad_request(f"poll question length must not exceed {_MAX_QUESTION_LENGTH}")
    options = _options(caller, call)
    is_quiz = call.type == "quiz"
    if is_quiz:
        _check_correct(call, len(options))
    open_period, close_date = _closing(caller, call)
    return Poll(
        caller.world.next_poll_id(),
        caller.user,
        question,
        options,
        caller.world.now,
        is_anonymous=call.is_anonymous,
        allows_multiple_answers=call.allows_multiple_answers,
        allows_revoting=not is_quiz if call.allows_revoting is None else call.allows_revoting,
        members_only=call.members_only,
        country_codes=call.country_codes,
        correct=call.correct if is_quiz else (),
        explanation=_explanation(caller, call) if is_quiz else FormattedText(),
        description=caption_content(caller, call.description, call.description_parse_mode, call.description_entities),
        open_period=open_period,
        close_date=close_date,
        has_closed=call.is_closed,
    )


def _options(caller: Caller, call: arguments.SendPoll) -> list[FormattedText]:
    if not call.options:
        raise errors.bad_request("poll must have at least one answer option")
    if len(call.options) > _MAX_OPTIONS:
        raise errors.bad_request(f"poll can't have more than {_MAX_OPTIONS} options")
    options = [_label(caller, option.text, option.text_parse_mode, option.text_entities) for option in call.options]
    if any(len(option.text) > _MAX_OPTION_LENGTH for option in options):
        raise errors.bad_request(f"poll options length must not exceed {_MAX_OPTION_LENGTH}")
    return options


def _label(caller: Caller, text: str, parse_mode: str, entities: arguments.GivenEntities) -> FormattedText:
    content = label_content(caller, text, parse_mode, entities)
    if not content.text:
        raise errors.bad_request("text must be non-empty")
    return content


def _check_correct(call: arguments.SendPoll, option_count: int) -> None:
    if not call.correct:
        raise errors.bad_request("correct quiz option list must be non-empty")
    if any(earlier >= later for earlier, later in pairwise(call.correct)):
        raise errors.bad_request("correct quiz option list must be increasing")
    if any(not 0 <= option < option_count for option in call.correct):
        raise errors.bad_request("wrong quiz correct_option_id")


def _explanation(caller: Caller, call: arguments.SendPoll) -> FormattedText:
    content = caption_content(caller, call.explanation, call.explanation_parse_mode, call.explanation_entities)
    # Telegram's servers refuse it; their text is not known.
    if len(content.text) > _MAX_EXPLANATION_LENGTH or content.text.count("\n") > 2:  # noqa: PLR2004 - line feeds
        raise errors.bad_request("MESSAGE_TOO_LONG")
    return content


def _closing(caller: Caller, call: arguments.SendPoll) -> tuple[int, datetime | None]:
    """Return how many seconds the poll is open, and when it closes; Telegram prefers the former."""
    if not call.open_period and not call.close_date:
        return 0, None
    now = caller.world.now()
    seconds = call.open_period or call.close_date - int(now.timestamp())
    # Telegram's servers refuse it; their text is not known.
    if seconds not in _OPEN_SECONDS:
        raise errors.bad_request("POLL_CLOSE_DATE_INVALID")
    if call.open_period:
        return seconds, now + timedelta(seconds=seconds)
    return seconds, datetime.fromtimestamp(call.close_date, UTC)


def _check_chat(chat: Chat, call: arguments.SendPoll) -> None:
    if not all(_COUNTRY.fullmatch(code) for code in call.country_codes):
        raise errors.bad_request("invalid country code specified")
    if len(call.country_codes) > _MAX_COUNTRIES:
        raise errors.bad_request("too many items specified")
    if chat.kind is not ChatKind.CHANNEL and (call.members_only or call.country_codes):
        raise errors.bad_request("poll voters can be restricted only in channel chats")
    if chat.kind is ChatKind.CHANNEL and not call.is_anonymous:
        raise errors.bad_request("non-anonymous polls can't be sent to channel chats")


def _check_stop(caller: Caller, message: Message, poll: Poll) -> None:
    is_own = message.sender is caller.user and "forward_origin" not in message.options
    # Stopping is an edit, which a reply keyboard prevents.
    if not is_own or poll.is_closed or message.reply_markup:
        raise errors.bad_request("poll can't be stopped")
