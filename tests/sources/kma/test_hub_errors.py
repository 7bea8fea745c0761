"""Errors of KMA's API hub and of the portal."""

import json

import pytest

from sources.errors import ServiceError, ServiceFailure
from sources.kma.hub_errors import parse_service_error
from tests.sources.factories import read_hub


def hub_error(status: int, message: str) -> bytes:
    return json.dumps({"result": {"status": status, "message": message}}, ensure_ascii=False).encode()


def portal_error(code: int, words: str) -> bytes:
    return f"""<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>
    <returnAuthMsg>{words}</returnAuthMsg><returnReasonCode>{code}</returnReasonCode>
    </cmmMsgHeader></OpenAPI_ServiceResponse>""".encode()


def service_error(code: str, words: str) -> bytes:
    return json.dumps({"response": {"header": {"resultCode": code, "resultMsg": words}}}).encode()


def portal_error_in_json(code: str, words: str) -> bytes:
    header = {"errMsg": "SERVICETIMEOUT_ERROR", "returnAuthMsg": words, "returnReasonCode": code}
    return json.dumps({"OpenAPI_ServiceResponse": {"cmmMsgHeader": header}}).encode()


QUOTA = "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR"


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (hub_error(401, "유효한 인증키가 아닙니다."), ServiceFailure.UNKNOWN_KEY, "유효한 인증키가 아닙니다."),
        (
            hub_error(403, "활용신청이\n필요한 API\t입니다."),
            ServiceFailure.NOT_APPROVED,
            "활용신청이 필요한 API 입니다.",
        ),
        (hub_error(403, "API 호출 한도를 초과했습니다."), ServiceFailure.QUOTA, "API 호출 한도를 초과했습니다."),
        (hub_error(403, "일일 호출 횟수 초과"), ServiceFailure.QUOTA, "일일 호출 횟수 초과"),
        (hub_error(404, "존재하지 않는 API 입니다."), ServiceFailure.ADDRESS, "존재하지 않는 API 입니다."),
        (hub_error(500, ""), ServiceFailure.OTHER, "code 500"),
        (hub_error(403, "유효").decode().encode("cp949"), ServiceFailure.NOT_APPROVED, "유효"),
        (hub_error(403, "호출 한도를 초과").decode().encode("cp949"), ServiceFailure.QUOTA, "호출 한도를 초과"),
        (portal_error(22, QUOTA), ServiceFailure.QUOTA, QUOTA),
        (portal_error(20, "SERVICE_ACCESS_DENIED_ERROR"), ServiceFailure.NOT_APPROVED, "SERVICE_ACCESS_DENIED_ERROR"),
        (portal_error(30, "NOT_REGISTERED"), ServiceFailure.UNKNOWN_KEY, "NOT_REGISTERED"),
        (portal_error(31, "DEADLINE_HAS_EXPIRED_ERROR"), ServiceFailure.EXPIRED_KEY, "DEADLINE_HAS_EXPIRED_ERROR"),
        (portal_error_in_json("30", "NOT_REGISTERED"), ServiceFailure.UNKNOWN_KEY, "NOT_REGISTERED"),
        (portal_error_in_json("05", "서비스 연결실패 에러"), ServiceFailure.OTHER, "code 5 서비스 연결실패 에러"),
        (service_error("22", QUOTA), ServiceFailure.QUOTA, QUOTA),
        (service_error("12", "NO_OPENAPI_SERVICE_ERROR"), ServiceFailure.ADDRESS, "NO_OPENAPI_SERVICE_ERROR"),
        (b"<response><header><resultCode>99</resultCode></header></response>", ServiceFailure.OTHER, "code 99"),
        ("<html><body><h1>시스템 점검 중입니다</h1></body></html>".encode(), ServiceFailure.MAINTENANCE, ""),
        ("<!DOCTYPE html>\n<html>서비스 점검</html>".encode("cp949"), ServiceFailure.MAINTENANCE, ""),
        (b"<html><title>Apache</title></html>", ServiceFailure.WEB_PAGE, ""),
    ],
)
def test_a_service_error_becomes_one_line_of_advice(body: bytes, kind: ServiceFailure, words: str) -> None:
    line = f"{kind} (the service says: {words})" if words else str(kind)
    with pytest.raises(ServiceError) as refused:
        read_hub(body)
    assert (refused.value.kind, str(refused.value)) == (kind, line)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[" * 5000, b'{"result":{"status":"401"}}', b"403", service_error("00", "NORMAL_SERVICE")]
)
def test_other_bodies_are_not_service_errors(body: bytes) -> None:
    assert parse_service_error(body) is None
    # A 403 without the service's words may come from a server before it.
    assert parse_service_error(body, 403) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("API 호출 한도를 초과했습니다.", ServiceFailure.QUOTA),
        ("<html><body>일일 호출 건수를 초과하였습니다.</body></html>", ServiceFailure.QUOTA),
        ("활용신청이 필요한 API 입니다.", ServiceFailure.NOT_APPROVED),
        ("인증키를 확인해 주세요.", ServiceFailure.UNKNOWN_KEY),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_refusal_in_plain_words_has_its_kind(text: str, kind: ServiceFailure, encoding: str) -> None:
    found = parse_service_error(text.encode(encoding), 403)
    assert found is not None
    assert found.kind is kind


def test_a_table_that_speaks_of_keys_is_no_refusal() -> None:
    assert parse_service_error("# 인증키: 활용신청 후 발급\n105 25.0".encode()) is None


def test_an_address_that_is_not_found_is_wrong_whatever_the_body() -> None:
    found = parse_service_error(b"nothing here", 404)
    assert found is not None
    assert found.kind is ServiceFailure.ADDRESS


def test_long_service_messages_are_cut() -> None:
    assert len(str(parse_service_error(hub_error(401, "키" * 500)))) < 250
