import pytest

from sources.korea.romanization import romanize, romanize_measuring_station, romanize_town, romanize_zone


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("강릉", "Gangneung"),
        ("종로", "Jongno"),
        ("신림", "Sillim"),
        ("왕십리", "Wangsimni"),
        ("독립문", "Dongnimmun"),
        ("압구정", "Apgujeong"),
        ("별내", "Byeollae"),
        ("백령", "Baengnyeong"),
        ("한라", "Halla"),
        ("영등포", "Yeongdeungpo"),
        ("학여울", "Hagyeoul"),
        ("집현", "Jiphyeon"),
        ("", ""),
        ("abc", ""),
    ],
)
def test_assimilated_sounds_are_romanized_as_pronounced(name: str, latin: str) -> None:
    assert romanize(name) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("애월읍", "Aewol-eup"),
        ("간성읍", "Ganseong-eup"),
        ("동면", "Dong-myeon"),
        ("역삼1동", "Yeoksam 1-dong"),
        ("성수1가제1동", "Seongsu 1-ga 1-dong"),
        ("종로1.2.3.4가동", "Jongno 1.2.3.4-ga-dong"),
        ("청량리동", "Cheongnyangni-dong"),
        ("이동", "I-dong"),
        ("성화.개신.죽림동", "Seonghwa·Gaesin·Jungnim-dong"),
        ("봉명2.송정동", "Bongmyeong 2·Songjeong-dong"),
        ("화수1.화평동", "Hwasu 1·Hwapyeong-dong"),
        ("교현,안림동", "Gyohyeon·Allim-dong"),
        ("면목제3.8동", "Myeonmok 3.8-dong"),
    ],
)
def test_a_towns_unit_and_number_are_separated(name: str, latin: str) -> None:
    assert romanize_town(name) == latin


@pytest.mark.parametrize(
    ("zone", "latin"),
    [
        ("인천남부", "Incheon Nambu"),
        ("강릉시산지", "Gangneung-si Sanji"),
        ("서울동북권", "Seoul Dongbukgwon"),
        ("제주시(산지 제외)", "Jeju-si Sanji Jeoe"),
        ("흑산도.홍도", "Heuksando Hongdo"),
        ("고성군", "Goseong-gun"),
        ("대구광역시", "Daegu-gwangyeoksi"),
        ("세종", "Sejong"),
        ("강원중부앞바다", "Gangwon Jungbuapbada"),
    ],
)
def test_warning_zones(zone: str, latin: str) -> None:
    assert romanize_zone(zone) == latin


@pytest.mark.parametrize(
    ("station", "latin"),
    [
        ("신흥", "Sinheung"),
        ("강남대로", "Gangnamdaero"),
        ("중구", "Jung-gu"),
        ("종로구", "Jongno-gu"),
        ("효자4동", "Hyoja 4-dong"),
        ("석모리", "Seongmo-ri"),
        ("여천동(여수)", "Yeocheon-dong (Yeosu)"),
        ("성남대로(모란역)", "Seongnamdaero (Moranyeok)"),
    ],
)
def test_a_measuring_station_is_romanized_by_its_district_or_town(station: str, latin: str) -> None:
    assert romanize_measuring_station(station) == latin
