"""What is said to who can let bulletins into a chat or a topic again."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.layout import join_lines
from bot.rendering.subscription import describe_cities
from sources.korea.stations import Catalogue
from storage.chats.blockers import Blocker, BlockerKind
from storage.chats.subscriptions import Subscription

_SUPERGROUP = "-100"
"""Begins the ids of supergroups, and not what stands for them in links."""


def render_blocker(
    obstacle: Blocker,
    title: str,
    topic: str | None,
    affected: Sequence[Subscription],
    catalogue: Catalogue,
    tr: Translator,
) -> Markup:
    """What keeps bulletins out, and what to do.

    Args:
        obstacle: what it is.
        title: what the chat is called.
        topic: what the topic is called, where that is known.
        affected: the subscriptions that it is about.
        catalogue: the stations.
        tr: the reader's language.
    """
    about = dict.fromkeys(describe_cities(one, catalogue, tr) for one in affected)
    return join_lines([_what(obstacle, title, topic or f"#{obstacle.thread_id}", tr), *about, _advice(obstacle, tr)])


def address_of(obstacle: Blocker) -> str | None:
    """Where the topic can be opened; None where there is none any more."""
    if obstacle.kind is not BlockerKind.CLOSED or not obstacle.thread_id:
        return None
    return f"https://t.me/c/{str(obstacle.chat_id).removeprefix(_SUPERGROUP)}/{obstacle.thread_id}"


def _what(obstacle: Blocker, title: str, topic: str, tr: Translator) -> Markup:
    match obstacle.kind:
        case BlockerKind.CLOSED if not obstacle.thread_id:
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


def _advice(obstacle: Blocker, tr: Translator) -> Markup:
    is_channel = obstacle.chat_kind == "channel"
    match obstacle.kind:
        case BlockerKind.CLOSED:
            return tr("Bulletins resume when the topic is reopened, or when I am made an admin who can manage topics.")
        case BlockerKind.DELETED:
            return tr("For bulletins in another topic, send /subscribe there.")
        case BlockerKind.SILENCED if not is_channel:
            return tr("When I can write there again, send /subscribe there.")
    return tr("Bulletins resume when I am made an admin who can post messages.")
