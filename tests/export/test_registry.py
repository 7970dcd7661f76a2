"""Formats are found by name or suffix."""

from __future__ import annotations

import pytest

from tui_reader.errors import UsageError
from tui_reader.export.registry import FORMATS, find_format


def test_a_format_is_found_by_its_name_or_suffix() -> None:
    """People say md as well as markdown."""
    assert find_format("markdown") is find_format("md") is find_format("MD") is FORMATS["markdown"]
    assert find_format("json").suffix == ".json"


def test_an_unknown_format_is_refused_with_the_list() -> None:
    """The hint names what there is."""
    with pytest.raises(UsageError, match="markdown, html, text, json"):
        find_format("docx")
