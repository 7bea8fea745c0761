"""A future change of the administration needs a row, and the names that nobody can derive."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# Invented: two provinces merge, a district is renamed and another one divided.
CHANGES = """\
2030-01-01,대구광역시,대구경북통합특별시,,test
2030-01-01,경상북도,대구경북통합특별시,,test
2030-01-01,부산광역시 동래구,부산광역시 온천구,,test
"""
SCRIPT = """
from sources.kma.town_table import parse_towns
from sources.korea.gazetteer import load_places
from sources.korea.gazetteer_check import find_errors
from sources.korea.stations import load_catalogue
from sources.korea.succession import find_stored, follow, present_province
from sources.korea.regions import Region

catalogue = load_catalogue()
places = {place.key: place for place in load_places(catalogue)}
print(find_errors(list(places.values()), [], catalogue))
print(follow("부산 동래구"), follow("부산 동래구 온천1동"), follow("대구 수성구"))
print(present_province("대구"), places["경북"].names["ko"], "경상북도" in places["경북"].spellings)
print("부산 동래구" in places["부산 온천구"].spellings, "동래구" in places["부산 온천구"].spellings)
print(*sorted({place.district for place in places.values() if place.names["ko"] in ("온천장", "동래")}))
print(find_stored(Region("경북")))
header = "1단계,2단계,3단계,경도(초/100),위도(초/100)"
rows = "대구경북통합특별시,수성구,범어1동,128.6,35.8", "대구경북통합특별시,포항시남구,송도동,129.3,36.0"
for row in (*rows, "대구광역시,동구,신암1동,128.6,35.8", "부산광역시,동래구,온천1동,129.0,35.2"):
    print(*parse_towns(f"{header}\\n{row}".encode()).towns[0].key)
"""


@pytest.mark.process
def test_the_next_merger_is_a_row(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources", ignore=shutil.ignore_patterns("__pycache__"))
    tables = tmp_path / "sources" / "korea"
    with (tables / "changes.csv").open("a", encoding="utf-8") as file:
        file.write(CHANGES)
    for name, old, new in (
        ("regions.csv", "경북,경북,경상북도|", "경북,대구경북,대구경북통합특별시|경북|"),
        ("districts.csv", "부산,동래구,Dongnae,", "부산,온천구,Oncheon,"),
    ):
        text = (tables / name).read_text(encoding="utf-8")
        assert old in text
        (tables / name).write_text(text.replace(old, new), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(  # noqa: S603 - this test's own script
        [sys.executable, "-c", SCRIPT],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "[]",
        "부산 온천구 부산 온천구 온천1동 대구 수성구",
        "경북 대구경북 True",
        "True True",
        "온천구",
        "('경북', '대구')",
        "대구 수성구 범어1동",
        "경북 포항시 남구 송도동",
        "대구 동구 신암1동",
        "부산 온천구 온천1동",
    ]
