from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_working_directory(tmp_path: Path) -> Path:
    """Run each test in a folder of its own: the command line creates its database in the working directory."""
    return tmp_path
