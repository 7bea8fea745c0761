import asyncio
from pathlib import Path

import pytest

from bot.cli.town_import import describe_rejected, find_doubts, import_towns
from bot.errors import InvalidInput
from sources.kma.town_table import Town, TownTable
from sources.records import Rejected
from storage.content import towns
from storage.database import Database

HEADER = "1단계,2단계,3단계,경도(초/100),위도(초/100)"
ROWS = [f"서울특별시,강남구,역삼{n}동,127.0355,37.4926" for n in range(1, 101)]
TOWNS = tuple(Town("서울", "강남구", f"역삼{n}동", 37.4926, 127.0355) for n in range(1, 101))


@pytest.fixture
def url(database: Database, tmp_path: Path) -> str:
    assert database is not None
    return f"sqlite+aiosqlite:///{tmp_path}/jogan.db"


async def load(path: Path, url: str, rows: list[str], *, replace: bool = False) -> None:
    await asyncio.to_thread(path.write_text, "\n".join([HEADER, *rows]), encoding="utf-8")
    await import_towns(str(path), url, replace=replace)


async def stored(database: Database) -> tuple[Town, ...]:
    async with database.read() as connection:
        return await towns.get_all(connection)


async def test_a_table_that_lacks_more_than_a_tenth_of_the_known_towns_is_refused(
    database: Database, url: str, tmp_path: Path
) -> None:
    await load(tmp_path / "all.csv", url, ROWS)
    with pytest.raises(InvalidInput) as error:
        await load(tmp_path / "few.csv", url, ROWS[:89])
    assert str(error.value) == (
        f"{tmp_path}/few.csv: it lacks 11 of 100 known towns (11.0%), such as 서울 강남구 역삼90동, "
        "서울 강남구 역삼91동, 서울 강남구 역삼92동; the limit is 10%. "
        "Nothing was imported; to import it all the same: --replace"
    )
    assert await stored(database) == TOWNS
    await load(tmp_path / "few.csv", url, ROWS[:90])
    assert await stored(database) == TOWNS[:90]


async def test_a_table_with_many_unusable_rows_is_refused(
    database: Database, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await load(tmp_path / "all.csv", url, ROWS)
    bad = ["경기도,강릉시,중앙동,128.9,37.75"] * 3
    with pytest.raises(InvalidInput, match=r"3 of 103 rows \(2\.9%\) cannot be used; the limit is 2%\. Nothing"):
        await load(tmp_path / "bad.csv", url, [*ROWS, *bad])
    assert "3 rows rejected, unknown district: line 102 (경기도 강릉시 중앙동 " in capsys.readouterr().err
    assert await stored(database) == TOWNS
    await load(tmp_path / "bad.csv", url, [*ROWS, *bad[:2]])
    assert "100 towns imported, replacing 100;" in capsys.readouterr().out


async def test_any_table_is_taken_with_replace(database: Database, url: str, tmp_path: Path) -> None:
    await load(tmp_path / "all.csv", url, ROWS)
    await load(tmp_path / "few.csv", url, [*ROWS[:1], "?,?,?,?,?"], replace=True)
    assert await stored(database) == TOWNS[:1]


async def test_the_known_towns_are_compared_in_the_districts_of_today(
    database: Database, url: str, tmp_path: Path
) -> None:
    old = Town("인천", "중구", "운서동", 37.4945, 126.4953)
    async with database.write() as connection:
        await towns.replace_all(connection, [old])
    await load(tmp_path / "new.csv", url, ["인천광역시,영종구,운서동,126.4953,37.4945"])
    assert [town.district for town in await stored(database)] == ["영종구"]


def test_the_first_table_cannot_lack_towns() -> None:
    assert [*find_doubts(TownTable(TOWNS[:1], 0, ()), ())] == []


def test_like_errors_are_one_line_with_their_number_and_the_first_of_them() -> None:
    like = [Rejected(line, f"행 {line}", "unknown district") for line in range(2, 402)]
    assert [*describe_rejected([*like, Rejected(900, "서울 ?", "unreadable name")])] == [
        "400 rows rejected, unknown district: line 2 (행 2), line 3 (행 3), line 4 (행 4), …",
        "1 row rejected, unreadable name: line 900 (서울 ?)",
    ]
