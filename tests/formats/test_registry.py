"""Which format reads a document depends on the document alone."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tui_reader.errors import SourceError, UsageError
from tui_reader.formats import registry
from tui_reader.formats.base import Document, Format, PlainText, Probe
from tui_reader.formats.registry import MODULES, all_formats, find_format, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def document(data: bytes, name: str = "dump.txt") -> Document:
    """Return a document that holds these bytes."""
    return Document.of(name, name, data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"A title\n\nText\n", "plain-text"),
        (b"", "plain-text"),
        (b'\xef\xbb\xbf {"schema": "tui-reader/thread/1"}', "thread-json"),
        (b'A text about "tui-reader/thread/1"', "plain-text"),
    ],
)
def test_a_document_goes_to_the_format_that_knows_it_best(data: bytes, name: str) -> None:
    """Our own JSON says so itself; any other text is plain text."""
    assert recognise(document(data)).format.name == name


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b'{"schema": "something else"}', "JSON"), (b'[\n {"a": 1}]', "JSON"), (b"<?xml version='1.0'?><a/>", "XML")],
)
def test_what_belongs_to_programs_is_no_plain_text(data: bytes, reason: str) -> None:
    """Nobody would read it line by line; what could be done about it is said."""
    with pytest.raises(SourceError, match=reason):
        recognise(document(data))


def test_what_nobody_knows_is_refused_with_the_reason() -> None:
    """Noise is told from text before it is read."""
    with pytest.raises(SourceError, match="binary"):
        recognise(document(bytes(range(256)) * 4))


def test_an_unknown_format_names_those_that_are_there() -> None:
    """A misspelt --format is answered with the list."""
    with pytest.raises(UsageError, match="plain-text"):
        find_format("plane-text")


@pytest.mark.parametrize("name", list(MODULES))
def test_every_format_says_what_it_is(name: str) -> None:
    """The table's name is the format's own, and its suffixes can be matched."""
    form = find_format(name)
    assert form.name == name
    assert form.description
    assert all(suffix.startswith(".") for suffix in form.suffixes)
    assert form in all_formats()


@pytest.fixture
def rival(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A format that claims every document as strongly as our own JSON does."""
    module = type(sys)("rival")
    module.FORMAT = Format("rival", "", (), lambda _head, _name: Probe(1), lambda _document: PlainText(()))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rival", module)
    monkeypatch.setitem(registry.MODULES, "rival", "rival")
    return module


@pytest.mark.usefixtures("rival")
def test_two_equal_claims_are_an_error_that_names_both() -> None:
    """The order of the table never decides."""
    with pytest.raises(SourceError, match=r"thread-json \(.*\) or rival") as caught:
        recognise(document(b'{"schema": "tui-reader/thread/1"}'))
    assert "--format" in caught.value.hint


@dataclass(frozen=True)
class Entry:
    """What a package offers, as far as the registry asks."""

    name: str
    found: object
    value: str = "somewhere:FORMAT"

    def load(self) -> object:
        """Return what is offered, or fail as a broken package does."""
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Entry]]:
    """A list of entry points that is asked for instead of what is installed."""
    entries: list[Entry] = []
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: entries)
    registry.plug_ins.cache_clear()
    yield entries
    registry.plug_ins.cache_clear()


def test_others_may_offer_formats(offered: list[Entry]) -> None:
    """One that works is as good as our own; one that cannot be loaded or is none is said to be broken."""
    good = Format("runes", "", (), lambda head, _: Probe(0.9 if head == b"runes" else 0), lambda _: PlainText(("x",)))
    taken = Format("thread-json", "", (), lambda *_: Probe(1), lambda _: PlainText(()))
    offered += [Entry("runes", good), Entry("bad", ImportError("gone")), Entry("odd", 7), Entry("taken", taken)]
    assert recognise(document(b"runes")).format is good
    assert find_format("runes") is good
    assert find_format("thread-json") is not taken
    said = registry.plug_ins().broken
    assert ["cannot be loaded" in said[0], "names no" in said[1], "another format" in said[2]] == [True] * 3


def test_a_plug_in_that_fails_at_a_document_claims_nothing(offered: list[Entry]) -> None:
    """The import goes on."""

    def fail(_head: bytes, _name: str) -> Probe:
        raise KeyError("bug")

    offered.append(Entry("runes", Format("runes", "", (), fail, lambda _: PlainText(()))))
    assert recognise(document(b"A title\n\nText\n")).format.name == "plain-text"
