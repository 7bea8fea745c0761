"""Migration 0014: articles say whether their date was not understood, and which regions they name."""

from pathlib import Path

from sources.records import Article
from storage.content import articles
from storage.database import make_database
from storage.ledger import headlines
from tests.factories import publish
from tests.storage.factories import DAY, NOW, older_version

ROWS = """
INSERT INTO article (id, fingerprint, headline, paragraphs, published_at, first_seen_at) VALUES
    (1, 'a', '강릉 소식', '', 1715637600, 1715637600), (2, 'b', '때 없는 소식', '', NULL, 9);
"""


async def test_stored_articles_stay_and_new_ones_have_the_new_facts(tmp_path: Path, new_database_url: str) -> None:
    older_version(tmp_path / "jogan.db", "0013", ROWS)
    database = make_database(new_database_url)
    await database.open()
    async with database.write() as connection:
        assert [one.article for one in await articles.list_newest(connection, NOW, 9)] == [
            Article("강릉 소식", published_at=NOW),
            Article("때 없는 소식"),
        ]
        assert await publish(connection, Article("인천 새 소식", has_unreadable_date=True), NOW)
        fresh = await headlines.list_since(connection, NOW - DAY, NOW)
    assert [(one.id, one.has_date, one.mentioned) for one in fresh] == [(1, True, ()), (3, False, ("인천",))]
    await database.close()
