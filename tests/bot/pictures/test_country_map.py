from io import BytesIO

import pytest
from PIL import Image

from bot.pictures.colours import Theme
from bot.pictures.content import DegreeScale
from bot.pictures.country_map import draw_map
from sources.korea.stations import load_catalogue
from storage.terms import Unit
from tests.bot.pictures.approved import MAX_INVISIBLE_DIFFERENCE, differences, is_as_approved
from tests.bot.pictures.weather import country, drawn_map

FAR_NORTH = {one.number for one in load_catalogue() if one.latitude > 36.5}
ALL_BUT_THREE = {one.number for one in load_catalogue()} - {108, 159, 184}

MAPS = {
    "map-ko": drawn_map(country(15)),
    "map-ko-dark-own": drawn_map(country(8), theme=Theme.DARK, own=(112, 105, 131)),
    "map-en-cold": drawn_map(country(-14, {95: -25.0}), "en", own=(108,)),
    "map-ja-hot": drawn_map(country(33, {143: 41.0}), "ja"),
    "map-zh-dark": drawn_map(country(24), "zh", Theme.DARK),
    "map-ko-half-missing": drawn_map(country(15, missing=FAR_NORTH), own=(112, 184)),
    "map-en-fahrenheit": drawn_map(country(15), "en", own=(108,), unit=Unit.FAHRENHEIT),
    "map-en-three-stations": drawn_map(country(0, missing=ALL_BUT_THREE), "en"),
}


@pytest.mark.parametrize("name", MAPS)
def test_the_map_equals_the_approved_picture(name: str) -> None:
    assert is_as_approved(name, draw_map(MAPS[name]))


@pytest.mark.parametrize("other", [{112: 19.0}, {211: 40.0}])
def test_the_comparison_detects_another_number_and_another_colour(other: dict[int, float]) -> None:
    assert differences("map-ko", draw_map(drawn_map(country(15, other)))) > MAX_INVISIBLE_DIFFERENCE


def test_a_map_is_1280_pixels_wide() -> None:
    with Image.open(BytesIO(draw_map(MAPS["map-ko"]))) as picture:
        assert picture.width == 1280


def test_the_same_content_gives_the_same_bytes() -> None:
    assert draw_map(MAPS["map-ko"]) == draw_map(MAPS["map-ko"])


def test_fahrenheit_changes_labels_and_not_colours() -> None:
    celsius, fahrenheit = (drawn_map(country(15), unit=unit) for unit in Unit)
    assert [mark.value for mark in celsius.marks] == [mark.value for mark in fahrenheit.marks]
    seoul = [next(mark for mark in one.marks if mark.name == "서울") for one in (celsius, fahrenheit)]
    assert seoul[0].value is not None
    assert [mark.text for mark in seoul] == [f"{round(t)}°" for t in (seoul[0].value, 32 + 1.8 * seoul[0].value)]
    assert isinstance(fahrenheit.scale, DegreeScale)
    assert [word for _, word in fahrenheit.scale.labels] == ["0°", "20°", "40°", "60°", "80°", "100°"]
    assert [round(degrees, 1) for degrees, _ in fahrenheit.scale.labels] == [-17.8, -6.7, 4.4, 15.6, 26.7, 37.8]
    assert all("℉" in station for _, stations in fahrenheit.panel for station in stations)
