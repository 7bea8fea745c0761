import gc

import typer
from typer.testing import CliRunner

from bot.runtime.process import run
from commands import Commands

app = typer.Typer(cls=Commands)


async def is_collecting() -> bool:
    return gc.isenabled()


@app.callback()
def group() -> None:
    """Do nothing: with it the command below keeps its name."""


@app.command()
def look() -> None:
    typer.echo(f"{gc.isenabled()} {run(is_collecting())}")


def test_the_garbage_collector_rests_while_a_command_imports() -> None:
    assert CliRunner().invoke(app, ["look"]).output == "False True\n"
    assert gc.isenabled()
