"""Report of a blocker to an administrator who can remove it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.layout import join_lines
from bot.rendering.subscription import describe_cities
from sources.korea.stations import Catalogue
from storage.chats.blockers import Blocker, BlockerKind
from storage.chats.subscriptions import Subscription

# Links to messages leave this prefix of supergroup ids out (https://core.telegram.org/api/links).
_SUPERGROUP = "-100"


def render_blocker(
    blocker: Blocker,
    title: str,
    topic: str | None,
    affected: Sequence[Subscription],
    catalogue: Catalogue,
    tr: Translator,
) -> Markup:
    """Render a blocker, the cities of its subscriptions, and what to do.

    Args:
        blocker: the blocker.
        title: the chat's title.
        topic: the topic's name, or None if unknown.
        affected: the subscriptions that it blocks.
        catalogue: the stations.
        tr: the reader's language.
    """
    cities = dict.fromkeys(describe_cities(one, catalogue, tr) for one in affected)
    return join_lines([_heading(blocker, title, topic or f"#{blocker.thread_id}", tr), *cities, _advice(blocker, tr)])


def topic_link(blocker: Blocker) -> str | None:
    """Return the link to a closed topic; None for other kinds, and for the General topic."""
    if blocker.kind is not BlockerKind.CLOSED or not blocker.thread_id:
        return None
    return f"https://t.me/c/{str(blocker.chat_id).removeprefix(_SUPERGROUP)}/{blocker.thread_id}"


def _heading(blocker: Blocker, title: str, topic: str, tr: Translator) -> Markup:
    match blocker.kind:
        case BlockerKind.CLOSED if not blocker.thread_id:
            return tr("⚠️ The General topic of <b>{chat}</b> is closed, so I cannot send bulletins there.", chat=title)
        case BlockerKind.CLOSED:
            return tr(
                "⚠️ In <b>{chat}</b>, the topic <b>{topic}</b> is closed, so I cannot send bulletins there.",
                chat=title,
                topic=topic,
            )
        case BlockerKind.DELETED:
            return tr(
                "⚠️ In <b>{chat}</b>, the topic <b>{topic}</b> was deleted, so its bulletins have stopped.",
                chat=title,
                topic=topic,
            )
        case BlockerKind.SILENCED:
            return tr("⚠️ I cannot write in <b>{chat}</b>, so its bulletins have stopped.", chat=title)
        case BlockerKind.REMOVED:
            return tr("⚠️ I was removed from <b>{chat}</b>, so its bulletins have stopped.", chat=title)


def _advice(blocker: Blocker, tr: Translator) -> Markup:
    is_channel = blocker.chat_kind == "channel"
    match blocker.kind:
        case BlockerKind.CLOSED:
            return tr("Bulletins resume when the topic is reopened, or when I am made an admin who can manage topics.")
        case BlockerKind.DELETED:
            return tr("For bulletins in another topic, send /subscribe there.")
        case BlockerKind.SILENCED if not is_channel:
            return tr("When I can write there again, send /subscribe there.")
    return tr("Bulletins resume when I am made an admin who can post messages.")
