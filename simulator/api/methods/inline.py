"""Methods that answer inline queries and web apps."""

from simulator import errors
from simulator.api.arguments import inline as arguments
from simulator.api.caller import Caller
from simulator.api.methods.compose import caption_content, text_content
from simulator.api.methods.files import find_file
from simulator.errors import ActionError
from simulator.formatting.entities import FormattedText
from simulator.world.inline import Article, CachedPhoto, InlineResult, InputText, Photo, Result

# The Bot API's limits (answerInlineQuery).
_MAX_RESULTS = 50
_MAX_ID_SIZE = 64  # bytes of a result's id, and of an offset


def answer_inline_query(caller: Caller, call: arguments.AnswerInlineQuery) -> bool:
    """Set the results of an inline query."""
    query = caller.world.inline_queries.get(call.inline_query_id)
    if query is None or query.bot is not caller.user or query.results is not None or caller.world.is_too_old(query):
        raise errors.query_too_old()
    if len(call.results) > _MAX_RESULTS:
        raise errors.bad_request("RESULTS_TOO_MUCH")
    if len({result.id for result in call.results}) < len(call.results):
        raise errors.bad_request("RESULT_ID_DUPLICATE")
    if len(call.next_offset.encode()) > _MAX_ID_SIZE:
        raise errors.bad_request("NEXT_OFFSET_INVALID")
    if call.button and (call.button.web_app is None) is (call.button.start_parameter is None):
        raise errors.bad_request("InlineQueryResultsButton must contain exactly one optional field")
    query.results = [_inline_result(caller, result) for result in call.results]
    query.next_offset, query.button = call.next_offset, call.button
    return True


def answer_web_app_query(caller: Caller, call: arguments.AnswerWebAppQuery) -> dict[str, object]:
    """Send the result of a web app, in the person's name."""
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


def _inline_result(caller: Caller, result: Result) -> InlineResult:
    if not 1 <= len(result.id.encode()) <= _MAX_ID_SIZE:
        raise errors.bad_request("RESULT_ID_INVALID")
    title, description = result.title or "", result.description or ""
    if isinstance(result, Article):
        content = _result_text(caller, result.input_message_content)
        return InlineResult(result.id, title, description, content, result.reply_markup)
    if result.input_message_content:
        content = _result_text(caller, result.input_message_content)
        return InlineResult(result.id, title, description, content, result.reply_markup)
    content = caption_content(caller, result.caption, result.parse_mode, result.caption_entities)
    file = find_file(caller, result.photo_file_id, "photo") if isinstance(result, CachedPhoto) else None
    url = result.photo_url if isinstance(result, Photo) else None
    return InlineResult(result.id, title, description, content, result.reply_markup, file, url)


def _result_text(caller: Caller, given: InputText) -> FormattedText:
    return text_content(caller, given.message_text, given.parse_mode, given.entities)
