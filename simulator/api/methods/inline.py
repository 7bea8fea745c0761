"""Methods that answer inline queries and web apps."""

import re

from simulator import errors
from simulator.api.arguments import inline as arguments
from simulator.api.caller import Caller
from simulator.api.methods.compose import caption_content, text_content
from simulator.api.methods.files import find_file
from simulator.api.methods.markup import check_inline_keyboard
from simulator.errors import ActionError
from simulator.formatting.entities import FormattedText
from simulator.world.inline import Article, InlineResult, InputText, Photo, ResultsButton
from simulator.world.keyboards import InlineKeyboard, Keyboard, check_web_app

_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]*")
# The Bot API's limits (answerInlineQuery).
_MAX_START_PARAMETER = 64  # characters
_MAX_ID_SIZE = 64  # bytes of a result's id, and of an offset


def answer_inline_query(caller: Caller, call: arguments.AnswerInlineQuery) -> bool:
    """Set the results of an inline query."""
    query = caller.world.inline_queries.get(call.inline_query_id)
    if query is None or query.bot is not caller.user or query.results is not None or caller.world.is_too_old(query):
        raise errors.query_too_old()
    if len({result.id for result in call.results}) < len(call.results):
        raise errors.bad_request("RESULT_ID_DUPLICATE")
    if len(call.next_offset.encode()) > _MAX_ID_SIZE:
        raise errors.bad_request("NEXT_OFFSET_INVALID")
    button = call.button
    if button is None and call.switch_pm_text:
        button = ResultsButton(text=call.switch_pm_text, start_parameter=call.switch_pm_parameter)
    _check_button(button)
    query.results = [_inline_result(caller, result) for result in call.results]
    query.next_offset, query.button = call.next_offset, button
    return True


def answer_web_app_query(caller: Caller, call: arguments.AnswerWebAppQuery) -> dict[str, object]:
    """Send the result of a web app, in the person's name."""
    if call.result is None:
        raise errors.bad_request("result isn't specified")
    query = caller.world.web_app_queries.get(call.web_app_query_id)
    if query is None or query.is_answered or query.bot is not caller.user or caller.world.is_too_old(query):
        raise errors.query_too_old()
    result = _inline_result(caller, call.result)
    if result.photo_url:
        raise errors.bad_request("WEBPAGE_CURL_FAILED")
    try:
        message = caller.world.send_via(query.chat, query.person, caller.user, result)
    except ActionError as error:
        raise errors.bad_request("PEER_ID_INVALID") from error
    query.is_answered = True
    return {"inline_message_id": message.inline_id} if message.inline_id else {}


def _check_button(button: ResultsButton | None) -> None:
    if button is None:
        return
    if (parameter := button.start_parameter) is not None:
        if not parameter:
            raise errors.bad_request("can't use empty start_parameter")
        if len(parameter) > _MAX_START_PARAMETER:
            raise errors.bad_request("too long start_parameter specified")
        if not _START_PARAMETER.fullmatch(parameter):
            raise errors.bad_request("unallowed characters in start_parameter are used")
    elif button.web_app:
        try:
            check_web_app(button.web_app, "inline query button")
        except ValueError as error:
            raise errors.bad_request(str(error)) from error


def _inline_result(caller: Caller, result: Article | Photo) -> InlineResult:
    if not 1 <= len(result.id.encode()) <= _MAX_ID_SIZE:
        raise errors.bad_request("RESULT_ID_INVALID")
    markup = _result_keyboard(result.reply_markup)
    if result.input_message_content:
        content = _result_text(caller, result.input_message_content)
        return InlineResult(result.id, result.title, result.description, content, markup)
    if isinstance(result, Article):
        raise TypeError("an article without a text is not read")
    content = caption_content(caller, result.caption, result.parse_mode, result.caption_entities)
    file = None if result.photo_url else find_file(caller, result.photo_file_id, "photo")
    url = result.photo_url or None
    return InlineResult(result.id, result.title, result.description, content, markup, file, url)


def _result_keyboard(keyboard: Keyboard | None) -> InlineKeyboard | None:
    if keyboard is not None and not isinstance(keyboard, InlineKeyboard):
        raise errors.bad_request("inline keyboard expected")
    if keyboard is not None:
        check_inline_keyboard(keyboard)
    return keyboard


def _result_text(caller: Caller, given: InputText) -> FormattedText:
    return text_content(caller, given.message_text, given.parse_mode, given.entities, too_long="MESSAGE_TOO_LONG")
