"""Notices about what keeps bulletins out of a chat, in every language."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translator
from bot.rendering.blocker import render_blocker
from storage.chats.blockers import Blocker, BlockerKind
from tests.bot.rendering.factories import MINE
from tests.factories import CATALOGUE

GROUP, CHANNEL, PERSON, TOPIC = -1005, -1009, 5, 7


@pytest.mark.parametrize("kind", BlockerKind, ids=str)
def test_a_notice_about_a_group_reads_well(tr: Translator, snapshot: SnapshotAssertion, kind: BlockerKind) -> None:
    blocker = Blocker(GROUP, "supergroup", TOPIC, kind)
    assert render_blocker(blocker, "마을회관", "날씨", [MINE], CATALOGUE, tr) == snapshot


@pytest.mark.parametrize("kind", [BlockerKind.SILENCED, BlockerKind.LOST, BlockerKind.RESTRICTED], ids=str)
def test_a_notice_about_a_channel_reads_well(tr: Translator, snapshot: SnapshotAssertion, kind: BlockerKind) -> None:
    assert render_blocker(Blocker(CHANNEL, "channel", 0, kind), "아침", None, [], CATALOGUE, tr) == snapshot


@pytest.mark.parametrize("kind", [BlockerKind.DELETED, BlockerKind.REJECTED], ids=str)
def test_a_notice_in_a_private_chat_reads_well(tr: Translator, snapshot: SnapshotAssertion, kind: BlockerKind) -> None:
    assert render_blocker(Blocker(PERSON, "private", TOPIC, kind), "", "날씨", [MINE], CATALOGUE, tr) == snapshot
