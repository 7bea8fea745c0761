"""Every sample in tests/data/pages stands beside the records that it must give."""

from pathlib import Path

import pytest

from tests.sources.conftest import FOLDER, as_json, expected_of, read

SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_the_records_beside_it(sample: Path) -> None:
    assert as_json(read(sample.read_bytes())) == expected_of(sample)


def test_there_are_samples_of_each_family() -> None:
    assert {path.stem for path in SAMPLES} >= {"mediaon", "ndsoft", "euckr", "sister"}
