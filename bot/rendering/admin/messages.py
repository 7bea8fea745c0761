"""Texts of `/admin` about what reaches people: headlines, announcements, bans."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.rendering.layout import cut_lines, join_blocks, join_lines, plain_text, shorten
from storage.ledger.announcements import Announcement
from storage.schema import DeliveryState

_MAX_QUOTE = 1500
_MAX_LINE = 200
_WAITING = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)
_COUNTS = (
    (N_("{n} sent"), (DeliveryState.SENT,)),
    (N_("{n} failed"), (DeliveryState.FAILED,)),
    (N_("{n} unknown"), (DeliveryState.UNKNOWN,)),
    (N_("{n} expired"), (DeliveryState.EXPIRED,)),
    (N_("{n} waiting"), _WAITING),
)


_AUDIENCES = {
    "all": N_("all chats"),
    "private": N_("private chats"),
    "groups": N_("groups"),
    "channels": N_("channels"),
}


def name_audience(audience: str, languages: Mapping[str, str], tr: Translator) -> str:
    """Return who gets an announcement, in words; a place stays as it was written.

    Args:
        audience: as `jogan announce --to` takes it.
        languages: the languages' own names.
        tr: the translator.
    """
    name, _, value = audience.partition("=")
    if name == "language":
        return languages.get(value, audience)
    return tr.plain(_AUDIENCES[name]) if name in _AUDIENCES else audience


def render_headlines(
    pinned: Sequence[tuple[str, dt.datetime]], sent: Sequence[tuple[str, int]], zone: ZoneInfo, tr: Translator
) -> Markup:
    """Return the pinned headlines with their ends, and those of today's bulletins with the numbers of bulletins."""
    pins = [
        tr("📌 {headline}, until {time}", headline=shorten(headline, _MAX_LINE), time=_moment(until, zone, tr))
        for headline, until in pinned
    ]
    lines = [Markup("📰 {} · {}").format(shorten(headline, _MAX_LINE), tr.number(number)) for headline, number in sent]
    return join_blocks(
        [
            tr("📰 <b>Headlines</b>"),
            join_lines(pins) or tr("None is pinned."),
            join_lines([tr("<b>Sent today</b>"), *lines]) if lines else tr("No headline was sent today."),
        ]
    )


def render_headline(headline: str, number: int, tr: Translator) -> Markup:
    """Return a headline of today's bulletins."""
    told = tr.plural("In {n} bulletin today", "In {n} bulletins today", number)
    return join_blocks([Markup("📰 <b>{}</b>").format(shorten(headline, _MAX_LINE)), told])


def render_pin_question(tr: Translator) -> Markup:
    """Return the question for a headline to pin."""
    return tr("📌 Which headline? Send it; its link may follow on a line of its own.")


def render_pin(headline: str, link: str | None, tr: Translator) -> Markup:
    """Return the question for how many days a headline is pinned."""
    line = Markup("📌 {}").format(headline)
    question = tr("Every chat's next bulletin begins with it. For how many days?")
    return join_blocks([join_lines([line, Markup.escape(link) if link else None]), question])


def render_correction_question(headline: str, tr: Translator) -> Markup:
    """Return the question for the right headline."""
    return tr("✏️ What is right instead of “{headline}”?", headline=shorten(headline, _MAX_LINE))


def render_correction(example: tuple[str, str] | None, bulletins: int, unfit: int, tr: Translator) -> Markup:
    """Return one bulletin before and after a correction, and the question whether to edit them all.

    Args:
        example: HTML of a bulletin before and after, or None.
        bulletins: number of bulletins that can be edited.
        unfit: number of those that cannot.
        tr: the translator.
    """
    blocks = []
    if example is not None:
        for title, text in zip((tr("<b>Before</b>"), tr("<b>After</b>")), example, strict=True):
            blocks += [title, _quote(plain_text(Markup(text)))]  # noqa: S704 - HTML already
    if unfit:
        blocks.append(tr.plural("{n} bulletin cannot be changed.", "{n} bulletins cannot be changed.", unfit))
    if not bulletins:
        return join_blocks([*blocks, tr("There is no bulletin to edit.")])
    question = tr.plural("Edit {n} bulletin?", "Edit {n} bulletins?", bulletins)
    return join_blocks([*blocks, question])


