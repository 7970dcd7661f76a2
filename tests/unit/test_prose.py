"""Comments as people type them, and the parts they are read as."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.prose import Part, PartKind, links, parts

LINES = st.sampled_from(
    ["", "  ", "text", "> said", ">> deep", "- item", "10. ten", "    code", "```", "more text here", ">>123 yes", "\tx = 1"]
)


def kinds(body: str) -> list[tuple[str, str]]:
    """Return what each part is and says."""
    return [(part.kind.value, part.text) for part in parts(body)]


@given(st.lists(LINES, max_size=14))
def test_no_word_is_lost(lines: list[str]) -> None:
    """Every word of a body is in its parts, in order, but for quote marks and fences."""
    said = [word for line in lines for word in line.replace(">>123", "no.123").replace(">", "").split() if "```" not in word]
    read = " ".join(f"{part.marker} {part.text}" for part in parts("\n".join(lines)))
    assert read.replace(">>123", "no.123").replace(">", "").split() == said


def test_paragraphs_keep_their_lines() -> None:
    """A single newline stays a line end, a blank line sets apart, and many blank lines are one."""
    assert parts("\n\none\ntwo\n\n\n\nthree\n\n") == [
        Part(PartKind.PARAGRAPH, "one\ntwo"),
        Part(PartKind.PARAGRAPH, "three", apart=True),
    ]


def test_quotes_know_their_depth() -> None:
    """Runs of one depth are one part; text below a quote is not in it."""
    assert parts("> one\n> two\n>> three\n> > four\nanswer") == [
        Part(PartKind.QUOTE, "one\ntwo", level=1),
        Part(PartKind.QUOTE, "three\nfour", level=2),
        Part(PartKind.PARAGRAPH, "answer"),
    ]


def test_what_only_looks_like_a_quote_is_text() -> None:
    """Post numbers, faces and comparisons begin with the same mark; words in quotation marks stay text."""
    for line in (">>123 agreed", ">:(", ">_<", ">= 5", "“said before”", "-> see there"):
        assert kinds(line) == [("paragraph", line)]


def test_items_have_markers_and_go_on() -> None:
    """Bullets, numbers and letters; the lines below an item belong to it until a blank one."""
    assert parts("- one\n  more\n2) two\na) three\n\nend") == [
        Part(PartKind.ITEM, "one\nmore", marker="-"),
        Part(PartKind.ITEM, "two", marker="2)"),
        Part(PartKind.ITEM, "three", marker="a)"),
        Part(PartKind.PARAGRAPH, "end", apart=True),
    ]
    assert kinds("1984. That was it") == [("paragraph", "1984. That was it")]
    assert kinds("-no space") == [("paragraph", "-no space")]


def test_code_keeps_its_spaces() -> None:
    """Indented and fenced code, blank lines inside the former, and no quote or list in it."""
    assert kinds("see:\n\n    if x:\n        y\n\n    z\n") == [("paragraph", "see:"), ("code", "if x:\n    y\n\nz")]
    assert kinds("```py\n> a\n  - b\n```\nafter") == [("code", "> a\n  - b"), ("paragraph", "after")]
    assert kinds("```\nnever closed") == [("code", "never closed")]


def test_an_indented_sentence_is_not_code() -> None:
    """A first line indented as in a book, or an indented line below a paragraph, is prose."""
    long = "    It was a dark night, " + "and it rained and rained " * 5
    assert kinds(long) == [("paragraph", long.strip())]
    assert kinds("text\n    goes on") == [("paragraph", "text\ngoes on")]


def test_links_end_where_the_sentence_goes_on() -> None:
    """Full stops and brackets around an address are not of it, brackets in it are."""
    text = "See https://a.example/x_(y), (http://b.example/z). “https://c.example”, https:// or ftp://d"
    assert [text[start:end] for start, end in links(text)] == [
        "https://a.example/x_(y)",
        "http://b.example/z",
        "https://c.example",
    ]
