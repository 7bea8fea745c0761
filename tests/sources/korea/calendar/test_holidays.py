import datetime as dt

from sources.korea.calendar.holidays import load_holidays
from sources.korea.calendar.make_holidays import list_rows
from sources.korea.tables import read_table


def test_the_table_is_that_of_the_package() -> None:
    assert [(row["date"], row["names"]) for row in read_table("holidays.csv")] == list(list_rows())


def test_a_day_with_two_holidays_has_both_names() -> None:
    assert load_holidays()[dt.date(2028, 10, 3)] == ("Chuseok", "National Foundation Day")


def test_the_table_reaches_into_the_future() -> None:
    assert max(load_holidays()).year == 2099
