#!/usr/bin/env bash
# Typer has its own copy of click, so code written for click does not recognise Typer's commands, errors and context.
#
# Version:   typer 0.29.2, click 8.5.1
# A guess:   Typer is built on click: its commands are click's, `click.ClickException` catches its errors, and
#            `click.get_current_context()` works inside a command.
# Behaviour: Typer imports `typer._click` and works without click. With click installed, nothing of it fits Typer: the
#            group is no `click.Group`, a wrong option is no `click.ClickException`, and no context is active.
# Matters:   Walk over an app's commands by the attribute `commands`, not by `isinstance`, and use `typer.Context`.
#            An `except click.ClickException` around an app never runs.
# Output:
#   group               -> typer.core.TyperGroup, a click.Group: False
#   wrong option        -> typer._click.exceptions.NoSuchOption, a click.ClickException: False
#   context in command  -> RuntimeError: There is no active click context.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typer==0.29.2 click==8.5.1
"$folder/venv/bin/python" - <<'PYTHON'
import click
import typer

app = typer.Typer()


@app.command()
def hello() -> None:
    try:
        click.get_current_context()
    except RuntimeError as error:
        print("context in command ->", error)
        raise


@app.command()
def other() -> None: ...


def name(value: object) -> str:
    return f"{type(value).__module__}.{type(value).__name__}"


def raised(*arguments: str) -> Exception:
    try:
        app(arguments, standalone_mode=False)
    except Exception as error:
        return error
    raise AssertionError(arguments)


group = typer.main.get_command(app)
print("group ->", name(group), isinstance(group, click.Group))
assert not isinstance(group, click.Group)
assert sorted(group.commands) == ["hello", "other"]

wrong = raised("hello", "--nope")
print("wrong option ->", name(wrong), isinstance(wrong, click.ClickException))
assert name(wrong).endswith(".NoSuchOption")
assert not isinstance(wrong, click.ClickException)

assert isinstance(raised("hello"), RuntimeError)
PYTHON
