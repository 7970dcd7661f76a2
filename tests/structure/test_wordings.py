"""Headers and signatures in the wordings of many sites: the names, the bodies and the dates come out, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.structure.dumps import BODIES, PEOPLE, Said, authors, bodies, conversation, dump
from tui_reader.structure.segment import read_thread

WORDINGS = {
    "blog": "{name} says:\nMay {day}, 2012 at 3:{minute} pm\n\n{body}\n\nReply\n",
    "blog on": "{name} on May {day}, 2012 at 3:{minute} pm said:\n\n{body}\n\nReply ↓\n",
    "blog permalink": "{name}\nMay {day}, 2012 at 3:{minute} pm Permalink\n\n{body}\n\nReply ↓\n",
    "blog, a button behind the date": "{name} May {day}, 2012 at 3:{minute} pm - Reply\n\n{body}\n",
    "blog, columns": "{name} | May {day}, 2012 at 3:{minute} pm | Reply\n\n{body}\n",
    "blog, slashes": "{name} // May {day}, 2012 // Reply\n\n{body}\n",
    "blog, a number behind the date": "{name} · May {day}, 2012 · #{n}\n\n{body}\n",
    "blog, brackets": "{name} (May {day}, 2012)\n\n{body}\n",
    "blog, a number above": "{n}\n{name}\nMay {day}, 2012 3:{minute} pm\n\n{body}\n",
    "blog, a number before the name": "{n}  {name}\nMay {day}, 2012 3:{minute} pm\n\n{body}\n",
    "blog, a bracket": "{n}) {name} - May {day}, 2012 at 3:{minute} pm\n\n{body}\n",
    "comment by": "Comment by {name} on May {day}, 2012 at 3:{minute} pm\n{body}\n",
    "comment number": "Comment #{n} by {name} (May {day}, 2012 at 3:{minute} pm):\n\n{body}\n",
    "number and name": "#{n} {name}\n\n{body}\n",
    "discussion box": "{name} • {day} days ago\n\n{body}\n\n1 • Reply • Share ›\n",
    "discussion box, lines": "{name}\n•\n{day} days ago\n\n{body}\n\nReply\nShare ›\n",
    "discussion box, minus": "{name} − {day} days ago\n\n{body}\n",
    "discussion box, staff": "{name} (Moderator) • {day} days ago\n\n{body}\n",
    "link board": "{name} {day} days ago | link\n{body}\n",
    "link board, points": "{name} {votes} points {day} days ago\n{body}\npermalink reply\n",
    "video": "{name}\n{day} days ago (edited)\n{body}\n{votes}\nReply\n",
    "social": "{name}\n{body}\nLike · Reply · {n} · May {day}, 2012 at 3:{minute} pm\n",
    "social, short age": "{name}\n{body}\n{day}h Like Reply\n",
    "newsletter": "{name}\nMay {day}\n\n{body}\n\nLike ({votes})\nReply\nShare\n",
    "newspaper, a place": "{name}\nMarrow Quay\nMay {day}\n{body}\n{votes} Recommend Share Flag\n",
    "newspaper, a place in the line": "{name} | Marrow Quay May {day}\n\n{body}\n",
    "avatar": "{name}'s avatar\n{name}\n{day} days ago\n\n{body}\n",
    "journal": "{name}\n2012-05-{day} 10:{minute} (UTC)\n{body}\n(Reply) (Thread)\n",
    "not verified": "{name} (not verified)\nTue May {day}, 2012 3:{minute} pm\n\n{body}\n\nreply\n",
    "board": "Re: A Town Counts Its Lanterns\nby {name} » Tue May {day}, 2012 3:{minute} pm\n\n{body}\n",
    "board, a rank": "{name}\nWell-Known Member\nMay {day}, 2012\n#{n}\n{body}\n",
    "board, date first": "5/{day}/2012 3:{minute} PM\n#{n}\n{name}\nSenior Member\n\n{body}\n",
    "mail": "From: {name} <jo@example.org>\nDate: Tue, {day} May 2012 10:{minute}:00 +0200\nSubject: Re: Hm\n\n{body}\n",
    "mail, quoted": "On May {day}, 2012 at 3:{minute} pm, {name} wrote:\n\n{body}\n",
    "form": "---\nAuthor: {name}\nDate: May {day}, 2012 3:{minute} pm\n{body}",
    "markup, heading": "### {name} · May {day}, 2012\n\n{body}\n",
    "markup, bold": "**{name}** (May {day}, 2012 at 3:{minute} pm):\n\n{body}\n",
    "German": "{name} schrieb am {day}.05.2012, 10:{minute}:\n\n{body}\n",
    "German, am": "{name} am {day}. Mai 2012 um 10:{minute} Uhr\n\n{body}\n",
    "German, number": "#{n} von {name}, {day}.05.2012, 10:{minute}\n\n{body}\n",
    "German, Kommentar von": "{n}. Kommentar von {name}\n{day}.05.2012, 10:{minute}\n\n{body}\n",
    "German, vor Tagen": "{name}\n#{n}  —  vor {day} Tagen\n{body}\n",
    "German board": "von {name} » Di {day}. Mai 2012 um 10:{minute} Uhr\n\n{body}\n",
    "French": "Le {day} mai 2012 à 10:{minute}, {name} a dit :\n\n{body}\n",
    "French, par": "Par {name} le {day}/05/2012 à 10h{minute}\n\n{body}\n",
    "French, posté": "Posté par {name}, {day} mai 2012 à 10 h {minute} min\n\n{body}\n",
    "Spanish": "{name} dijo...\n\n{body}\n\n{day} de mayo de 2012, 10:{minute}\n",
    "Spanish, number": "{n}. {name}\n{day} mayo, 2012 en 10:{minute} am\n\n{body}\n",
    "Portuguese": "{name} em {day} de maio de 2012 às 10:{minute}\n\n{body}\n\nResponder\n",
    "Italian": "{name} ha detto:\n{day} maggio 2012 alle 10:{minute}\n\n{body}\n\nRispondi\n",
    "Italian, scritto da": "Scritto da {name} il {day}/05/2012\n\n{body}\n",
    "Russian": "{name}\n{day} мая 2012 в 10:{minute}\n\n{body}\n\nОтветить\n",
    "Russian, comma": "{name}, {day}.05.2012 10:{minute}\n{body}\nОтветить\n",
    "Dutch": "{name} op {day} mei 2012 om 10:{minute}\n\n{body}\n\nBeantwoorden\n",
    "Polish": "{name} pisze:\n{day} maja 2012 o 10:{minute}\n\n{body}\n\nOdpowiedz\n",
    "Swedish": "{name} skriver:\n{day} maj 2012 kl. 10:{minute}\n\n{body}\n\nSvara\n",
    "Japanese": "{name} さんのコメント\n2012年5月{day}日 16:{minute}\n\n{body}\n",
    "Japanese board": "{n} ：{name}：2012/05/{day}(金) 16:15:{minute} ID:ab{n}\n{body}\n",
    "a verb that nobody taught us": "{name} pravi:\n\n{body}\n",
    "buttons that nobody taught us": "{name} May {day}, 2012\n\n{body}\n\nKlepnout zde\n{votes} palců\n",
    "below, posted by": "{body}\n\nPosted by {name} on May {day}, 2012 at 3:{minute} pm\n",
    "below, left by": "{body}\n\nLeft by {name} on May {day}, 2012 at 3:{minute} pm\n",
    "below, comment by": "{body}\n\nComment by {name} — May {day}, 2012 at 3:{minute} pm\n",
    "below, dash": "{body}\n— {name}, May {day}, 2012 at 3:{minute} pm\n",
}
"""Templates of comments; those whose signature stands below end in it."""

HEADING = ["9 Comments", ""]


def read_wording(template: str, comments: list[Said]) -> list[tuple[str | None, str]]:
    """Return author and body of each comment of a dump printed by a template, below the heading of the section."""
    seen = read_thread(dump(template, comments, [*dump("", []), *HEADING]))
    return list(zip(authors(seen), bodies(seen), strict=True))


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_wording_gives_names_and_bodies(wording: str) -> None:
    """Nine comments by seven people, two of whom come back."""
    comments = conversation()
    assert read_wording(WORDINGS[wording], comments) == [(said.name, "\n".join(said.body)) for said in comments]


@pytest.mark.parametrize("wording", [name for name in WORDINGS if not name.startswith("below")])
def test_a_header_is_found_without_the_heading_of_the_section(wording: str) -> None:
    """Nothing but the headers themselves ends the article."""
    seen = read_thread(dump(WORDINGS[wording], conversation()))
    assert authors(seen) == list(PEOPLE)
    assert len(seen.blocks) >= 3


NAMES = st.lists(
    st.sampled_from(
        ["Łukasz Żółty", "山田太郎", "Мария", "O'Neil", "quay-cat", "Ada", "Δημήτρης", "SJ2000", "van der Halm", "Ege", "Nele"]
    ),
    min_size=4,
    max_size=9,
).filter(lambda names: len(set(names)) > 2)


@given(
    NAMES,
    st.sampled_from(sorted(set(WORDINGS) - {"a verb that nobody taught us", "social", "social, short age", "number and name"})),
)
@settings(max_examples=150, deadline=None)
def test_any_name_comes_out_whole(names: list[str], wording: str) -> None:
    """Names in any script, of one word or several, that end like words that stand before dates ("Ege", "Nele")."""
    comments = conversation(names)
    assert [name for name, _ in read_wording(WORDINGS[wording], comments)] == names


@pytest.mark.parametrize(
    ("wording", "posted"),
    [
        ("blog", "2012-05-10T15:11:00"),
        ("French", "2012-05-10T10:11:00"),
        ("Italian", "2012-05-10T10:11:00"),
        ("Portuguese", "2012-05-10T10:11:00"),
        ("Russian", "2012-05-10T10:11:00"),
        ("Japanese", "2012-05-10T16:11:00"),
        ("Polish", "2012-05-10T10:11:00"),
        ("mail", "2012-05-10T08:11:00Z"),
        ("below, posted by", "2012-05-10T15:11:00"),
    ],
)
def test_the_date_of_a_comment_is_resolved(wording: str, posted: str) -> None:
    """In each language, and with an offset from UTC."""
    assert read_thread(dump(WORDINGS[wording], conversation())).comments[0].posted == posted


def test_points_and_votes_are_scores() -> None:
    """Whether they stand in front of the header or in it."""
    points = read_thread(dump(WORDINGS["link board, points"], conversation()))
    votes = read_thread(dump("{votes} #{n} {name} 2012-05-{day} 10:{minute}\n{body}\n", conversation()))
    assert (
        [comment.score for comment in points.comments] == [comment.score for comment in votes.comments] == list(range(3, 30, 3))
    )
    below = read_thread(dump("−{votes} #{n} {name} 2012-05-{day} 10:{minute}\n{body}\n", conversation()))
    assert below.comments[0].score == -3


def test_numbers_are_kept_as_the_ids_of_comments() -> None:
    """They are not part of the name."""
    for wording in ("number and name", "Spanish, number", "blog, a number before the name", "Japanese board", "comment number"):
        seen = read_thread(dump(WORDINGS[wording], conversation()))
        assert [comment.source_id for comment in seen.comments] == [str(number) for number in range(1, 10)], wording


def test_a_header_can_name_whom_it_answers() -> None:
    """An arrow says as much as words do."""
    lines = [
        "Mira • 9 days ago",
        "",
        "I saw it.",
        "",
        "Jo • 8 days ago",
        "",
        "Where?",
        "",
        "Orla → Mira • 7 days ago",
        "",
        "So did I.",
    ]
    seen = read_thread([*dump("", []), *lines])
    assert authors(seen) == ["Mira", "Jo", "Orla"]
    assert [comment.parent for comment in seen.comments] == [None, None, "1"]


def test_the_bodies_of_the_builder_differ() -> None:
    """Else they would be refrains, and these tests would show nothing."""
    assert len(set(BODIES)) == len(BODIES)
