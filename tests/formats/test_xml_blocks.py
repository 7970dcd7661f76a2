"""Elements are found in what should be XML, in time that grows with the document alone."""

from __future__ import annotations

from io import BytesIO
from time import process_time

import pytest

from tui_reader.formats.base import Document, Rejection
from tui_reader.formats.xml_blocks import Element, elements
from tui_reader.model import Problem

MANY = 20_000


def read(text: str, *wanted: str) -> list[Element | Problem | Rejection]:
    """Return what is found of some elements, by default of those called item."""
    names = frozenset(wanted or ("item",))
    return list(elements(Document.of("x.xml", "x.xml", text.encode()), names, names | {"part"}))


def only(text: str, *wanted: str) -> Element:
    """Return the one element that there is."""
    (found,) = read(text, *wanted)
    assert isinstance(found, Element)
    return found


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<![CDATA[a &amp; b]]>", "a &amp; b"),
        (" a &amp; b&#33; &nope; &copy=1 ", "a & b! &nope; &copy=1"),
        ("<![CDATA[a ]]> b]]>", "a ]]> b"),
        ("<![CDATA[a]]]]><![CDATA[>b]]>", "a]]>b"),
        ("<![CDATA[a <![CDATA[b]]> c]]>", "a <![CDATA[b]]> c"),
        ("<![CDATA[<i>//<![CDATA[a//]]></i><i>//<![CDATA[b//]]></i>]]>", "<i>//<![CDATA[a//]]></i><i>//<![CDATA[b//]]></i>"),
        ("<![CDATA[x]]> &amp; <![CDATA[y]]>", "x & y"),
        ("<![CDATA[not closed", "not closed"),
        ("<![CDATA[</item><item>]]>", "</item><item>"),
        ("<p>raw</p><br/>&lt;", "<p>raw</p><br/>&lt;"),
        ("a < b <", "a < b <"),
        ("List<String> of &amp;", "List<String> of &amp;"),
        ("a<!-- hidden </text> -->b<?x ?>c", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("<a title=it's>x</a>", "<a title=it's>x</a>"),
    ],
)
def test_a_text_is_what_its_element_holds(inside: str, told: str) -> None:
    """Sections and entities are decoded, sections that lie in one another or do not end are one."""
    found = only(f"<r><item><text>{inside}</text><next><![CDATA[n]]></next></item></r>")
    assert (found.words("text"), found.words("next")) == (told, "n")


def test_attributes_are_decoded_however_they_are_quoted() -> None:
    """Double and single quotation marks, none, and marks of tags within."""
    row = only("<r>\n<row Id=\"1\" Text='a &gt; > b&#10;' dsq:id=7/></r>", "row")
    assert row.attributes() == {"Id": "1", "Text": "a > > b\n", "dsq:id": "7"}
    assert (row.attribute("Id"), row.attribute("none"), row.line) == ("1", "", 2)


def test_only_the_outermost_elements_of_the_names_are_given() -> None:
    """What lies in them is theirs."""
    found = read("<r><thread id='1'/><post><thread id='1'/><thread id='2'/></post></r>", "thread", "post")
    assert [element.name for element in found if isinstance(element, Element)] == ["thread", "post"]
    assert isinstance(found[1], Element)
    assert [element.attribute("id") for element in found[1].children] == ["1", "2"]
    assert found[1].first("none", "thread") is found[1].children[0]
    assert found[1].first("none") is None


@pytest.mark.parametrize("end", ["", "<item>b]]></item>"])
def test_a_section_between_elements_swallows_none(end: str) -> None:
    """It is no text of anything; what follows it is read."""
    found = read(f"<r><item>a</item><![CDATA[<item>b</item><item>c</item>{end}</r>")
    assert [item.text for item in found if isinstance(item, Element)][:3] == ["a", "b", "c"]


