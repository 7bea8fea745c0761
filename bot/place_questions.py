"""What is asked back where a name means no one place."""

from markupsafe import Markup

from bot.i18n import Translator
from bot.places import Answer
from bot.text import join_blocks, join_lines, shorten

MOST_CHOICES = 12
"""Buttons below a question; of some towns there are dozens of one name."""

_LONGEST_ECHO = 60


def render_unclear(text: str, answer: Answer, tr: Translator) -> Markup:
    """Which place was meant, of several, of those that are near, or of those that there are in Korea."""
    name = shorten(text, _LONGEST_ECHO)
    if answer.is_ambiguous:
        question = tr("There are several places called “{name}”. Which one do you mean?", name=name)
        hint = tr("If it is none of these, please write its city before the name.")
        return join_lines([question, hint if len(answer.matches) > MOST_CHOICES else None])
    if answer.near:
        return tr("I could not find “{name}”. Did you mean one of these?", name=name)
    hint = tr("Please write the name of a Korean city, such as <code>/weather Seoul</code>.")
    return join_blocks([tr("I could not find “{name}”.", name=name), hint])
