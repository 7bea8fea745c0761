"""The composer renders equal content once."""

from dataclasses import replace

from bot.clock import SetClock
from bot.delivery.composer import Composer
from bot.dependencies import assemble
from bot.intake.ingest import ingest_document
from bot.settings import Settings
from bot.telegram_api.sender import encode_text
from storage.database import open_database
from storage.ledger.claiming import Claim
from storage.terms import City, Unit
from tests.factories import CATALOGUE, SAMPLE_PAGE, seoul

SEVEN = seoul("2024-05-14T07:00")


async def test_equal_content_is_rendered_and_encoded_once(database_url: str) -> None:
    one = Claim(1, 101, 0, SEVEN.date(), SEVEN, "Asia/Seoul", language="ko", cities=(City.of_station(112),))
    other_chat = replace(one, id=2, chat_id=-102, thread_id=7)
    others = [
        replace(one, id=3, language="en"),
        replace(one, id=4, unit=Unit.FAHRENHEIT),
        replace(one, id=5, cities=(City.of_station(105),)),
    ]
    async with open_database(database_url) as database:
        dependencies = assemble(Settings(database_url=database_url), SetClock(SEVEN), database, CATALOGUE)
        await ingest_document("page", SAMPLE_PAGE, database, dependencies.catalogue, SEVEN)
        composed = await Composer(dependencies).compose([one, other_chat, *others])
    assert composed[1].text is composed[2].text
    assert len({bulletin.text for bulletin in composed.values()}) == 4
    contents = [encode_text(composed[number].text, is_html=True, is_paid=False) for number in (1, 2)]
    assert contents[0] is contents[1]
    assert contents[0].for_chat(101) != contents[0].for_chat(-102, 7)
