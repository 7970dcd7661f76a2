"""Corpora of ConvoKit are read in their folder and by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_reddit import ARCHIVES, assert_cuts_are_told, assert_golden, bundle, counted, document, items
from tui_reader.formats.base import Bundle
from tui_reader.formats.convokit import FORMAT
from tui_reader.formats.registry import recognise
from tui_reader.model import Article

HERE = Path(__file__).parent


def test_a_corpus_is_read_as_before(update: bool) -> None:
    """The folder tells the titles; Reddit's corpora have Reddit's ids."""
    assert FORMAT.bundle is not None
    corpus = bundle(HERE / "corpus")
    assert FORMAT.bundle.probe(list(corpus.members)).strength > 0.5
    assert FORMAT.bundle.probe(["utterances.jsonl", "a/corpus.json"]).strength == 0
    assert_golden(HERE / "corpus.golden.json", list(FORMAT.bundle.read(corpus)), update=update)


def test_an_old_corpus_is_read_as_before(update: bool) -> None:
    """Roots, users and a list; what numbers the utterances is no moment."""
    source = document(HERE / "old.json")
    assert recognise(source).format is FORMAT
    assert_golden(HERE / "old.golden.json", items(FORMAT, source), update=update)


def test_utterances_by_themselves_are_known() -> None:
    """A file that was taken out of its folder is read without titles."""
    source = document(HERE / "corpus" / "utterances.jsonl")
    assert recognise(source).format is FORMAT
    assert counted(items(FORMAT, source)) == (1, 3, 2, 2)


def test_corpora_side_by_side_are_told_apart() -> None:
    """Two corpora in one folder may call their conversations the same."""
    assert FORMAT.bundle is not None
    corpus = bundle(HERE / "corpus")
    both = {f"{folder}/{name}": member for folder in ("a", "b") for name, member in corpus.members.items()}
    found = [item for item in FORMAT.bundle.read(Bundle("both", "both", both)) if isinstance(item, Article)]
    assert [(article.ref, article.title) for article in found] == [("a/q1", "Hot & cold"), ("b/q1", "Hot & cold")]


def test_a_corpus_cut_short_says_so() -> None:
    """All but the last utterance is kept."""
    assert_cuts_are_told(FORMAT, "u.jsonl", (HERE / "corpus" / "utterances.jsonl").read_bytes(), lines=True)


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="there are no real files beside the project")
def test_a_real_corpus_holds_what_it_holds() -> None:
    """Threads, comments, authors and depth are those that were counted by hand."""
    assert FORMAT.bundle is not None
    assert counted(list(FORMAT.bundle.read(bundle(ARCHIVES / "convokit" / "reddit_cornell")))) == (50, 1519, 536, 13)
