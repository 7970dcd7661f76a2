"""What the lines of an article are: titles, bylines, datelines, captions, headings, and the furniture of pages around them."""

from __future__ import annotations

import pytest

from tests.structure.dumps import ARTICLE, conversation, dump
from tui_reader.model import LOW_CONFIDENCE, BlockKind, Label
from tui_reader.structure import article
from tui_reader.structure.lines import prepare
from tui_reader.structure.segment import read_thread

TEXT = [
    "",
    "The lamp keeper counted every lantern on the quay on Friday night and found one too many.",
    "",
    "Nobody can say why.",
]


def labels(*lines: str) -> list[Label | None]:
    """Return what the given first lines of an article are."""
    return list(read_thread([*lines, *TEXT]).labels[: len(lines)])


@pytest.mark.parametrize(
    "text",
    [
        "By Tamsin Rook, Marrow Quay Gazette",
        "von Friederike Osterloh",
        "Posted by Mira on May 3, 2012",
        "Geschrieben von Mira am 3. Mai 2012",
        "Submitted by mira on Tue, 05/03/2012 - 10:20",
        "par Bruno Morel",
        "By Tamsin Rook / Marrow Quay",
    ],
)
def test_who_wrote_it_stands_below_the_title(text: str) -> None:
    """With a date in it or without."""
    assert labels("A Lantern Too Many", "", text)[2] is Label.BYLINE


@pytest.mark.parametrize(
    "text",
    [
        "June 12, 2014",
        "Saturday, August 16, 2008",
        "Bad Murmelsee, 14. Mai 2013",
        "Marrow Quay – June 12, 2014",
        "Millford | 2014-06-12",
    ],
)
def test_a_date_and_a_place_with_a_date_are_dates(text: str) -> None:
    """Whether they stand above the title or below it."""
    assert labels("A Lantern Too Many", "", text)[2] is Label.DATE


@pytest.mark.parametrize(
    "text",
    ["Marrow Quay Makers' Forum, Workshop", "Home » News » Lanterns", "News > Local > Quay", "Start / Region / Hafen"],
)
def test_the_trail_of_pages_below_the_title_is_furniture(text: str) -> None:
    """It says where the page hangs, not what the article says."""
    assert labels("A Lantern Too Many", "", text)[2] is Label.BOILERPLATE


def test_a_heading_stays_a_heading() -> None:
    """Below the title as well, where it is no trail, and far below even if it looks like one."""
    assert labels("A Lantern Too Many", "", "What the keeper saw")[2] is Label.HEADING
    lines = ["A Lantern Too Many", *TEXT, "", "Lanterns, Workshop", *TEXT]
    assert read_thread(lines).labels[6] is Label.HEADING


@pytest.mark.parametrize(
    "text", ["IMAGE: the quay", "Photo by Jo Halm", "Foto: Jo Halm / dpa", "The quay by night. SOURCE: the office"]
)
def test_captions_say_what_a_picture_shows(text: str) -> None:
    """And whose picture it is."""
    assert labels("A Lantern Too Many", "", text)[2] is Label.CAPTION


def test_a_date_above_the_title_is_not_the_title() -> None:
    """Nor are buttons and counters."""
    seen = read_thread(["June 12, 2014", "Share", "2,500 $", "A Lantern Too Many", *TEXT])
    assert seen.title == "A Lantern Too Many"
    assert seen.labels[:3] == (Label.DATE, Label.BOILERPLATE, Label.BOILERPLATE)


def test_lines_of_one_kind_that_no_blank_line_parts_are_one_block() -> None:
    """A title is always a block of its own."""
    seen = read_thread(
        ["A Lantern Too Many", "The lamp keeper counted them", "and counted them again.", "", "Nobody knows why."]
    )
    assert [block.text for block in seen.blocks] == [
        "A Lantern Too Many",
        "The lamp keeper counted them\nand counted them again.",
        "Nobody knows why.",
    ]
    assert seen.blocks[0].kind is BlockKind.TITLE


