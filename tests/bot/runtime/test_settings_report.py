"""Settings as operators see them: values, origins, no secrets."""

from pathlib import Path

import pytest

from bot.runtime.settings_reading import read_settings
from bot.runtime.settings_report import Origin, describe_changed, list_settings
from bot.settings import SETTINGS, Settings

TOKEN = "123456:secret"  # noqa: S105 - no bot has it


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    (tmp_path / ".env").write_text(f"JOGAN_TELEGRAM_TOKEN={TOKEN}\nJOGAN_SEND_AT=06:30\nJOGAN_ZONE=UTC\n")
    monkeypatch.setenv("JOGAN_ZONE", "Asia/Tokyo")
    monkeypatch.setenv("JOGAN_TELEGRAM_API", "https://me:hidden@example.com/bot")
    return read_settings()


def test_each_setting_has_its_value_and_its_origin(settings: Settings) -> None:
    shown = {one.name: (one.value, one.origin) for one in list_settings(settings)}
    assert len(shown) == len(SETTINGS)
    assert shown["JOGAN_TELEGRAM_TOKEN"] == ("<secret>", Origin.FILE)
    assert shown["JOGAN_SEND_AT"] == ("06:30", Origin.FILE)
    assert shown["JOGAN_ZONE"] == ("Asia/Tokyo", Origin.ENVIRONMENT)
    assert shown["JOGAN_TELEGRAM_API"] == ("https://me:***@example.com/bot", Origin.ENVIRONMENT)
    assert shown["JOGAN_PICTURES"] == ("true", Origin.DEFAULT)
    assert shown["JOGAN_CUT_OFF_HOURS"] == ("3", Origin.DEFAULT)
    assert shown["JOGAN_KMA_KEY"] == ("", Origin.DEFAULT)


def test_the_log_has_what_was_changed_and_no_secret(settings: Settings) -> None:
    line = describe_changed(settings)
    assert line == (
        "JOGAN_TELEGRAM_TOKEN=<secret> JOGAN_TELEGRAM_API=https://me:***@example.com/bot JOGAN_ZONE=Asia/Tokyo "
        "JOGAN_SEND_AT=06:30"
    )


def test_without_any_setting_the_log_says_so() -> None:
    assert describe_changed(Settings()) == "all settings are the defaults"
