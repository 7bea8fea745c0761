"""Questions for names that do not mean exactly one place."""

from dataclasses import replace

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.places import MAX_SUGGESTIONS, Answer, Places
from bot.places.normalization import is_everyday_word
from bot.rendering.layout import join_blocks, join_lines, shorten
from sources.korea.gazetteer import Kind
from sources.korea.regions import Region
from sources.korea.succession import find_common_former
from sources.korea.wide_areas import fold_area, load_wide_areas

# Dozens of towns may share a name.
MAX_CHOICES = 12
"""Buttons below a question."""

_MAX_ECHO_LENGTH = 60


def render_place_question(text: str, answer: Answer, tr: Translator) -> Markup:
    """Ask which place was meant, of several or of similar ones, or say that the name is unknown."""
    name = shorten(text, _MAX_ECHO_LENGTH)
    if answer.is_ambiguous:
        question = tr(choose_question(text, answer), name=name)
        hint = tr("None of these? Write the city before the name.")
        return join_lines([question, hint if len(answer.matches) > MAX_CHOICES else None])
    if answer.suggestions:
        return tr("I could not find “{name}”. Did you mean one of these?", name=name)
    not_found = tr("I could not find “{name}”.", name=name)
    return join_blocks([not_found, render_example(tr)])


def choose_question(text: str, answer: Answer) -> str:
    """Return the message that asks which of several places a name means; it has the field `name`."""
    if fold_area(text) in load_wide_areas():
        return N_("“{name}” is a wide area. Which place in it do you mean?")
    if _were_one_district(answer):
        return N_("“{name}” has been divided. Which district do you mean?")
    return N_("There are several places called “{name}”. Which one do you mean?")


def render_example(tr: Translator) -> Markup:
    """Return how to ask about a place, after a name that is like none."""
    return tr("Write the name of a Korean city, for example <code>/weather Seoul</code>.")


def _were_one_district(answer: Answer) -> bool:
    """Return whether all meanings were once parts of one district: 제물포구 and 영종구 of the former 중구."""
    places = [match.place for match in answer.matches]
    regions = [Region(place.province or "", place.district) for place in places]
    return all(place.kind is Kind.DISTRICT for place in places) and find_common_former(regions) is not None


def with_suggestions(text: str, answer: Answer, places: Places) -> Answer:
    """Return the places to choose from: a name's meanings, else at most three with a similar spelling."""
    if answer.matches:
        return answer
    if is_everyday_word(text.strip()):
        return replace(answer, suggestions=())
    near = {match.place.key: match for match in (*answer.suggestions, *places.find_similar(text))}
    return replace(answer, suggestions=tuple(near.values())[:MAX_SUGGESTIONS])
