"""Answers for several places to a question about forecasts, fine dust and warnings, as one text."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.parsing.topics import Topic
from bot.places import Match, Places
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.outlook.answer import OF_FORECAST, Question, answer
from bot.rendering.outlook.times import render_reach
from bot.rendering.places import suggestion_labels
from bot.weather.outlook import Outlook


@dataclass(frozen=True, slots=True)
class TopicsAnswer:
    """Answer to a question about several places.

    Attributes:
        text: what is known, by place, and how far the forecasts reach if days after that were asked about too; empty if
            nothing is known.
        known: the topics of which something is known at one of the places.
        reaches: the last day of the forecasts, if only days after it were asked about; else None.
    """

    text: Markup
    known: frozenset[Topic]
    reaches: dt.date | None = None


def answer_topics(
    matches: Sequence[Match],
    outlooks: Mapping[str, Outlook],
    question: Question,
    places: Places,
    now: dt.datetime,
    tr: Translator,
) -> TopicsAnswer:
    """Return what is known of places to a question.

    Args:
        matches: the places.
        outlooks: their outlooks by the places' keys.
        question: what is asked.
        places: the place search, for names that several places share.
        now: aware.
        tr: the reader's language.
    """
    found = [answer(outlooks[match.place.key], question, now, tr) for match in matches]
    labels = suggestion_labels(matches, places, tr)
    text = join_blocks(
        join_lines([Markup("<b>{}</b>").format(label), *one.lines])
        for label, one in zip(labels, found, strict=True)
        if one.lines
    )
    known = frozenset(topic for one in found for topic in question.topics - one.missing)
    forecasts = [one.forecast for one in outlooks.values() if one.forecast is not None]
    last = max((forecast.days[-1].day for forecast in forecasts if forecast.days), default=None)
    if last is None or not question.days or max(question.days) <= last:
        return TopicsAnswer(text, known)
    if min(question.days) > last:
        return TopicsAnswer(text, known, last)
    return TopicsAnswer(join_blocks([text, render_reach(last, tr) if known & OF_FORECAST else None]), known)
