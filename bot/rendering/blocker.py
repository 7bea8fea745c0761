"""Report of a blocker to an administrator who can remove it, or to the person of a private chat."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.rendering.layout import join_lines
from bot.rendering.subscription import describe_cities
from sources.korea.stations import Catalogue
from storage.chats.blockers import Blocker, BlockerKind
from storage.chats.subscriptions import Subscription

# Links to messages leave this prefix of supergroup ids out (https://core.telegram.org/api/links).
_SUPERGROUP = "-100"

_HEADINGS = {
    BlockerKind.CLOSED: N_("⚠️ In <b>{chat}</b>, the topic <b>{topic}</b> is closed, so I cannot send bulletins there."),
    BlockerKind.DELETED: N_("⚠️ In <b>{chat}</b>, the topic <b>{topic}</b> was deleted, so its bulletins have stopped."),
    BlockerKind.SILENCED: N_("⚠️ I cannot write in <b>{chat}</b>, so its bulletins have stopped."),
    BlockerKind.REMOVED: N_("⚠️ I was removed from <b>{chat}</b>, so its bulletins have stopped."),
    BlockerKind.LOST: N_("⚠️ I cannot find <b>{chat}</b> any more, so its bulletins have stopped."),
    BlockerKind.RESTRICTED: N_("⚠️ Telegram has restricted <b>{chat}</b>, so its bulletins have stopped."),
    BlockerKind.REJECTED: N_("⚠️ Telegram rejected three bulletins in a row in <b>{chat}</b>, so they have stopped."),
}
_PRIVATE_HEADINGS = {
    BlockerKind.DELETED: N_("⚠️ I cannot find the topic <b>{topic}</b>, so its bulletins have stopped."),
    BlockerKind.REJECTED: N_("⚠️ Telegram rejected three bulletins in a row, so they have stopped."),
}
_MADE_ADMIN = N_("Bulletins resume when I am made an admin who can post messages.")
_ADVICE: dict[tuple[str | None, BlockerKind], str] = {
    (None, BlockerKind.CLOSED): N_(
        "Bulletins resume when the topic is reopened, or when I am made an admin who can manage topics."
    ),
    (None, BlockerKind.DELETED): N_("For bulletins in another topic, send /subscribe there."),
    (None, BlockerKind.SILENCED): N_("When I can write there again, send /subscribe there."),
    ("channel", BlockerKind.SILENCED): _MADE_ADMIN,
    (None, BlockerKind.REMOVED): _MADE_ADMIN,
    (None, BlockerKind.LOST): N_("To get them again, add me there and send /subscribe."),
    ("channel", BlockerKind.LOST): _MADE_ADMIN,
    (None, BlockerKind.RESTRICTED): N_("When the restriction is lifted, send /subscribe there."),
    (None, BlockerKind.REJECTED): N_("To try again, send /subscribe there."),
    ("private", BlockerKind.REJECTED): N_("To try again: /subscribe"),
}
"""What to do, by kind of chat (None for all others) and blocker."""


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
        title: the chat's title; not used for a private chat.
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
    if blocker.kind is BlockerKind.CLOSED and not blocker.thread_id:
        return tr("⚠️ The General topic of <b>{chat}</b> is closed, so I cannot send bulletins there.", chat=title)
    own = _PRIVATE_HEADINGS.get(blocker.kind) if blocker.chat_kind == "private" else None
    return tr(own or _HEADINGS[blocker.kind], chat=title, topic=topic)


def _advice(blocker: Blocker, tr: Translator) -> Markup:
    return tr(_ADVICE.get((blocker.chat_kind, blocker.kind)) or _ADVICE[None, blocker.kind])
