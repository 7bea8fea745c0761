#!/usr/bin/env bash
# python-telegram-bot logs a whole answer, with people's words, if it is no JSON.
#
# Version:   python-telegram-bot 22.8
# A guess:   An answer that cannot be parsed raises an error that says so. Contents are logged on the level DEBUG at most.
# Behaviour: `BaseRequest.parse_json_payload` logs all of it on the level ERROR, before it raises "Invalid server
#            response", which says nothing of it. An answer to getUpdates that was cut off holds up to 100 messages.
# Matters:   Whoever promises that no message is logged must silence the logger `telegram.request.BaseRequest`, or filter
#            it, and log the kind of the error.
# Output:
#   raised: Invalid server response
#   logged on ERROR by telegram.request.BaseRequest, the message in it: True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-telegram-bot==22.8
"$folder/venv/bin/python" - <<'PYTHON'
import logging

from telegram.error import TelegramError
from telegram.request import BaseRequest

CUT_OFF = b'{"ok":true,"result":[{"update_id":1,"message":{"text":"a private word'
records: list[logging.LogRecord] = []


class Keep(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        records.append(record)


logging.getLogger().addHandler(Keep())
try:
    BaseRequest.parse_json_payload(CUT_OFF)
except TelegramError as error:
    print(f"raised: {error}")
    assert "private" not in str(error)
else:
    raise AssertionError

(record,) = records
said = "a private word" in record.getMessage()
print(f"logged on {record.levelname} by {record.name}, the message in it: {said}")
assert (record.levelno, record.name, said) == (logging.ERROR, "telegram.request.BaseRequest", True)
PYTHON
