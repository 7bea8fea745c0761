"""Forms of Korean verbs and adjectives."""

import pytest

from bot.parsing.korean.verbs import is_verb_form

_FORMS = """
    찍어 챙겨야되나 쪄죽겠네 꺼내야되나 요약해줘 장난아니네 통제된데 많나요 쉬었다가
    왔는데 갔다와도돼 맞겠지 무거운데 가까워 걱정되네 꺼낼까
"""
_OTHERS = """
    나니아 모르도르랑 탐라 광쥬 강능 바나나 강아지 단풍 축제
    인쳔 뿌룽뿡 노화도 갈매기 화재 대프리카 커피 마포 달구벌
    호그와트 와칸다 날
"""


@pytest.mark.parametrize("word", _FORMS.split())
def test_a_stem_with_endings_is_a_form(word: str) -> None:
    assert is_verb_form(word)


@pytest.mark.parametrize("word", _OTHERS.split())
def test_nouns_and_names_are_none(word: str) -> None:
    assert not is_verb_form(word)
