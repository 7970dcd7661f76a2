"""Lines that most comments repeat at one end are not what was said."""

from __future__ import annotations

from tests.structure.dumps import authors, bodies, conversation, dump
from tui_reader.model import Label
from tui_reader.structure import refrains
from tui_reader.structure.lines import prepare
from tui_reader.structure.reading import Part
from tui_reader.structure.segment import read_thread


def kept(*comments: list[str]) -> list[list[str]]:
    """Return the rows that stay body in comments given by their rows."""
    page = prepare([line for rows in comments for line in rows])
    parts, first = [], 0
    for rows in comments:
        parts.append(Part(first, first + len(rows)))
        first += len(rows)
    return [
        [page.rows[index].text for index in range(part.first, part.end) if index not in part.roles]
        for part in refrains.set_aside(page, parts)
    ]


def test_a_line_that_most_comments_end_in_is_set_aside() -> None:
    """One that a few have stays."""
    said = [["one", "Klepnout"], ["two", "Klepnout"], ["three", "Klepnout"], ["four"], ["five", "as always"]]
    assert kept(*said) == [["one"], ["two"], ["three"], ["four"], ["five", "as always"]]


def test_numbers_in_a_refrain_differ() -> None:
    """Several lines at both ends go, one after the other."""
    said = [[f"Post {n}", "Rank", f"text {n} of {'abc'[n % 3]}", f"{n * 7} palců", "Klepnout"] for n in range(6)]
    assert kept(*said) == [[f"text {n} of {'abc'[n % 3]}"] for n in range(6)]


def test_a_comment_keeps_at_least_one_row() -> None:
    """Where most comments say the same, they say it."""
    assert kept(["+1 from me"], ["+1 from me"], ["+1 from me"]) == [["+1 from me"]] * 3
    assert kept(["yes", "yes"], ["yes", "yes"], ["yes", "yes"]) == [["yes"]] * 3


def test_a_long_paragraph_is_no_refrain_and_neither_is_what_two_say() -> None:
    """Somebody can paste a text three times; twice says nothing at all."""
    long = "The lamp keeper counted every lantern on the quay on Friday night and found one too many of them."
    assert kept(["a", long], ["b", long], ["c", long]) == [["a", long], ["b", long], ["c", long]]
    assert kept(["a", "so"], ["b", "so"]) == [["a", "so"], ["b", "so"]]


def test_a_refrain_within_a_comment_stays() -> None:
    """Only the ends are looked at."""
    said = [[f"{word} one", "and then", f"{word} two"] for word in ("red", "green", "blue")]
    assert kept(*said) == said


def test_refrains_are_meta_in_the_dump() -> None:
    """Their lines are labelled so, and belong to no body."""
    lines = dump("{name} May {day}, 2012\n\nRang: Steg\n{body}\n\nMelden Sie sich\n", conversation())
    seen = read_thread(lines)
    assert len(authors(seen)) == 9
    assert not any("Melden" in body or "Rang" in body for body in bodies(seen))
    assert {seen.labels[number] for number, line in enumerate(lines) if line in ("Rang: Steg", "Melden Sie sich")} == {
        Label.META
    }
