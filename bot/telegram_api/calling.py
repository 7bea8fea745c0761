"""A bot that only calls: it receives no updates, and can be used beside the running one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.errors import TelegramUnreachable, TokenRejected
from bot.telegram_api.api_errors import classify
from bot.telegram_api.proxies import Proxy
from bot.telegram_api.rate_limiter import Lane, Limiter
from bot.telegram_api.transport import Transport


@asynccontextmanager
async def calling_bot(
    token: str, base_url: str, rate: int | None, connections: int, proxy: Proxy | None = None
) -> AsyncIterator[ExtBot[Lane]]:
    """Yield a bot, and close its connections at the end.

    Args:
        token: its token.
        base_url: address of the Bot API server, up to the token.
        rate: most messages a second; None for no limit.
        connections: most calls at once.
        proxy: the proxy to Telegram; None for a direct connection.

    Raises:
        TokenRejected: Telegram does not know the token.
        TelegramUnreachable: Telegram does not accept calls.
    """
    bot = ExtBot(
        token,
        base_url=base_url,
        request=Transport(connections, proxy=proxy),
        get_updates_request=Transport(connections=1, proxy=proxy),
        rate_limiter=Limiter(rate=rate),
    )
    try:
        async with bot:
            yield bot
    except InvalidToken as error:
        raise TokenRejected from error
    except TelegramError as error:
        raise TelegramUnreachable(classify(error, attempts=0).description) from error
