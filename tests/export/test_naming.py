"""A file name made from a title is safe on every system."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.export.naming import NAME_BYTES, safe_name

DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")}
TITLES = st.text(st.characters(exclude_categories=())) | st.text(
    "ab ./\\:*?\"<>|~-_'`$();&#%\0\n\t\x1b\x9b\u202e\ud800é\u0301", max_size=300
)


@given(TITLES | st.sampled_from(sorted(DEVICES)), st.sampled_from(["", "0a1b2c3d"]))
def test_any_title_makes_a_safe_name(title: str, mark: str) -> None:
    """One short printable component in NFC that no shell, option parser or file system takes for something else."""
    name = safe_name(title, ".md", mark)
    assert Path(name).name == name
    assert len(name.encode()) <= NAME_BYTES
    assert name.isprintable()
    assert name == unicodedata.normalize("NFC", name)
    assert name[0] not in ".-"
    assert name.endswith(f"{mark}.md")
    assert name.split(".")[0].lower() not in DEVICES
    assert not set(name) & set("/\\:*?\"<>|'`$();&#% ")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The harbour ferry: back in spring?", "The-harbour-ferry-back-in-spring.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("-rf /", "rf.md"),
        ("two\nlines\tand a\x1b bell\x07", "two-lines-and-a-bell.md"),
        ("CON", "thread-CON.md"),
        ("COM¹", "thread-COM¹.md"),
        ("", "thread.md"),
        (None, "thread.md"),
        ("हिन्दी में", "हिन्दी-में.md"),
        ("e\u0301te\u0301", "été.md"),
    ],
)
def test_readable_titles_stay_readable(title: str | None, name: str) -> None:
    """Letters of every script stay; what could hurt becomes a dash."""
    assert safe_name(title, ".md") == name


def test_a_mark_survives_a_long_title() -> None:
    """Two threads of the same long title get different names."""
    assert safe_name("é" * 500, ".html", "0a1b2c3d").endswith("é-0a1b2c3d.html")


def test_a_name_uses_the_room_that_there_is() -> None:
    """A long title is cut at the last byte that fits, never inside a character."""
    assert safe_name("a" * 500, ".md") == "a" * (NAME_BYTES - 3) + ".md"
    assert len(safe_name("é" * 500, ".md").encode()) == NAME_BYTES - 1
    assert safe_name("a" * (NAME_BYTES - 4) + "  b", ".md") == "a" * (NAME_BYTES - 4) + ".md"
