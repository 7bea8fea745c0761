import datetime as dt

from bot.clock import SetClock
from bot.delivery import Delivery
from bot.retention import thin_history
from bot.schedule import make_scheduler
from tests.conftest import Talk, seoul


async def test_the_bell_rings_at_once_and_every_minute_and_the_history_is_thinned_at_night(talk: Talk) -> None:
    clock = SetClock(seoul("2024-05-13T20:00"))
    jobs = make_scheduler(talk.session.delivery, clock, talk.session.database).get_jobs()
    at = {job.func: job.trigger.get_next_fire_time(None, clock.now() + dt.timedelta(seconds=1)) for job in jobs}
    assert at == {
        talk.session.delivery.run: seoul("2024-05-13T20:01"),
        thin_history: seoul("2024-05-14T03:40"),
    }
    assert [job.next_run_time for job in jobs if job.func == talk.session.delivery.run] == [clock.now()]
    assert isinstance(talk.session.delivery, Delivery)
