"""Corrections of a headline: it is replaced, or taken back, in the texts that were sent."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.corrections.corrector import Plan
from bot.errors import InvalidInput
from bot.i18n.translator import Translator, Translators
from bot.rendering.bulletin.text import LEAD_LENGTH
from bot.rendering.corrections import render_headline_correction, render_withdrawal, render_withdrawal_notice
from bot.rendering.layout import MAX_MESSAGE_LENGTH, shorten, visible_length
from bot.rendering.news import MAX_HEADLINE_LENGTH, summary_line
from storage.content import articles
from storage.content.articles import StoredArticle
from storage.database import Database
from storage.ledger import sent_texts
from storage.ledger.sent_texts import SentBulletin

_MARK = "📰 "
"""Beginning of a headline's line."""

_NO_SOURCE = "\0"


@dataclass(frozen=True, slots=True)
class HeadlineCorrection:
    """Correction of a headline.

    Attributes:
        day: the chats' local date.
        wrong: the headline that was sent.
        right: what it should be.
    """

    day: dt.date
    wrong: str
    right: str

    async def make_plan(self, database: Database) -> Plan:
        """Find the bulletins with the headline.

        Raises:
            InvalidInput: no stored article has it, or has the right one.
        """
        async with database.read() as connection:
            # The source may have corrected the article already.
            found = await _find(connection, [self.wrong, self.right], self.wrong)
            sent = await _list_sent(connection, self.day, found)
        return _make_plan(sent, lambda text, _: self._correct(text), self._is_corrected)

    async def correct_store(self, connection: AsyncConnection, _now: dt.datetime) -> None:
        """Correct the articles that have the wrong headline."""
        for stored in await articles.find_by_headline(connection, [self.wrong]):
            new = replace(stored.article, headline=self.right)
            await articles.change(connection, [(stored, new, articles.fingerprint(new))])

    def render_notice(self, tr: Translator) -> Markup:
        """Return the right headline."""
        return render_headline_correction(self.day, self.right, tr)

    def _correct(self, text: str) -> str | None:
        """Return a bulletin's HTML with the right headline; None if the wrong one is not there once."""
        return text.replace(_html(self.wrong), _html(self.right)) if text.count(_html(self.wrong)) == 1 else None

    def _is_corrected(self, text: str) -> bool:
        return _html(self.right) in text and _html(self.wrong) not in text.replace(_html(self.right), "")


@dataclass(frozen=True, slots=True)
class HeadlineWithdrawal:
    """Withdrawal of a headline: a remark stands in its place, and the article is not shown any more.

    Attributes:
        day: the chats' local date.
        headline: the headline that was sent.
        translators: the languages of bulletins.
    """

    day: dt.date
    headline: str
    translators: Translators

    async def make_plan(self, database: Database) -> Plan:
        """Find the bulletins with the headline.

        Raises:
            InvalidInput: no stored article has it.
        """
        async with database.read() as connection:
            found = await _find(connection, [self.headline], self.headline)
            sent = await _list_sent(connection, self.day, found)
        leads = {str(lead) for one in found if (lead := summary_line(one.article, LEAD_LENGTH))}
        return _make_plan(sent, lambda text, language: self._withdraw(text, leads, language), self._is_withdrawn)

    async def correct_store(self, connection: AsyncConnection, now: dt.datetime) -> None:
        """Withdraw the articles that have the headline."""
        await articles.withdraw(connection, self.headline, now)

    def render_notice(self, tr: Translator) -> Markup:
        """Return that the headline was taken back."""
        return render_withdrawal_notice(self.day, self.headline, tr)

    def _withdraw(self, text: str, leads: Collection[str], language: str | None) -> str | None:
        """Return a bulletin's HTML without the headline and its lead; None if it has not just one line."""
        lines = text.split("\n")
        own = [at for at, line in enumerate(lines) if line.startswith(_MARK) and _html(self.headline) in line]
        if len(own) != 1:
            return None
        tr, after = self.translators.choose(language), own[0] + 1
        if after < len(lines) and lines[after] in leads:
            after += 1
        elif after < len(lines) and not lines[after].startswith((_MARK, _source_label(tr))):
            # The article's lead has changed since, or is shortened in another way.
            return None
        return "\n".join([*lines[: own[0]], str(render_withdrawal(tr)), *lines[after:]])

    def _is_withdrawn(self, text: str) -> bool:
        return _html(self.headline) not in text


async def _find(connection: AsyncConnection, headlines: Collection[str], wrong: str) -> list[StoredArticle]:
    found = await articles.find_by_headline(connection, headlines)
    if not found:
        raise InvalidInput(f"no article has the headline {wrong!r}")
    return found


async def _list_sent(
    connection: AsyncConnection, day: dt.date, found: Collection[StoredArticle]
) -> list[tuple[SentBulletin, str]]:
    """Return the day's bulletins that have one of the articles, with their texts."""
    numbers = {one.id for one in found}
    texts = await sent_texts.list_texts(connection, day)
    sent = await sent_texts.list_sent(connection, day, list(texts))
    return [(one, texts[one.text_id]) for one in sent if numbers.intersection(one.articles)]


def _make_plan(
    sent: Sequence[tuple[SentBulletin, str]],
    correct: Callable[[str, str | None], str | None],
    is_corrected: Callable[[str], bool],
) -> Plan:
    ready: dict[int, tuple[str, str]] = {}
    stuck: set[int] = set()
    for one, text in sent:
        # Bulletins of one text have one language.
        if one.text_id in ready or one.text_id in stuck:
            continue
        corrected = correct(text, one.language)
        if corrected is not None and visible_length(Markup(corrected)) <= MAX_MESSAGE_LENGTH:  # noqa: S704 - HTML already
            ready[one.text_id] = text, corrected
        elif not is_corrected(text):
            stuck.add(one.text_id)
    bulletins = [one for one, _ in sent if one.text_id in ready]
    return Plan(bulletins, ready, sum(one.text_id in stuck for one, _ in sent))


def _source_label(tr: Translator) -> str:
    return str(tr("Source: {source}", source=_NO_SOURCE)).split(_NO_SOURCE)[0]


def _html(headline: str) -> str:
    """Return a headline as bulletins have it."""
    return str(Markup.escape(shorten(headline, MAX_HEADLINE_LENGTH)))
