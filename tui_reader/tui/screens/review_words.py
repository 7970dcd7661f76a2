"""What the review of a source says beside its lines: what a layout makes of them, what differs, and all about one line.

The reader of plain text is imported where it is needed: by then a source has been read, and nobody waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui_reader.model import LOW_CONFIDENCE, NO_NAME
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line, visible
from tui_reader.tui.widgets.layout_choices import LayoutChoice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.model import Origin
    from tui_reader.structure.margin import Margin
    from tui_reader.tui.sources import Reviewed

MOST_TEXT = 2_000
"""Characters of one line that are shown whole."""

_UNMARKED = "It seems to hold comments, but nothing shows where they begin: the whole text is kept as the article."


def manner(margin: Margin) -> str:
    """Return the layout of a reading and how sure that is."""
    unsure = ", not sure of it" if margin.confidence < LOW_CONFIDENCE else ""
    return f"{margin.layout}, {margin.confidence:.0%}{unsure}"


def holdings(seen: Reviewed, own: Reviewed | None, others: int) -> str:
    """Return what a reading found, how that differs from the thread's `own` in so many lines, and that it kept every line."""
    margin, before = seen.margin, own.margin if own else seen.margin
    found = counted(margin.comments, "comment") + _change(margin.comments - before.comments)
    people = counted(margin.people, "person", "people") + _change(margin.people - before.people)
    facts = [f"{found} by {people}" if margin.people or before.people else found]
    facts += [f"{margin.lost:,} lost"] if margin.lost else []
    facts += [f"{counted(others, 'line')} {'differs' if others == 1 else 'differ'}"] if own else []
    facts.append(f"{seen.kept:,} of {counted(seen.read, 'line')} kept")
    facts += [counted(len(seen.doubts), "doubt")] if seen.doubts and own is None else []
    return " · ".join(facts)


def _change(number: int) -> str:
    return f" ({number:+,})" if number else ""


def nothing(origin: Origin) -> str:
    """Return why there is nothing to review."""
    if origin.layout is None:
        why = f"This thread comes from {origin.format}, which states who said what: no line of it had to be understood."
    else:
        why = f"The archive keeps no text of {origin.name}, only what was understood of it."
    return f"{one_line(why)}\n\nEsc goes back."


def choices(best: Margin, own: Margin) -> tuple[LayoutChoice, ...]:
    """Return the layouts that a source can be read in, best first: all that fit, that of the thread, and no comments at all."""
    from tui_reader.structure.segment import ARTICLE_ONLY, UNMARKED

    scores: dict[str, float | None] = {best.layout: best.confidence, **dict(best.runners_up)}
    scores.setdefault(own.layout, own.confidence)
    if UNMARKED not in scores:
        scores.setdefault(ARTICLE_ONLY, None)
    return tuple(LayoutChoice(layout, score) for layout, score in scores.items())


def in_one_line(choices: Sequence[LayoutChoice], shown: int, own: str, columns: int) -> Content:
    """Return the layouts beside each other, with the one that is shown marked, and that of the thread.

    Where there is no room for all of them, those before the one that is shown go.
    """
    names = [_in_words(index, choice, own) for index, choice in enumerate(choices)]
    first = next((at for at in range(shown) if sum(map(len, names[at : shown + 1])) <= columns), shown)
    styles = ["bold reverse" if index == shown else "" for index in range(len(names))]
    told = Content("").join(Content.styled(*each) for each in list(zip(names, styles, strict=True))[first:])
    return Content.assemble("… " if first else "", told)


def _in_words(index: int, choice: LayoutChoice, own: str) -> str:
    words = f" {index + 1} {one_line(choice.layout)} {choice.told_score}".rstrip()
    return f"{words} now " if choice.layout == own else f"{words} "


def about(margin: Margin | None, other: Margin | None, line: int, text: str, *, tall: bool) -> Content:
    """Return all that is known of a line above its text; `other` is how the thread is read where that differs.

    Facts stand below each other where there is height for that, with what the layout is above them.
    """
    if margin is None:
        return Content.assemble((f"line {line:,}", "bold"), "\n", _whole(text))
    facts = [(f"line {line:,}", "bold"), *_facts(margin, line)]
    facts += [(f"in the thread: {_what(other, line)}", "$text-error")] if other else []
    told = Content("\n" if tall else " · ").join(Content.styled(words, style) for words, style in facts)
    above = f"\n{_explanation(margin.layout)}\n\n" if tall else ""
    return Content.assemble(above, told, "\n\n" if tall else "\n", _whole(text))


def _facts(margin: Margin, line: int) -> Iterator[tuple[str, str]]:
    """Yield what is known of a line, each fact with its style."""
    yield _what(margin, line), ""
    sure = margin.sureness(line)
    if sure is not None:
        yield (f"{sure:.0%} sure: doubtful", "$text-warning") if margin.is_doubtful(line) else (f"{sure:.0%} sure", "")
    if reason := margin.reason(line):
        yield one_line(reason), ""


def _what(margin: Margin, line: int) -> str:
    """Return what a line is, and of which comment."""
    word, number = margin.word(line) or "blank", margin.comment(line)
    return f"{word} of comment {number:,} by {one_line(margin.author(line) or NO_NAME)}" if number else word


def _explanation(layout: str) -> str:
    """Return in a sentence what a layout is."""
    from tui_reader.structure.layouts import LAYOUTS

    return next((family.explanation for family in LAYOUTS if family.name == layout), _UNMARKED)


def _whole(text: str) -> Content:
    """Return a line as it stands, if it is not endless."""
    cut_off = text[:MOST_TEXT] + "…" if len(text) > MOST_TEXT else text
    return Content(visible(cut_off).expandtabs(4).replace("\n", " "))
