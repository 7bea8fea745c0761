"""What is asked back where a name means no one place."""

from dataclasses import replace

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import MAX_SUGGESTIONS, Answer, Places
from bot.rendering.layout import join_blocks, join_lines, shorten

MAX_CHOICES = 12
"""Buttons below a question; of some towns there are dozens of one name."""

_MAX_ECHO_LENGTH = 60


def render_place_question(text: str, answer: Answer, tr: Translator) -> Markup:
    """Which place was meant, of several, of those that are near, or of those that there are in Korea."""
    name = shorten(text, _MAX_ECHO_LENGTH)
    if answer.is_ambiguous:
        question = tr("There are several places called “{name}”. Which one do you mean?", name=name)
        hint = tr("If it is none of these, please write its city before the name.")
        return join_lines([question, hint if len(answer.matches) > MAX_CHOICES else None])
    if answer.suggestions:
        return tr("I could not find “{name}”. Did you mean one of these?", name=name)
    not_found = tr("I could not find “{name}”.", name=name)
    if any(map(str.isalpha, text)):
        return join_lines([not_found, tr("I know places in Korea only. These are spelled most like it:")])
    hint = tr("Please write the name of a Korean city, such as <code>/weather Seoul</code>.")
    return join_blocks([not_found, hint])


def with_suggestions(text: str, answer: Answer, places: Places) -> Answer:
    """Between what a person can choose: the meanings of a name, else three places, those that may be meant first.

    What is abroad, or unknown, has no meaning; then they are those that are spelled most like it.
    """
    if answer.matches:
        return answer
    near = {match.place.key: match for match in (*answer.suggestions, *places.find_similar(text))}
    return replace(answer, suggestions=tuple(near.values())[:MAX_SUGGESTIONS])
