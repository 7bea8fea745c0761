import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from simulator import Server, Town, World
from simulator.server.webhooks import SECRET_HEADER
from tests.simulator.factories import TOKEN, Ask, until


class Bot:
    """A bot with a webhook: the updates that it got, and its answers."""

    def __init__(self) -> None:
        self.url = ""
        self.came: list[tuple[str | None, dict[str, object]]] = []
        self.answers: list[web.Response] = []

    async def take(self, request: web.Request) -> web.Response:
        self.came.append((request.headers.get(SECRET_HEADER), await request.json()))
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    application = web.Application()
    application.router.add_post("/hook", bot.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield bot
    await runner.cleanup()


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, TOKEN, webhook_retry_delays=[0.01]) as server:
        yield server


async def test_updates_are_delivered_in_order_with_the_secret(ask: Ask, world: World, town: Town, bot: Bot) -> None:
    world.say(town.private, town.person, "before")
    assert (await ask("setWebhook", url=bot.url, secret_token="s3-cret_")).result is True  # noqa: S106 - a test's
    world.say(town.private, town.person, "after")
    await world.wait_until_idle()
    assert [secret for secret, _ in bot.came] == ["s3-cret_"] * 2
    assert [update["update_id"] for _, update in bot.came] == [1, 2]
    info = (await ask("getWebhookInfo")).fields
    assert (info["url"], info["pending_update_count"], "last_error_date" in info) == (bot.url, 0, False)


@pytest.mark.parametrize("status", [500, 302, 404])
async def test_a_failed_update_is_retried_after_a_delay(
    ask: Ask, world: World, town: Town, bot: Bot, status: int
) -> None:
    bot.answers += [web.Response(status=status), web.Response(status=status)]
    await ask("setWebhook", url=bot.url)
    world.say(town.private, town.person, "x")
    await world.wait_until_idle()
    assert [update["update_id"] for _, update in bot.came] == [1, 1, 1]
    message = (await ask("getWebhookInfo")).fields["last_error_message"]
    assert str(message).startswith(f"Wrong response from the webhook: {status} ")


async def test_an_unreachable_webhook_is_reported(ask: Ask, world: World, town: Town) -> None:
    await ask("setWebhook", url="http://127.0.0.1:9/hook", allowed_updates=["message"], max_connections=3)
    world.say(town.private, town.person, "x")

    async def is_told() -> bool:
        info = (await ask("getWebhookInfo")).fields
        return (info["pending_update_count"], info.get("last_error_message")) == (1, "Connection refused")

    await until(is_told)
    info = (await ask("getWebhookInfo")).fields
    assert (info["allowed_updates"], info["max_connections"]) == (["message"], 3)


async def test_a_webhook_answer_can_be_a_call(ask: Ask, server: Server, world: World, town: Town, bot: Bot) -> None:
    call = {"method": "sendMessage", "chat_id": town.private.id, "text": "hello"}
    bot.answers += [web.json_response(call), web.Response(text="fine"), web.json_response({"method": "sendTelepathy"})]
    await ask("setWebhook", url=bot.url)
    for text in ("one", "two", "three"):
        world.say(town.private, town.person, text)

    async def are_handled() -> bool:
        return len(server.calls) >= len(("setWebhook", "sendMessage", "sendTelepathy"))

    await until(are_handled)
    assert "hello" in [message.text for message in world.messages(town.private)]
    assert [call.accepted for call in server.calls] == [True, True, False]


async def test_polling_and_webhooks_exclude_each_other(ask: Ask, world: World, town: Town, bot: Bot) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    await ask("setWebhook", url=bot.url)
    assert (await poll).status == 409
    rejected = await ask("getUpdates")
    assert (rejected.status, rejected.error.startswith("Conflict: can't use getUpdates method while webhook")) == (
        409,
        True,
    )
    await ask("deleteWebhook")
    world.say(town.private, town.person, "x")
    assert len((await ask("getUpdates")).items) == 1
    await ask("setWebhook", url=bot.url, drop_pending_updates=True)
    await ask("setWebhook", url="")
    assert bot.came == []
    assert (await ask("getWebhookInfo")).fields["url"] == ""


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.com/"}, "bad webhook: Failed to resolve host: Name or service not known"),
        ({"url": "http://127.0.0.1:99999/"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1/", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_rejected(ask: Ask, arguments: dict[str, object], error: str) -> None:
    answer = await ask("setWebhook", **arguments)
    assert (answer.status, answer.error) == (400, f"Bad Request: {error}")
