"""A bot that reaches Telegram only through the proxy of its environment: bulletins, answers and polling."""

from pathlib import Path

import pytest
from yarl import URL

from storage.schema import DeliveryState
from tests.bot.telegram_api.certificates import make_certificate
from tests.bot.telegram_api.proxy_servers import Kind, proxying, unwrapping_tls
from tests.crash.factories import TOKEN, Prepare, until
from tests.delivery.mornings import in_state, ledger, received

pytestmark = pytest.mark.process

LOGIN = ("mina", "p:a/s s")


@pytest.mark.parametrize(
    ("kind", "variable", "scheme"),
    [
        ("socks5", "ALL_PROXY", "http"),
        ("socks5", "https_proxy", "https"),
        ("http", "http_proxy", "http"),
        ("http", "HTTPS_PROXY", "https"),
    ],
)
async def test_everything_goes_through_the_proxy(
    prepare: Prepare, tmp_path: Path, kind: Kind, variable: str, scheme: str
) -> None:
    morning, certificate = await prepare(20), make_certificate(tmp_path)
    plain = URL(morning.server.base_url).port or 0
    async with (
        unwrapping_tls(certificate.context, plain) as secure,
        proxying(kind, secure if scheme == "https" else plain, LOGIN) as proxy,
    ):
        morning.environment |= {
            variable: proxy.url,
            "JOGAN_TELEGRAM_API": f"{scheme}://telegram.test/bot",
            "SSL_CERT_FILE": str(certificate.path),
        }
        # aiohttp reads the certificates when it is imported, which a forked process has behind it.
        start = morning.new_bot if scheme == "https" else morning.bot
        async with start() as process:
            person = morning.people[0]
            chat = morning.world.private_chat(person)
            morning.world.say(chat, person, "/weather 인천")
            await until(lambda: any("인천" in message.text for message in morning.world.messages(chat)[1:]))
            await morning.end(process)
    assert set(proxy.asked) == {("telegram.test", 443 if scheme == "https" else 80)}
    assert in_state(await ledger(morning.database), DeliveryState.SENT) == {one.id for one in morning.people}
    assert set(received(morning.world, morning.people).values()) == {1}
    log = "".join(morning.log)
    assert f"{kind}://127.0.0.1:{proxy.port}" in log
    assert LOGIN[1] not in log


async def test_without_a_proxy_telegram_is_called_by_tls(prepare: Prepare, tmp_path: Path) -> None:
    morning, certificate = await prepare(20), make_certificate(tmp_path)
    async with unwrapping_tls(certificate.context, URL(morning.server.base_url).port or 0) as port:
        morning.environment |= {
            "JOGAN_TELEGRAM_API": f"https://localhost:{port}/bot",
            "SSL_CERT_FILE": str(certificate.path),
        }
        async with morning.bot() as process:
            await morning.end(process)
    assert set(received(morning.world, morning.people).values()) == {1}


async def test_a_proxy_of_another_kind_ends_the_start_with_one_line(prepare: Prepare) -> None:
    morning = await prepare(2)
    morning.environment |= {
        "HTTPS_PROXY": f"https://mina:{TOKEN}@127.0.0.1",
        "JOGAN_TELEGRAM_API": "https://telegram.test/bot",
    }
    async with morning.bot() as process:
        assert await process.wait() == 2
    morning.check_log()
    (line,) = morning.log
    assert line.startswith("jogan: HTTPS_PROXY: https:// proxies are not supported; ")
