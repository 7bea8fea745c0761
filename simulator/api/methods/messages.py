"""Methods that send texts and locations, and answer callback queries."""

from simulator import errors
from simulator.api.arguments import messages as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import writable_chat
from simulator.api.methods.compose import new_message, preview_option, text_content
from simulator.api.methods.threads import find_thread
from simulator.formatting.entities import is_longer
from simulator.world.chats import ChatKind
from simulator.world.fields import leading_decimal
from simulator.world.messages import Event, EventKind, Location

_MAX_TOAST_LENGTH = 200  # UTF-16 code units
_MAX_ACCURACY = 1500.0  # metres


def send_message(caller: Caller, call: arguments.SendMessage) -> dict[str, object]:
    """Send a text."""
    content = text_content(caller, call.text, call.parse_mode, call.entities)
    options = preview_option(call.link_preview_options, is_disabled=call.disable_web_page_preview)
    message = new_message(caller, writable_chat(caller, call.chat_id), call, content, options=options)
    return caller.world.post(message).to_json()


def send_location(caller: Caller, call: arguments.SendLocation) -> dict[str, object]:
    """Send a location."""
    place = _read_location(call)
    return caller.world.post(new_message(caller, writable_chat(caller, call.chat_id), call, location=place)).to_json()


def _read_location(call: arguments.SendLocation) -> Location:
    if not call.latitude.strip():
        raise errors.bad_request("latitude is empty")
    if not call.longitude.strip():
        raise errors.bad_request("longitude is empty")
    latitude, longitude = leading_decimal(call.latitude), leading_decimal(call.longitude)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
        raise errors.bad_request("invalid location specified")
    return Location(latitude, longitude, min(max(call.horizontal_accuracy, 0.0), _MAX_ACCURACY))


def answer_callback_query(caller: Caller, call: arguments.AnswerCallbackQuery) -> bool:
    """Answer a pressed button, with a toast if there is a text."""
    if is_longer(call.text, _MAX_TOAST_LENGTH):
        raise errors.bad_request("MESSAGE_TOO_LONG")
    callback = caller.world.callbacks.get(call.callback_query_id)
    if callback is None or callback.is_answered or callback.bot is not caller.user or caller.world.is_too_old(callback):
        raise errors.query_too_old()
    if call.url:
        # Telegram allows a URL for games and for t.me/bot?start=… only, and this server has neither.
        raise errors.bad_request("URL_INVALID")
    callback.is_answered = True
    if call.text:
        caller.world.events.append(Event(EventKind.TOAST, callback.message, call.text, is_alert=call.show_alert))
    return True


def send_chat_action(caller: Caller, call: arguments.SendChatAction) -> bool:
    """Accept a chat action where the bot can post; nothing is shown."""
    chat = writable_chat(caller, call.chat_id)
    if chat.kind is ChatKind.CHANNEL:
        raise errors.bad_request("can't send chat actions to channel chats")
    find_thread(caller, chat, call.message_thread_id)
    return True