def render_correction_progress(done: int, total: int, edited: int, tr: Translator, *, is_over: bool) -> Markup:
    """Return how far a correction is."""
    numbers = {"done": tr.number(done), "total": tr.number(total), "edited": tr.number(edited)}
    if is_over:
        return tr("✏️ Done: {edited} of {total} bulletins edited.", **numbers)
    return tr("✏️ {done} of {total} bulletins …", **numbers)


def render_announcements(found: Sequence[Announcement], languages: Mapping[str, str], tr: Translator) -> Markup:
    """Return the newest announcements; `languages` are the languages' own names."""
    blocks = [render_announcement(one, languages, tr) for one in found]
    return join_blocks([tr("📣 <b>Announcements</b>"), *(blocks or [tr("There are none.")])])


def render_announcement(one: Announcement, languages: Mapping[str, str], tr: Translator) -> Markup:
    """Return what became of an announcement, and its first line; `languages` are the languages' own names."""
    numbers = [(words, sum(one.states.get(state, 0) for state in states)) for words, states in _COUNTS]
    parts = [tr.plain(words, n=tr.number(number)) for words, number in numbers if number]
    head = tr(
        "<b>No. {number}</b> ({audience}): {counts}",
        number=one.id,
        audience=name_audience(one.audience, languages, tr),
        counts=tr.join_names(parts) or tr.plain("nothing sent"),
    )
    stopped = tr("⏹ It was stopped.") if one.stopped_at else None
    return join_lines([head, stopped, Markup.escape(shorten(one.text.splitlines()[0], _MAX_LINE))])


def render_text_question(tr: Translator) -> Markup:
    """Return the question for the text of an announcement."""
    return tr("📣 What shall I announce? Send the text; it is sent as you write it, in one language.")


def render_plan(text: str, audience: str, kinds: Counter[str], tr: Translator) -> Markup:
    """Return the preview of an announcement: its text, and who gets it."""
    total = sum(kinds.values())
    counted = tr.plural("{audience}: {n} chat", "{audience}: {n} chats", total, audience=audience)
    hint = tr("Who gets it? Choose below, or send a place: <code>city=인천</code>")
    return join_blocks([_quote(text), counted, hint])


def render_send_question(text: str, audience: str, number: int, tr: Translator) -> Markup:
    """Return the last question before an announcement is sent."""
    question = tr.plural(
        "Send this to {n} chat ({audience})? It cannot be taken back.",
        "Send this to {n} chats ({audience})? It cannot be taken back.",
        number,
        audience=audience,
    )
    return join_blocks([_quote(text), question])


def render_bans(numbers: Sequence[int], tr: Translator) -> Markup:
    """Return who is banned, by Telegram's ids."""
    ids = cut_lines([Markup("<code>{}</code>").format(number) for number in numbers], _MAX_QUOTE)
    return join_blocks([tr("🚫 <b>Bans</b>"), ids if numbers else tr("Nobody is banned.")])


def render_ban_request(tr: Translator, *, is_operator: bool) -> Markup:
    """Return the question for a chat or person to ban, after an answer that named an operator with the reason."""
    refusal = tr("⚠️ This is an operator.") if is_operator else Markup()
    question = tr("🚫 Whom? Send Telegram's id of a person, a group or a channel: <code>-1001234567890</code>")
    return join_blocks([refusal, question])


def render_ban_question(number: int, tr: Translator) -> Markup:
    """Return the question before a ban."""
    return tr("🚫 Ban {number}? It gets no answers and no bulletins; its settings stay.", number=number)


def _quote(text: str) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(shorten(text, _MAX_QUOTE))


def _moment(at: dt.datetime, zone: ZoneInfo, tr: Translator) -> str:
    local = at.astimezone(zone)
    return tr.moment(tr.day(local.date()), local.time())
