"""Operators are told in their private chat of what needs a person."""

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.clock import SetClock
from bot.delivery import operators
from bot.delivery.operators import Operators
from bot.i18n.translator import Translators
from bot.monitoring.monitor import Monitor
from bot.monitoring.notices import Notice, NoticeKind
from bot.rendering.notices import render_notice
from bot.runtime.database_file import MIN_FREE
from simulator import Fault
from simulator.world.refusals import Refusal
from tests.factories import seoul
from tests.talk import Start, Talk

LANGUAGES = "ko", "en", "ja", "zh", "vi"


class Told:
    """A bot with an operator, the town's person."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.operators = self._start(talk.session.application.dependencies.monitor)

    def _start(self, monitor: Monitor) -> Operators:
        self.monitor = monitor
        deps = self.talk.session.application.dependencies
        settings = replace(deps.settings, operators=frozenset({self.talk.town.person.id}))
        return Operators(self.talk.session.application.bot, replace(deps, settings=settings, monitor=monitor))

    def restart(self, after: dt.timedelta) -> None:
        self.talk.session.clock.set(self.talk.session.clock.now() + after)
        self.operators = self._start(Monitor())

    async def run(self) -> None:
        await self.operators.run()

    def messages(self) -> list[str]:
        return [one.text for one in self.talk.world.messages(self.talk.town.private) if one.text.startswith("⚠️")]


@pytest.fixture
async def told(start: Start) -> Told:
    talk = await start(at=seoul("2024-05-14T07:05"))
    await talk("/language ko")
    return Told(talk)


async def test_a_new_error_is_told_once(told: Told) -> None:
    monitor = told.talk.session.application.dependencies.monitor
    for _ in range(2):
        monitor.notices.add_error(ValueError("비밀"))
        await told.run()
    assert told.messages() == ["⚠️ 시작한 뒤로 처음 보는 오류예요: ValueError. 자세한 내용은 로그에 있어요."]


@pytest.mark.parametrize(("time", "number"), [("06:59", 0), ("07:00", 1), ("09:59", 1), ("10:00", 0)])
async def test_missing_readings_are_told_once_in_the_morning(told: Told, time: str, number: int) -> None:
    # The newest readings are those of the evening before.
    deps = told.talk.session.application.dependencies
    settings = replace(deps.settings, operators=frozenset({told.talk.town.person.id}))
    deps = replace(deps, settings=settings, clock=SetClock(seoul(f"2024-05-14T{time}")), expects_readings=True)
    operator = Operators(told.talk.session.application.bot, deps)
    for _ in range(2):
        await operator.run()
    assert told.messages() == ["⚠️ 오늘 아침 소식에 쓸 새 관측값이 없어요."] * number


async def test_a_source_that_is_down_is_told_when_it_is_for_long(told: Told) -> None:
    seconds = 0.0
    sources = told.talk.session.application.dependencies.monitor.sources
    watch = sources.watch("하나신문", lambda: seconds)
    watch.record_failure("no route to host")
    seconds = operators.SOURCE_PATIENCE - 1
    await told.run()
    assert told.messages() == []
    seconds = operators.SOURCE_PATIENCE
    await told.run()
    assert told.messages() == ["⚠️ 30분째 읽을 수 없어요: 하나신문"]


async def test_a_restart_does_not_repeat_what_lasts(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operators, "SOURCE_PATIENCE", 0.0)
    told.monitor.sources.watch("하나신문").record_failure("no route to host")
    await told.run()
    told.restart(after=dt.timedelta(hours=2))
    watch = told.monitor.sources.watch("하나신문")
    watch.record_failure("no route to host")
    await told.run()
    assert told.messages() == ["⚠️ 30분째 읽을 수 없어요: 하나신문"]
    watch.record_success()
    await told.run()
    watch.record_failure("no route to host")
    await told.run()
    assert len(told.messages()) == 2


async def test_a_bot_that_starts_again_and_again_tells_a_kind_once_an_hour(told: Told) -> None:
    for minutes, number in ((0, 1), (1, 1), (58, 1), (2, 2)):
        told.restart(after=dt.timedelta(minutes=minutes))
        told.monitor.notices.add_error(ValueError("비밀"))
        await told.run()
        assert len(told.messages()) == number


async def test_a_full_disk_is_told(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(".")._replace(free=MIN_FREE - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    await told.run()
    assert told.messages() == ["⚠️ 디스크가 거의 찼어요: 200 MB 남음"]


async def test_a_notice_that_telegram_did_not_take_comes_later(told: Told) -> None:
    told.talk.refusals_expected = True
    told.talk.session.application.dependencies.monitor.notices.add(NoticeKind.CLOCK_JUMPED, "+2:00:00")
    told.talk.server.faults.append(Fault("sendMessage", times=2, answer=502))
    for _ in range(3):
        await told.run()
    assert told.messages() == ["⚠️ 시스템 시계가 갑자기 바뀌었어요: +2:00:00"]


async def test_an_operator_who_has_blocked_the_bot_is_not_asked_again(told: Told) -> None:
    told.talk.refusals_expected = True
    told.talk.world.refusals[told.talk.town.private] = Refusal.KICKED
    told.talk.session.application.dependencies.monitor.notices.add(NoticeKind.CLOCK_JUMPED, "+2:00:00")
    calls = len(told.talk.server.calls)
    for _ in range(2):
        await told.run()
    assert len(told.talk.server.calls) == calls + 1


async def test_bulletins_that_expired_are_told(told: Told) -> None:
    await told.talk("/subscribe 07:30 인천")
    told.talk.server.faults.append(Fault("sendMessage", times=999, answer=502))
    told.talk.refusals_expected = told.talk.errors_expected = True
    await told.talk.at("2024-05-14 07:30")
    told.talk.server.faults.clear()
    await told.talk.at("2024-05-14 12:00")
    await told.run()
    assert told.messages()[-1] == "⚠️ 제때 보내지 못했거나 도착했는지 알 수 없는 소식이 있어요: jogan deliveries"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_kinds_in_all_languages(language: str, snapshot: SnapshotAssertion) -> None:
    tr = Translators("ko")[language]
    texts = [render_notice(Notice(kind, ("하나신문", "<KMA>")), tr) for kind in NoticeKind]
    assert "\n".join(texts) == snapshot
