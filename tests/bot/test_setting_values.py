"""Values of settings as operators write them."""

import datetime as dt

import pytest

from bot.runtime.settings_reading import InvalidSettings, parse_settings
from bot.setting_values import Secret, parse_ids, parse_switch, parse_time


@pytest.mark.parametrize("word", ["on", "true", "Yes", "1", "T", "y"])
def test_a_switch_is_on(word: str) -> None:
    assert parse_switch(word)


@pytest.mark.parametrize("word", ["off", "FALSE", "no", "0", "f", "n"])
def test_a_switch_is_off(word: str) -> None:
    assert not parse_switch(word)


@pytest.mark.parametrize(("text", "time"), [("07:00", dt.time(7)), ("23:59:30", dt.time(23, 59, 30))])
def test_a_time_is_read(text: str, time: dt.time) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize("text", ["", "7:00", "24:00", "0700", "07:00+09:00", "٠٧:٠٠"])
def test_anything_else_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="is no time; write it as 07:00"):
        parse_time(text)


def test_each_wrong_id_has_its_own_line() -> None:
    with pytest.raises(ValueError, match="'a'") as caught:
        parse_ids("1, a, -2, b,")
    assert len(caught.value.args) == 2


def test_a_secret_is_not_shown() -> None:
    assert "hidden" not in repr(parse_settings({"telegram_token": "hidden"}))
    assert "hidden" not in str(Secret("hidden"))


def test_only_what_was_given_is_no_default() -> None:
    settings = parse_settings({"zone": "Asia/Seoul", "no_setting": "1"})
    assert settings.given == {"zone"}


def test_a_limit_that_is_invalid_itself_is_compared_with_nothing() -> None:
    with pytest.raises(InvalidSettings) as caught:
        parse_settings({"cut_off_hours": "long", "readings_deadline_minutes": "500"})
    assert caught.value.faults == ("JOGAN_CUT_OFF_HOURS: 'long' is no number; write one as 3 or 2.5",)
