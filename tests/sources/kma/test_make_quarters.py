from sources.kma.make_quarters import collect_quarters
from sources.kma.town_table import Town


def test_only_names_of_several_districts_are_collected_without_their_numbers() -> None:
    names = (
        ("서울", "종로구", "사직동"),
        ("부산", "동래구", "사직1동"),
        ("부산", "동래구", "사직제2동"),
        ("부산", "동래구", "명장제1동"),
        ("강원", "춘천시", "서면"),
        ("강원", "홍천군", "서면"),
        ("충북", "청주시 흥덕구", "봉명2.송정동"),
    )
    towns = [Town(province, district, name, 37.0, 127.0) for province, district, name in names]
    assert list(collect_quarters(towns, ())) == [("부산", "동래구", "사직동", ""), ("서울", "종로구", "사직동", "")]
    assert list(collect_quarters(towns[1:], ())) == []


def test_names_that_only_older_tables_have_are_told_apart() -> None:
    newest, older = (Town(*region, "명동", 37.0, 127.0) for region in (("서울", "중구"), ("충북", "제천시")))
    assert list(collect_quarters([newest], [newest, older])) == [
        ("서울", "중구", "명동", ""),
        ("충북", "제천시", "", "명동"),
    ]
