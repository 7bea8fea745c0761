"""The import graph, the sizes of folders and the shape of tests; the layers are import-linter's in pyproject.toml."""

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeGuard

import grimp
import pytest

PROJECT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "locales", "simulator", "sources", "storage")
MAX_MODULES_IN_FOLDER = 20
MAX_MODULES_IN_BOT = 12
MAX_TEST_NAME = 80  # characters: pytest's short summary still shows the test and its error in one line


def build_graph(*packages: str) -> grimp.ImportGraph:
    # grimp also reads imports inside functions. Both kinds hide a cycle from Python, but not from a reader.
    return grimp.build_graph(*packages, exclude_type_checking_imports=False, cache_dir=None)


def find_cycle(dependencies: Mapping[str, Iterable[str]]) -> list[str]:
    try:
        TopologicalSorter(dependencies).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def module_cycle(graph: grimp.ImportGraph) -> list[str]:
    return find_cycle({module: graph.find_modules_directly_imported_by(module) for module in graph.modules})


def package_cycles(graph: grimp.ImportGraph) -> list[list[str]]:
    return [cycle for package in graph.modules if (cycle := find_cycle(sibling_dependencies(graph, package)))]


def sibling_dependencies(graph: grimp.ImportGraph, package: str) -> dict[str, set[str]]:
    """Return the dependencies among a package's children, each with all that lies below it."""
    children = graph.find_children(package)
    owners = {module: child for child in children for module in (child, *graph.find_descendants(child))}
    dependencies: dict[str, set[str]] = {child: set() for child in children}
    for module, child in owners.items():
        imported = {owners.get(one) for one in graph.find_modules_directly_imported_by(module)}
        dependencies[child] |= {owner for owner in imported if owner is not None and owner != child}
    return dependencies


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return build_graph(*PACKAGES)


def test_modules_have_no_import_cycle(graph: grimp.ImportGraph) -> None:
    assert module_cycle(graph) == []


def test_packages_have_no_import_cycle(graph: grimp.ImportGraph) -> None:
    assert package_cycles(graph) == []


@pytest.mark.parametrize(
    "hidden_import",
    [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {package}.one import first\n",
        "def second() -> None:\n    from {package}.one import first\n",
    ],
    ids=["type_checking", "in_function"],
)
def test_a_hidden_module_cycle_is_found(
    hidden_import: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    package = f"cyclic_modules_{request.node.callspec.id}"
    write_modules(
        tmp_path / package,
        {"one": f"from {package}.two import second\n", "two": hidden_import.format(package=package)},
    )
    monkeypatch.syspath_prepend(tmp_path)

    assert set(module_cycle(build_graph(package))) == {f"{package}.one", f"{package}.two"}


def test_a_cycle_between_packages_without_one_between_modules_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "cyclic_packages"
    write_modules(root, {})
    write_modules(root / "left", {"upper": "import cyclic_packages.right.middle\n", "lower": ""})
    write_modules(root / "right", {"middle": "import cyclic_packages.left.lower\n"})
    monkeypatch.syspath_prepend(tmp_path)
    graph = build_graph("cyclic_packages")

    assert module_cycle(graph) == []
    assert [set(cycle) for cycle in package_cycles(graph)] == [{"cyclic_packages.left", "cyclic_packages.right"}]


@pytest.mark.parametrize("root", ["bot", "storage", "sources", "simulator"])
def test_folders_stay_small(root: str) -> None:
    # Alembic's revisions are excepted: their number grows with every change of the schema.
    folders = [folder for folder in (PROJECT / root).rglob("*") if folder.is_dir() and "migrations" not in folder.parts]
    sizes = {folder.relative_to(PROJECT).as_posix(): module_count(folder) for folder in folders}

    assert {folder: size for folder, size in sizes.items() if size > MAX_MODULES_IN_FOLDER} == {}


def test_bot_has_few_modules_of_its_own() -> None:
    assert module_count(PROJECT / "bot") <= MAX_MODULES_IN_BOT


def test_names_of_tests_are_short() -> None:
    names = [node.name for tree in parse_tests().values() for node in ast.walk(tree) if is_test(node)]

    assert len(names) > 1000
    assert [name for name in names if len(name) > MAX_TEST_NAME] == []


def test_test_modules_share_helpers_through_other_modules() -> None:
    # pytest imports test modules and conftest files itself; a second import hides which tests use a helper.
    found = [
        f"{path}: {name}"
        for path, tree in parse_tests().items()
        for node in ast.walk(tree)
        for name in imported_names(node)
        if is_collected(name)
    ]

    assert found == []


@cache
def parse_tests() -> dict[str, ast.Module]:
    files = sorted((PROJECT / "tests").rglob("*.py"))
    return {file.relative_to(PROJECT).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def is_test(node: ast.AST) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef]:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")


def imported_names(node: ast.AST) -> list[str]:
    """Return the dotted names that an import statement may load as modules."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def is_collected(module: str) -> bool:
    """Return whether pytest collects a module of tests/: test_*.py or conftest.py."""
    package, _, name = module.rpartition(".")
    return package.partition(".")[0] == "tests" and (name.startswith("test_") or name == "conftest")


def module_count(folder: Path) -> int:
    return sum(1 for file in folder.glob("*.py") if file.name != "__init__.py")


def write_modules(package: Path, modules: Mapping[str, str]) -> None:
    package.mkdir()
    for name, text in {"__init__": "", **modules}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