def test_an_article_alone_is_an_article() -> None:
    """With headings, lists, a byline at its end and a form for comments that nobody used."""
    seen = read_thread(
        [
            *ARTICLE,
            "What the keeper saw",
            "",
            "It was green, he says, and it burned.",
            "",
            "  • oil",
            "  • a wick",
            "  • patience",
            "",
            "Posted by Mira Halm at 10:20 AM",
            "",
            "No comments:",
            "Post a Comment",
        ]
    )
    assert seen.comments == ()
    assert seen.confidence < LOW_CONFIDENCE


@pytest.mark.parametrize("byline", ["Mira Halm June 1, 2012 at 8:00 am", "By Mira Halm on June 1, 2012"])
def test_the_byline_of_the_article_is_no_comment(byline: str) -> None:
    """Even if it has the shape of the headers below; far more text follows it."""
    long = [line for number in range(16) for line in (f"Paragraph {number} tells of lanterns at great length.", "")]
    above = ["A Lantern Too Many", "", byline, "", *long]
    seen = read_thread(dump("{name} May {day}, 2012 at 8:00 am\n\n{body}\n", conversation(), above))
    assert len(seen.comments) == 9
    assert len(seen.blocks) == 18


def test_a_long_first_comment_below_the_heading_of_the_section_is_one() -> None:
    """The heading says that comments begin, however much the first one says."""
    long = [line for number in range(20) for line in (f"And {number}, I said all this at great length before.", "")]
    above = [
        "A Lantern Too Many",
        "",
        "It is green.",
        "",
        "10 replies",
        "",
        "Mira Halm",
        "Posted May 3, 2012 at 8:00 am",
        "",
        *long,
    ]
    seen = read_thread(dump("{name}\nPosted May {day}, 2012 at 8:00 am\n\n{body}\n", conversation(), above))
    assert len(seen.comments) == 10
    assert seen.comments[0].body.startswith("And 0")


def test_labels_cover_all_rows() -> None:
    """Every row before the comments has one."""
    page = prepare(ARTICLE)
    assert len(article.label_rows(page, len(page.rows))) == len(page.rows)


def test_only_the_ends_of_an_article_say_who_wrote_it() -> None:
    """In between, "by" begins a sentence or a heading like any other word."""
    byline = "By Tamsin Rook"
    middle = read_thread(["A Lantern Too Many", *TEXT, *TEXT, *TEXT, "", byline, *TEXT, *TEXT])
    end = read_thread(["A Lantern Too Many", *TEXT, *TEXT, *TEXT, *TEXT, "", byline])
    assert middle.labels[14] is Label.HEADING
    assert end.labels[-1] is Label.BYLINE


def test_a_long_line_is_a_caption_at_the_top_and_a_paragraph_below() -> None:
    """Captions can say a lot; the article quotes pictures in the middle of a sentence."""
    caption = "The quay by night, as seen from the bridge " * 5 + "IMAGE: the harbour office"
    assert len(caption) > 200
    assert labels("A Lantern Too Many", "", caption)[2] is Label.CAPTION
    far = read_thread(["A Lantern Too Many", *TEXT, *TEXT, *TEXT, "", caption])
    assert far.labels[-1] is Label.PARAGRAPH


@pytest.mark.parametrize(
    "text",
    ["what the keeper saw", "What the keeper saw.", "What did he see?", "  • What the keeper saw", "What the keeper saw " * 4],
    ids=["lower case", "a sentence", "a question", "an item", "too long"],
)
def test_what_is_no_heading_is_a_paragraph(text: str) -> None:
    """A heading begins with a capital, ends without a mark, is short, and opens no item."""
    assert labels("A Lantern Too Many", "", text)[2] is Label.PARAGRAPH


def test_a_short_line_with_nothing_below_it_heads_nothing() -> None:
    """Nor does one that the text follows without a blank line."""
    assert read_thread(["A Lantern Too Many", *TEXT, "", "The end of it"]).labels[-1] is Label.PARAGRAPH
    assert read_thread(["A Lantern Too Many", "", "The quay", *TEXT[1:]]).labels[2] is Label.PARAGRAPH
