#!/usr/bin/env bash
# python-telegram-bot adds the default parse_mode to methods that have no such parameter.
#
# Version:   python-telegram-bot 22.8
# A guess:   `Defaults(parse_mode=…)` fills in `parse_mode` where a method of the Bot API has it.
# Behaviour: Each method that returns a message gets it, also those without such a parameter, for example
#            editMessageReplyMarkup and stopMessageLiveLocation (https://core.telegram.org/bots/api).
# Matters:   Telegram ignores the parameter, but a strict test server or a comparison of calls with the documentation
#            reports it. `api_kwargs={"parse_mode": None}` removes it from a call.
# Output:
#   editMessageReplyMarkup               -> parse_mode HTML
#   stopMessageLiveLocation              -> parse_mode HTML
#   pinChatMessage                       -> no parse_mode
#   editMessageReplyMarkup, api_kwargs   -> no parse_mode
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-telegram-bot==22.8 httpx==0.28.1
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import json

from telegram import InlineKeyboardMarkup
from telegram.ext import Defaults, ExtBot
from telegram.request import BaseRequest, RequestData


class Records(BaseRequest):
    """Records the parameters of each call."""

    read_timeout = 1.0

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str]]] = []

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: object, **kwargs: object
    ) -> tuple[int, bytes]:
        self.calls.append((url.rsplit("/", 1)[-1], request_data.json_parameters if request_data else {}))
        return 200, json.dumps({"ok": True, "result": True}).encode()


async def sent() -> list[tuple[str, dict[str, str]]]:
    request = Records()
    bot = ExtBot("1:token", request=request, defaults=Defaults(parse_mode="HTML"))
    await bot.edit_message_reply_markup(1, 2, reply_markup=InlineKeyboardMarkup([]))
    await bot.stop_message_live_location(1, 2)
    await bot.pin_chat_message(1, 2)
    await bot.edit_message_reply_markup(1, 3, api_kwargs={"parse_mode": None})
    return request.calls


def show(method: str, parameters: dict[str, str]) -> str | None:
    print(method, "->", parameters)
    return parameters.get("parse_mode")


calls = asyncio.run(sent())
assert [show(*call) for call in calls] == ["HTML", "HTML", None, None]
PYTHON
