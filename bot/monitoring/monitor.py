"""Monitor: what the parts of the bot tell about their work, for metrics and for checks."""

from bot.monitoring.heartbeat import Heartbeat
from bot.monitoring.metrics import Metrics
from bot.monitoring.notices import Notices
from bot.monitoring.sources import SourceHealth


class Monitor:
    """State that the parts of the bot report to.

    Attributes:
        metrics: all metrics.
        notices: what the operators have to be told.
        sources: the health of the sources.
        polls: beats when Telegram has answered a poll for updates, or a look at the webhook.
        webhook_trouble: why no updates arrive at the webhook; None if they do, or if updates are polled.
        ticks: beats when the scheduler starts a job.
        worker: number of this process among those that share the database; None if it is alone.
    """

    def __init__(self) -> None:
        self.metrics = Metrics()
        self.notices = Notices()
        self.sources = SourceHealth(self.metrics)
        self.polls = Heartbeat()
        self.webhook_trouble: str | None = None
        self.ticks = Heartbeat()
        self.worker: int | None = None
