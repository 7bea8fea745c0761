#!/usr/bin/env bash
# holidays looks up an aware datetime by the date it shows, not by the date in the country.
#
# Version:   holidays 0.109
# A guess:   A calendar for Korea that accepts datetimes converts an aware one to Korea's time, or refuses it. A number,
#            which it accepts as a Unix timestamp, names the same moment and gives the same answer.
# Behaviour: The date is taken as it stands. 2024-05-14 23:00 UTC is 08:00 of Buddha's Birthday in Seoul, and no
#            holiday here. A date in text is read with the month first where that is possible, and with the day first
#            where it is not, so 03/10/2024 and 15/05/2024 are read in two ways.
# Matters:   A server runs in UTC. Convert to the local date first, and pass `datetime.date` only.
# Output:
#   2024-05-14 23:00 UTC            -> False
#   the same moment in Seoul        -> True
#   the same moment as a timestamp  -> False
#   '15/05/2024'                    -> Buddha's Birthday (day first)
#   '03/10/2024'                    -> None (March 10; October 3 is National Foundation Day)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check holidays==0.109
"$folder/venv/bin/python" - <<'PYTHON'
import datetime as dt
from zoneinfo import ZoneInfo

from holidays import country_holidays

korea = country_holidays("KR", language="en_US")
moment = dt.datetime(2024, 5, 14, 23, tzinfo=dt.UTC)
in_seoul = moment.astimezone(ZoneInfo("Asia/Seoul"))
assert moment == in_seoul
print("UTC", moment in korea, "Seoul", in_seoul in korea, "timestamp", moment.timestamp() in korea)
assert moment not in korea
assert in_seoul in korea
assert moment.timestamp() not in korea

print("15/05/2024", korea.get("15/05/2024"), "03/10/2024", korea.get("03/10/2024"))
assert korea.get("15/05/2024") == "Buddha's Birthday"
assert korea.get("03/10/2024") is None
assert korea.get("10/03/2024") == "National Foundation Day"
PYTHON
