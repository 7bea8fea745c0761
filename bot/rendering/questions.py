"""Answers to what people say in words: what is not known yet, what was not understood, thanks and greetings."""

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.parsing.reader import Asked
from bot.parsing.topics import Topic
from bot.rendering.layout import join_lines
from bot.rendering.subscription import render_elsewhere, render_not_understood

_MAX_NAMES = 3
# No source brings these. The first one that was asked for is told.
_NOT_KNOWN = {
    Topic.WARNINGS: N_("I do not have weather warnings yet."),
    Topic.DUST: N_("I do not have fine dust readings yet."),
    Topic.RAIN: N_("I only know rain and snow that were measured, and have no forecast yet."),
    Topic.FORECAST: N_("I do not have forecasts yet."),
}
_PAST = N_("I do not tell the weather of past days. A place's last 7 days: /chart")
_LATEST = N_("This is the latest weather:")


def render_remarks(asked: Asked, tr: Translator) -> Markup | None:
    """Return what of a question is not known or was not understood, to be said before the weather; None if nothing."""
    lines = render_elsewhere(asked.abroad, asked.north, tr)[:_MAX_NAMES]
    if asked.rest:
        lines.append(render_not_understood(asked.rest, tr))
    if is_answered(asked):
        unknown = [tr(text) for text in _not_known(asked)]
        lines += [*unknown, tr(_LATEST)] if unknown else []
    return join_lines(lines) if lines else None


def _not_known(asked: Asked) -> list[str]:
    if asked.when.is_past:
        return [_PAST]
    return [text for topic, text in _NOT_KNOWN.items() if topic in asked.what]


def render_picture_remarks(asked: Asked, tr: Translator) -> Markup | None:
    """Return what of a request for a chart or map is not known, to be said before it; None if nothing."""
    lines = render_elsewhere(asked.abroad, asked.north, tr)[:_MAX_NAMES]
    is_ahead = asked.when.is_later and not asked.when.is_past
    return join_lines([*lines, tr(_NOT_KNOWN[Topic.FORECAST]) if is_ahead else None]) if lines or is_ahead else None


def render_condition(tr: Translator) -> Markup:
    """Say that bulletins do not depend on the weather, as "tell me if it rains" asks for."""
    return tr("I send at fixed times only, not when rain, bad air or a warning comes. A daily bulletin: /subscribe")


def is_answered(asked: Asked) -> bool:
    """Return whether there is weather to give: not if only places elsewhere, or words without a meaning, were named."""
    return bool(asked.names) or not (asked.abroad or asked.north or asked.unknown)


def render_small_talk(topic: Topic, city: str, tr: Translator) -> Markup | None:
    """Return the answer to thanks or a greeting; None for other topics."""
    match topic:
        case Topic.THANKS:
            return tr("You are welcome 🙂")
        case Topic.GREETING:
            return tr(
                "Hello 🙂 Ask me about the weather of a place, for example <code>{city}</code>, or see /help.",
                city=city,
            )
    return None
