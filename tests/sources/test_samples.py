"""Every sample in tests/data/pages stands beside the records that it must give."""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.sources.conftest import FOLDER, read

SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


def in_words(value: object) -> str:
    assert isinstance(value, dt.date)
    return value.isoformat()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_the_records_beside_it(sample: Path) -> None:
    records = json.loads(json.dumps(asdict(read(sample.read_bytes())), default=in_words))
    assert records == json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))


def test_there_are_samples_of_each_family() -> None:
    assert {path.stem for path in SAMPLES} >= {"mediaon", "ndsoft", "euckr", "sister"}