def test_a_section_that_is_not_wanted_is_passed_over() -> None:
    """What it holds is text."""
    assert only("<r><about><![CDATA[<item>b</item>]]></about><item>c</item></r>").text == "c"


def test_what_is_not_closed_ends_where_the_next_begins() -> None:
    """Nothing of either is lost, and it is told."""
    found = read("<r><item><part>a</item>\n<item><part>b<part>c</part></r>")
    items = [item for item in found if isinstance(item, Element)]
    assert [[part.text for part in item.all("part")] for item in items] == [["a"], ["b", "c"]]
    assert [item for item in found if isinstance(item, Problem)] == [Problem("<part> is not closed before the next one", 2)]


def test_what_a_cut_goes_through_is_not_there() -> None:
    """The element that the document ends in has its whole children only."""
    found = read("<r><item><part>a</part><part>b")
    assert isinstance(found[0], Element)
    assert ([part.text for part in found[0].children], found[0].is_cut) == (["a"], True)
    assert isinstance(found[1], Rejection)


def test_bytes_that_do_not_fit_are_read_and_told() -> None:
    """They are mostly windows-1252."""
    document = Document.of("x.xml", "x.xml", b"<r>\n<item>caf\xe9</item></r>")
    element, problem = elements(document, frozenset({"item"}), frozenset())
    assert isinstance(element, Element)
    assert isinstance(problem, Problem)
    assert (element.text, problem.line) == ("caf\xe9", 2)


class Trickle(BytesIO):
    """A stream that gives three bytes at a time."""

    def read(self, size: int | None = -1) -> bytes:
        """Return the next three."""
        return super().read(3 if size else size)


def test_it_does_not_matter_how_the_bytes_come() -> None:
    """Tags, sections and characters may lie across the edge of what is in sight."""
    data = "<r>\n<item a='1'><part><![CDATA[ö]]]]><![CDATA[>ä]]> <!-- - --></part>é&amp;<b>x</b></item><item/></r>".encode()
    document = Document("x", "x", "", data, lambda: Trickle(data))
    wanted = frozenset({"item"})
    assert list(elements(document, wanted, wanted)) == list(elements(Document.of("x", "x", data), wanted, wanted))


def test_what_is_too_large_for_one_element_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the document is read, and it is told."""
    monkeypatch.setattr("tui_reader.formats.xml_blocks.FARTHEST", 100)
    found = read(f"<r><item>{'<b>x</b>' * 100}</item>\n<item>y</item></r>")
    assert isinstance(found[0], Element)
    assert len(found[0].text) < 200 < len("<b>x</b>" * 100)
    assert found[1] == Rejection("<item> is too large; its end is left out", 1)
    assert isinstance(found[2], Element)
    assert (found[2].text, found[2].line) == ("y", 2)


@pytest.mark.parametrize(
    "damage",
    [
        "<item>" * MANY,
        "<b>" * MANY,
        '<a title="' * MANY,
        "<![CDATA[" * MANY,
        "<a><![CDATA[x]]>y" * MANY,
        "".join(f"<a{number}><![CDATA[x]]>y" for number in range(MANY)) + "</a0>",
        "<a><![CDATA[x</a>" * MANY + "]]>",
        "<t>" + "<![CDATA[a <![CDATA[b ]]> c ]]> d" * MANY + "</t>",
        "<t>" + "<![CDATA[x]]>y" * MANY + "z" * MANY * 5 + "</t>",
        "<!--" * MANY,
        "<" * MANY,
        "&" * MANY,
        "</x>" * MANY,
        "<a " + "a " * MANY + "=>",
    ],
    ids=lambda damage: damage[:12],
)
def test_damage_takes_no_longer_than_its_length(damage: str) -> None:
    """Nothing is looked for again and again."""
    before = process_time()
    for found in read(f"<r><item>{damage}"):
        if isinstance(found, Element):
            assert isinstance(found.text, str)
            found.attributes()
    assert process_time() - before < 2
