"""Who may see the dashboard: whoever has the password, or without one this machine only."""

import base64

import pytest
from aiohttp.http import HttpVersion10
from aiohttp.test_utils import make_mocked_request

from bot.dashboard.access import refuse
from bot.setting_values import parse_dashboard_token
from tests.bot.dashboard.factories import Serve

TOKEN = "a-long-enough-pässword"  # noqa: S105 - opens nothing


def basic(password: str, user: str = "any") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


async def test_the_password_opens_the_page_with_any_name(serve: Serve) -> None:
    client = await serve(TOKEN)
    for user in ("", "mina", "미나"):
        assert (await client.get("/", headers=basic(TOKEN, user))).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        basic(""),
        basic(TOKEN[:-1]),
        basic(TOKEN + ":"),
        {"Authorization": f"Bearer {TOKEN}"},
        {"Authorization": "Basic"},
        {"Authorization": "Basic %%%"},
        {"Authorization": "Basic \udcff"},
        {"Authorization": "Basic " + base64.b64encode(TOKEN.encode()).decode()},
    ],
)
async def test_without_the_password_a_browser_asks_for_it(serve: Serve, headers: dict[str, str]) -> None:
    response = await (await serve(TOKEN)).get("/", headers=headers)
    assert response.status == 401
    assert response.headers["WWW-Authenticate"].startswith("Basic ")
    assert "Jogan" not in await response.text()


async def test_without_a_password_this_machine_may_look(serve: Serve) -> None:
    client = await serve(None)
    for host in ("localhost:9464", "127.0.0.1", "[::1]:9464"):
        assert (await client.get("/", headers={"Host": host})).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "bot.example.org"},
        {"Host": "rebound.example:9464"},
        {"Host": "127.0.0.1.example.org"},
        {"Host": "["},
        {"X-Forwarded-For": "203.0.113.5"},
        {"X-Real-IP": "203.0.113.5"},
        {"Forwarded": "for=203.0.113.5"},
        {"Via": "1.1 caddy"},
    ],
)
async def test_what_came_through_a_proxy_or_by_another_name_is_refused(serve: Serve, headers: dict[str, str]) -> None:
    response = await (await serve(None)).get("/", headers=headers)
    assert response.status == 403
    assert "JOGAN_DASHBOARD_TOKEN" in await response.text()


@pytest.mark.parametrize(
    ("peer", "is_refused"),
    [
        ("127.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("203.0.113.5", True),
        ("::ffff:10.0.0.1", True),
    ],
)
def test_without_a_password_other_machines_are_refused(peer: str, *, is_refused: bool) -> None:
    request = make_mocked_request("GET", "/", {"Host": "localhost"}).clone(remote=peer)
    assert (refuse(request, None) is not None) is is_refused


def test_what_speaks_http_1_0_may_be_a_proxy() -> None:
    request = make_mocked_request("GET", "/", {"Host": "localhost"}, version=HttpVersion10).clone(remote="127.0.0.1")
    assert refuse(request, None) is not None


def test_a_short_password_is_refused_without_being_quoted() -> None:
    with pytest.raises(ValueError, match="at least 16 characters") as caught:
        parse_dashboard_token("guessable")
    assert "guessable" not in str(caught.value)
