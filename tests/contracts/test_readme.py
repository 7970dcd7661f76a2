"""The README says what is true and stays short."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tui_reader.cli.commands import group
from tui_reader.cli.overview import COMMANDS
from tui_reader.query import Text, read

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_is_a_page_not_a_book() -> None:
    """At most 150 lines: what it is, a picture, set-up, use, keys, scripting, files, limits."""
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("heading", ["Try it", "Work on it"])
def test_the_checks_run_the_readmes_own_commands(heading: str) -> None:
    """What CI runs is taken from the README, so neither can drift."""
    command = [sys.executable, str(ROOT / ".ci" / "readme_command"), heading]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert found in README
    assert f"'{heading}'" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_of_the_readme_exists() -> None:
    """Each `tui-reader WORD` that a reader may copy is a command with help."""
    commands = set(re.findall(r"^tui-reader ([a-z]+)\b(?!\.)", README, re.MULTILINE)) | {"demo", "formats"}
    assert {"import", "threads", "people", "export", "check"} <= commands
    for command in commands:
        assert CliRunner().invoke(group, [command, "--help"]).exit_code == 0, command


def test_every_command_is_in_the_readme() -> None:
    """Whoever reads the page has met all that there is."""
    assert [name for name in COMMANDS if not re.search(rf"tui-reader {name}\b", README)] == []


def test_queries_of_the_readme_are_understood() -> None:
    """The words for filters, and those in the examples, ask for something."""
    (paragraph,) = re.findall(r"(?ms)^Filters and searches.*?\n\n", README)
    queries = [text for text in re.findall(r"`([^`]+)`", paragraph) if len(text) > 1]
    queries += re.findall(r"(?m)^tui-reader .*'(.*)'", README)
    assert len(queries) >= 6
    for text in queries:
        condition = read(text, takes=("ctx", "sort")).condition
        assert condition, text
        assert condition != Text(text), text


def test_links_of_the_readme_lead_somewhere() -> None:
    """Every relative link and picture is in the repository."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_architecture_is_one_page_that_names_what_is_there() -> None:
    """Every file, folder and test that it speaks of is in the repository, so that whoever follows it arrives."""
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/.]*(?:/|\.py|\.toml))`", text)
    assert {"outline/", "archive/migrations.py"} <= set(named)
    assert [name for name in named if not (ROOT / name).exists() and not (ROOT / "tui_reader" / name).exists()] == []
    assert len(text.splitlines()) <= 100


def test_the_architecture_names_every_room() -> None:
    """The picture of what may import what has each room of the package."""
    picture = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[3]
    rooms = {path.stem for path in (ROOT / "tui_reader").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__"} <= set(re.findall(r"\w+", picture))
