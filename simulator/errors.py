"""The errors of the local Telegram.

    SimulatorError               everything below
    ├── ApiError                 Telegram's error for a bot's call
    ├── ActionError              an action that a person cannot do, e.g. pressing a button that is not there
    └── WaitTimeoutError          the bot did not finish its work in time

The functions below make the `ApiError`s with fixed texts.
"""

from collections.abc import Mapping
from http import HTTPStatus


class SimulatorError(Exception):
    """Base of all errors; the text is for people to read."""


class ActionError(SimulatorError):
    """A person tried something that Telegram's apps do not allow."""


class WaitTimeoutError(SimulatorError):
    """The bot did not finish its work in time."""


class ApiError(SimulatorError):
    """An answer with `"ok": false`.

    Attributes:
        code: the HTTP status, which is Telegram's `error_code` too.
        description: Telegram's text, e.g. `Bad Request: chat not found`.
        parameters: `retry_after` (seconds) or `migrate_to_chat_id`, where Telegram gives them.
    """

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


# The texts are Telegram's own, because bots match them.
def bad_request(reason: str) -> ApiError:
    """Make a 400 whose description is `Bad Request: ` and the reason."""
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {reason}")


def cannot_parse(reason: str) -> ApiError:
    """Make the 400 for a text with wrong markup."""
    return bad_request(f"can't parse entities: {reason}")


def cannot_parse_object(name: str, reason: ApiError) -> ApiError:
    """Make the 400 for an object that contains what is wrong for this reason."""
    text = reason.description.removeprefix("Bad Request: ")
    # Telegram's server makes only the first letter of an error small.
    return bad_request(f"can't parse {name}: {text[0].upper()}{text[1:]}")


def chat_not_found() -> ApiError:
    """Make the 400 for a chat that does not exist, or that the bot has never seen."""
    return bad_request("chat not found")


def not_modified() -> ApiError:
    """Make the 400 for an edit that changes nothing."""
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )


def query_too_old() -> ApiError:
    """Make the 400 for a query that is unknown, too old or already answered."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def migrated(new_id: int) -> ApiError:
    """Make the 400 for a group that is now the supergroup `new_id`."""
    error = bad_request("group chat was upgraded to a supergroup chat")
    error.parameters["migrate_to_chat_id"] = new_id
    return error


def forbidden(reason: str) -> ApiError:
    """Make a 403 whose description is `Forbidden: ` and the reason."""
    return ApiError(HTTPStatus.FORBIDDEN, f"Forbidden: {reason}")


def unauthorized() -> ApiError:
    """Make the 401 for a wrong token."""
    return ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized")


def invalid_token() -> ApiError:
    """Make the 401 for what is no token."""
    return ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized: invalid token specified")


def not_found() -> ApiError:
    """Make the 404 for a path that is no call."""
    return ApiError(HTTPStatus.NOT_FOUND, "Not Found")


def method_not_found() -> ApiError:
    """Make the 404 for an unknown method."""
    return ApiError(HTTPStatus.NOT_FOUND, "Not Found: method not found")


def conflict() -> ApiError:
    """Make the 409 for a getUpdates that a newer one has replaced."""
    return ApiError(
        HTTPStatus.CONFLICT,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


def webhook_was_set() -> ApiError:
    """Make the 409 for a getUpdates that waited while a webhook was set."""
    return ApiError(HTTPStatus.CONFLICT, "Conflict: terminated by setWebhook request")


def webhook_is_active() -> ApiError:
    """Make the 409 for a getUpdates of a bot that has a webhook."""
    return ApiError(
        HTTPStatus.CONFLICT,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )


def too_large() -> ApiError:
    """Make the 413 for a request that is too large."""
    return ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")


def too_many_requests(seconds: int) -> ApiError:
    """Make the 429 that asks the bot to wait so many seconds."""
    return ApiError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {seconds}",
        {"retry_after": seconds},
    )
