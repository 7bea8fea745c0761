#!/usr/bin/env bash
# python-telegram-bot raises Telegram's refusals for a proxy's error page.
#
# Version:   python-telegram-bot 22.8
# A guess:   An answer that is not JSON did not come from Telegram, so it raises NetworkError, whatever its status.
# Behaviour: The status alone picks the class. A page with 403 raises Forbidden, as for somebody who has blocked the bot;
#            404 raises InvalidToken, also for a method that an older Bot API server does not know; 502 raises
#            NetworkError. A page with 200 (a login page of a network) raises a bare TelegramError, which code that
#            retries on NetworkError never sees.
# Matters:   A bot that unsubscribes people on Forbidden loses them all behind a proxy that fails. Check that the
#            message is Telegram's own.
# Output:
#   403 page            -> Forbidden: Forbidden (403). Parsing the server response b'<html>' failed
#   404 page            -> InvalidToken: Not Found (404). Parsing the server response b'<html>' failed
#   404 unknown method  -> InvalidToken: Not Found: method not found
#   502 page            -> NetworkError: Bad Gateway (502). Parsing the server response b'<html>' failed
#   200 page            -> TelegramError: Invalid server response
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-telegram-bot==22.8 httpx==0.28.1
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

logging.disable()  # each page is logged with a traceback


class Answers(BaseRequest):
    read_timeout = 1.0

    def __init__(self, status: int, body: bytes) -> None:
        self.answer = status, body

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *args: object, **kwargs: object) -> tuple[int, bytes]:
        return self.answer


def raised(status: int, body: bytes = b"<html>") -> str:
    bot = Bot("1:token", request=Answers(status, body))
    try:
        asyncio.run(bot.send_message(1, "hello"))
    except TelegramError as error:
        print(status, "->", type(error).__name__, error)
        return type(error).__name__
    raise AssertionError(status)


assert raised(403) == "Forbidden"
assert raised(404) == "InvalidToken"
assert raised(404, b'{"ok":false,"error_code":404,"description":"Not Found: method not found"}') == "InvalidToken"
assert raised(502) == "NetworkError"
assert raised(200) == "TelegramError"
PYTHON
