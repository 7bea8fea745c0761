#!/usr/bin/env bash
# python-telegram-bot reads a message without its required chat, and the chat is None.
#
# Version:   python-telegram-bot 22.8
# A guess:   A field that the Bot API and the library's own types call required is there, or reading the update fails.
# Behaviour: A missing number or text raises TypeError. A missing object becomes None without an error.
# Matters:   The error comes later, in whatever handler uses the object, although its type says that it is never None.
#            Check what handlers rely on when an update arrives (bot/inbound/parsing.py).
# Output:
#   without message_id -> TypeError
#   without chat       -> None
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-telegram-bot==22.8 httpx==0.28.1
"$folder/venv/bin/python" - <<'PYTHON'
from telegram import Bot, Message

WHOLE = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private", "first_name": "Mina"}, "text": "hello"}


def read_without(field: str) -> str:
    try:
        message = Message.de_json({name: value for name, value in WHOLE.items() if name != field}, Bot("1:token"))
    except TypeError as error:
        return type(error).__name__
    return str(message.chat)


found = {field: read_without(field) for field in ("message_id", "chat")}
for field, result in found.items():
    print(f"without {field:<10} -> {result}")
assert found == {"message_id": "TypeError", "chat": "None"}
PYTHON
