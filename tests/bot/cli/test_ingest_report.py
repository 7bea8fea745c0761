import io

import pytest
from rich.console import Console

from bot.cli.ingest_report import show_status


@pytest.mark.parametrize("name", ["[red]towns[/red].csv", ":ab: towns.csv", "a\\[b].csv", "http://[fd00:ab:1::2]/"])
def test_the_name_of_a_file_is_shown_verbatim(name: str) -> None:
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, color_system=None, width=80)
    with show_status(f"Reading {name}", console):
        pass
    assert f"Reading {name}" in output.getvalue()
