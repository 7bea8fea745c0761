"""Who is said to have measured and published the readings."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translators
from tests.talk import Start

TABLE = (
    '<current xmlns="current"><weather year="2024" month="05" day="13" hour="20">'
    '<local stn_id="112" desc="약한비단속" ta="15.9">인천</local>'
    '<local stn_id="108" desc="소낙눈/약" ta="-0.3">서울</local></weather></current>'
)


@pytest.mark.parametrize("language", Translators("ko").languages)
async def test_a_table_of_kmas_is_kmas_own(language: str, start: Start, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, page=TABLE.encode())
    assert [await talk("/weather"), await talk("/weather 인천")] == snapshot


async def test_kma_is_not_named_as_the_source_of_its_own_readings(start: Start) -> None:
    talk = await start(language="en", page=TABLE.encode())
    text = await talk("/weather")
    assert "KMA readings of today at 20:00" in text or "KMA readings of Monday, May 13 at 20:00" in text
    assert "from" not in text.rpartition("KMA readings")[2]


async def test_a_page_without_a_name_is_a_local_newspapers(start: Start) -> None:
    talk = await start(language="en")
    assert "from a local newspaper" in await talk("/weather")
