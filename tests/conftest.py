"""What all tests share: goldens are rewritten on request only, and labelled data is used where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
"""The repository."""

settings.register_profile("default", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let goldens be rewritten."""
    parser.addoption("--update", action="store_true", help="rewrite golden files with what the code does now")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of labelled real data beside the repository, or skip."""
    folder = ROOT.parent / "shared"
    if not (folder / "dumps").is_dir():
        pytest.skip("no labelled real data beside the repository")
    return folder


@pytest.fixture(autouse=True)
def _own_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings, state and editor of whoever runs the tests out of them, and theirs out of his."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("NO_COLOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
