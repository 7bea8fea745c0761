"""Errors of KMA's API hub and of the portal data.go.kr, by their kind.

The hub's errors are JSON (``{"result": {"status": 401, "message": "…"}}``), and those of its services JSON or XML with
a ``resultCode``. Those of the portal are XML, even if JSON was asked for, or JSON, with a ``returnReasonCode`` and HTTP
status 200. A notice of maintenance is a web page, with status 200 too. A refusal may be a plain text or a web page.
The texts are UTF-8 or cp949.
"""

import json
import re
from http import HTTPStatus

from sources.errors import ServiceError, ServiceFailure

_MAX_BYTES = 4096
_MAX_MESSAGE_LENGTH = 120
_CODE = re.compile(r"<(?:returnReasonCode|resultCode)>\s*([0-9]{1,3})\s*</")
_REASON = re.compile(r"<(?:returnAuthMsg|resultMsg)>([^<]{0,200})</")
_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MAINTENANCE = re.compile(r"점검|maintenance", re.IGNORECASE)
_QUOTA = re.compile(r"(?:한도|횟수|건수).{0,10}초과|LIMITED_NUMBER_OF_SERVICE_REQUESTS")
# In answers without a code, as plain text or on a web page.
_PRINTED = (
    (_QUOTA, ServiceFailure.QUOTA),
    (re.compile(r"활용\s?신청"), ServiceFailure.NOT_APPROVED),
    (re.compile(r"인증\s?키"), ServiceFailure.UNKNOWN_KEY),
)
_KINDS = {
    HTTPStatus.UNAUTHORIZED: ServiceFailure.UNKNOWN_KEY,
    HTTPStatus.FORBIDDEN: ServiceFailure.NOT_APPROVED,
    HTTPStatus.NOT_FOUND: ServiceFailure.ADDRESS,
    HTTPStatus.TOO_MANY_REQUESTS: ServiceFailure.QUOTA,
    HTTPStatus.SERVICE_UNAVAILABLE: ServiceFailure.MAINTENANCE,
    # The services' and the portal's codes.
    3: ServiceFailure.NO_DATA,
    12: ServiceFailure.ADDRESS,
    20: ServiceFailure.NOT_APPROVED,
    22: ServiceFailure.QUOTA,
    30: ServiceFailure.UNKNOWN_KEY,
    31: ServiceFailure.EXPIRED_KEY,
}
_NORMAL = 0


def parse_service_error(data: bytes, status: int = HTTPStatus.OK) -> ServiceError | None:
    """Parse an error of the service; None if a document is not such an error.

    Args:
        data: the body of the response.
        status: its HTTP status.
    """
    text = _decode(data[:_MAX_BYTES])
    found = _parse_json(text) or _parse_xml(text)
    if found is not None:
        return None if found[0] == _NORMAL else _make_error(*found)
    is_page = _WEB_PAGE.match(text) is not None
    if is_page or status != HTTPStatus.OK:
        for pattern, kind in _PRINTED:
            if pattern.search(text):
                return ServiceError(kind)
    if is_page:
        return ServiceError(ServiceFailure.MAINTENANCE if _MAINTENANCE.search(text) else ServiceFailure.WEB_PAGE)
    # Without the service's own words a 403 may come from a server before it, which refuses the User-Agent.
    return ServiceError(ServiceFailure.ADDRESS) if status == HTTPStatus.NOT_FOUND else None


def _make_error(code: int, message: str) -> ServiceError:
    # The hub says with a 403 that the quota is used up.
    kind = ServiceFailure.QUOTA if _QUOTA.search(message) else _KINDS.get(code, ServiceFailure.OTHER)
    # It comes from outside and becomes part of one line in the log.
    words = "".join(filter(str.isprintable, " ".join(message.split())))[:_MAX_MESSAGE_LENGTH]
    return ServiceError(kind, words if kind is not ServiceFailure.OTHER else f"code {code} {words}".strip())


def _decode(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        # The text may have been cut within a letter.
        return data.decode("utf-8" if len(data) - error.start < len("가".encode()) else "cp949", "replace")


def _parse_json(text: str) -> tuple[int, str] | None:
    try:
        match json.loads(text):
            case {"result": {"status": int(code), "message": str(message)}}:
                return code, message
            case {"response": {"header": {"resultCode": str(code), "resultMsg": str(message)}}} if code.isdecimal():
                return int(code[:3]), message
            case {
                "OpenAPI_ServiceResponse": {
                    "cmmMsgHeader": {"returnReasonCode": str(code), "returnAuthMsg": str(message)}
                }
            } if code.isdecimal():
                return int(code[:3]), message
    # Any error document is tried here; deeply nested JSON raises RecursionError.
    except (ValueError, RecursionError):
        return None
    return None


def _parse_xml(text: str) -> tuple[int, str] | None:
    code = _CODE.search(text)
    words = _REASON.search(text)
    return None if code is None else (int(code[1]), "" if words is None else words[1])
