"""Correction of a headline: it is replaced in the texts that were sent."""

import datetime as dt
from dataclasses import dataclass, replace

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.corrections.corrector import Plan
from bot.errors import InvalidInput
from bot.i18n.translator import Translator
from bot.rendering.corrections import render_headline_correction
from bot.rendering.layout import MAX_MESSAGE_LENGTH, shorten, visible_length
from bot.rendering.news import MAX_HEADLINE_LENGTH
from storage.content import articles
from storage.database import Database
from storage.ledger import sent_texts


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
            found = await articles.find_by_headline(connection, [self.wrong, self.right])
            if not found:
                raise InvalidInput(f"no article has the headline {self.wrong!r}")
            numbers = {one.id for one in found}
            texts = await sent_texts.list_texts(connection, self.day)
            corrected = {number: self._correct(text) for number, text in texts.items()}
            stuck = {
                number for number, text in corrected.items() if text is None and not self._is_corrected(texts[number])
            }
            sent = await sent_texts.list_sent(connection, self.day, list(texts))
        concerned = [one for one in sent if numbers.intersection(one.articles)]
        ready = {number: (texts[number], text) for number, text in corrected.items() if text is not None}
        bulletins = [one for one in concerned if one.text_id in ready]
        return Plan(
            bulletins,
            {one.text_id: ready[one.text_id] for one in bulletins},
            sum(one.text_id in stuck for one in concerned),
        )

    async def correct_store(self, connection: AsyncConnection) -> None:
        """Correct the articles that have the wrong headline."""
        for stored in await articles.find_by_headline(connection, [self.wrong]):
            new = replace(stored.article, headline=self.right)
            await articles.change(connection, [(stored, new, articles.fingerprint(new))])

    def render_notice(self, tr: Translator) -> Markup:
        """Return the right headline."""
        return render_headline_correction(self.day, self.right, tr)

    def _correct(self, text: str) -> str | None:
        """Return a bulletin's HTML with the right headline; None if the wrong one is not there once.

        None also if it would be too long.
        """
        if text.count(_html(self.wrong)) != 1:
            return None
        corrected = text.replace(_html(self.wrong), _html(self.right))
        return corrected if visible_length(Markup(corrected)) <= MAX_MESSAGE_LENGTH else None  # noqa: S704 - HTML already

    def _is_corrected(self, text: str) -> bool:
        return _html(self.right) in text and _html(self.wrong) not in text.replace(_html(self.right), "")


def _html(headline: str) -> str:
    """Return a headline as bulletins have it."""
    return str(Markup.escape(shorten(headline, MAX_HEADLINE_LENGTH)))
