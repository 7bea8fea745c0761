from sources.kma.make_townships import add_newest, collect_townships
from sources.kma.town_table import Town


def test_townships_are_collected_by_district_and_no_other_names() -> None:
    lines = ["KR\t38187\t\t경상북도\t\t경주시\t\t양북면", "KR\t38188\t\t경상북도\t\t경주시\t\t황오동"]
    assert collect_townships(lines) == {("경북", "경주시"): {"양북면"}}


def test_the_newest_table_adds_names_in_the_districts_of_today_and_takes_none_away() -> None:
    newest = [
        Town("경북", "경주시", "문무대왕면", 35.8, 129.4),
        Town("경북", "경주시", "황오동", 35.8, 129.2),
        Town("대구", "군위군", "부계면", 36.0, 128.6),
    ]
    found = {("경북", "경주시"): {"양북면"}, ("경북", "군위군"): {"부계면"}}
    assert add_newest(found, newest) == {("경북", "경주시"): {"양북면", "문무대왕면"}, ("경북", "군위군"): {"부계면"}}
