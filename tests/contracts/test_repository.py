"""What the repository promises of itself: one version, a true changelog, no trace of a machine, code of one shape."""

from __future__ import annotations

import ast
import re
import socket
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

import tui_reader
from tests.cli.program import run
from tests.conftest import ROOT

PACKAGE = sorted((ROOT / "tui_reader").rglob("*.py"))
TEXTS = [
    path
    for folder in ("tui_reader", "tests", "docs", ".ci")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file() and "__pycache__" not in path.parts
] + [path for path in ROOT.iterdir() if path.suffix in {".md", ".toml"}]
A_MACHINE = re.compile(r"(?<![\w.~/])/(?:home|root|Users|work|mnt|opt|private|var/folders)/\w|\b[A-Z]:\\{1,2}Users")
A_REGISTRY = re.compile(r"(?i)\b(?:index-url|trusted-host|pypi\.org|pythonhosted|artifactory|/simple/)")
VERSION = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+|\.dev\d+)?")
HEADING = re.compile(r"## \[(?:Unreleased\]|(?P<version>\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d)$")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 50

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    """Name a file as the repository does."""
    return path.relative_to(ROOT).as_posix()


def definitions(path: Path) -> list[Definition]:
    """Return every class and function of a module, inner ones included."""
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, Definition)]


def test_the_version_is_the_same_wherever_it_is_told() -> None:
    """The package has it, the build takes it from there, and the command says it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in settings["project"]["dynamic"]
    assert settings["tool"]["hatch"]["version"]["path"] == "tui_reader/__init__.py"
    assert VERSION.fullmatch(tui_reader.__version__)
    assert run("--version").out.split()[-1] == tui_reader.__version__


@pytest.mark.parametrize("pattern", [A_MACHINE, A_REGISTRY], ids=["paths", "registries"])
def test_no_text_of_the_repository_speaks_of_a_machine(pattern: re.Pattern[str]) -> None:
    """Neither a path that somebody's disk alone has, nor where they fetch packages from."""
    here = Path(__file__)
    found = [
        f"{name_of(path)}: {match[0]}"
        for path in TEXTS
        if path != here and (match := pattern.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_no_text_of_the_repository_names_the_machine_that_it_is_tested_on() -> None:
    """The name of a computer says nothing to anybody else."""
    host = socket.gethostname()
    if len(host) < 5 or host in {"localhost", "runner"}:
        pytest.skip("the machine has no name of its own")
    assert [name_of(path) for path in TEXTS if host in path.read_text(encoding="utf-8", errors="replace")] == []


def test_the_changelog_has_the_form_that_it_claims() -> None:
    """Versions stand newest first with their dates; changes stand under the words of Keep a Changelog, a sentence each."""
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Changelog"
    releases = [line for line in lines if line.startswith("## ")]
    matches = [HEADING.match(line) for line in releases]
    assert releases
    assert all(matches)
    versions = [tuple(map(int, match["version"].split("."))) for match in matches if match and match["version"]]
    assert all(newer > older for newer, older in pairwise(versions))
    assert {line.removeprefix("### ") for line in lines if line.startswith("### ")} <= KINDS
    changes = " ".join(lines[lines.index(releases[0]) :]).split(" - ")[1:]
    assert all(re.split(r" +##", change)[0].strip().endswith(".") for change in changes)


def test_every_released_version_is_in_the_changelog() -> None:
    """Whoever gets a version can read what is new in it, if only under the word Unreleased."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{tui_reader.__version__}]" in text or "## [Unreleased]" in text


def test_every_module_and_public_name_is_documented() -> None:
    """A sentence each, ended like one, on all that others may use."""
    undocumented = [name_of(path) for path in PACKAGE if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    for path in PACKAGE:
        for node in definitions(path):
            words = ast.get_docstring(node) or ""
            if not node.name.startswith("_") and not words.partition("\n")[0].endswith((".", "?", "!", ":")):
                undocumented.append(f"{name_of(path)}:{node.lineno}: {node.name}")
    assert undocumented == []


def test_every_function_says_what_it_takes_and_returns() -> None:
    """Types are part of what a function promises."""
    untyped = []
    for path in PACKAGE:
        for node in definitions(path):
            if isinstance(node, ast.ClassDef):
                continue
            taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
            named = [argument for argument in taken if argument and argument.arg not in {"self", "cls"}]
            if not node.returns or not all(argument.annotation for argument in named):
                untyped.append(f"{name_of(path)}:{node.lineno}: {node.name}")
    assert untyped == []


def test_no_file_and_no_function_outgrows_a_reader() -> None:
    """What is longer than this lacks a noun."""
    long_files = [name_of(path) for path in PACKAGE if len(path.read_text(encoding="utf-8").splitlines()) >= LONGEST_FILE]
    long_functions = [
        f"{name_of(path)}:{node.lineno}: {node.name}"
        for path in PACKAGE
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef) and (node.end_lineno or node.lineno) - node.lineno + 1 >= LONGEST_FUNCTION
    ]
    assert long_files + long_functions == []
