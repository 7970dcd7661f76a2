"""Mailboxes: what parts their messages, what joins them in threads, and what they say."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.formats.mail_records import articles_of, check_golden, comments_of, document, items_of, told
from tui_reader.errors import SourceError
from tui_reader.formats.base import Item, Rejection
from tui_reader.formats.registry import recognise
from tui_reader.model import Names, Status

HERE = Path(__file__).parent
FIXTURES = sorted(HERE.glob("*.mbox"))
ARCHIVES = ROOT.parent / "shared" / "archives"
POSTMARK = b"From ann@river.example Tue Mar  5 09:00:00 2019\n"


def mailbox(*messages: bytes) -> bytes:
    """Return a mailbox of messages, each its header and body."""
    return b"\n\n".join(POSTMARK + message for message in messages) + b"\n"


def bodies(data: bytes) -> list[str]:
    """Return what the messages of a mailbox say."""
    return [comment.body for comment in comments_of(items_of("mbox", data))]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_mailbox_is_known_and_read(fixture: Path, update: bool) -> None:
    """What is read from each fixture stands beside it."""
    data = fixture.read_bytes()
    assert recognise(document(data)).format.name == "mbox"
    check_golden(items_of("mbox", data), fixture.with_suffix(".golden.json"), update=update)


def test_a_mailbox_cut_at_any_byte_is_told_unless_whole_lines_of_text_are_left() -> None:
    """Nothing but a SourceError is raised, and no end within a line, a header or several parts passes for the whole."""
    data = (HERE / "takeout.mbox").read_bytes()
    for length in range(len(data)):
        part = data[:length]
        try:
            items = items_of("mbox", part)
        except SourceError:
            continue
        ends_whole = part.endswith((b"\n\r\n", b"--<<outer>>--\r\n"))
        ends_in_text = part.endswith(b"\n") and b"\r\n\r\n" in part.rpartition(b"\r\n\r\nFrom - ")[2]
        assert any(isinstance(item, Rejection) for item in items) or ends_whole or ends_in_text, length


@pytest.mark.parametrize(
    "line",
    [
        b"From here on: all is well",
        b"From here on\nSubject: still words",
        b"From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: Git <git@river.example>",
        b"From Tue Mar  5 09:00:00 2019 on it rained.\nNothing here is a field",
    ],
    ids=["words", "words above a field", "patch", "date"],
)
def test_a_line_that_only_looks_as_if_it_parted_messages_parts_none(line: bytes) -> None:
    """It needs a date or a field that begins real headers, and what git writes above a patch is within a message."""
    assert len(bodies(mailbox(b"From: Ann\n\nWords.\n\n" + line + b"\n"))) == 1


def test_a_series_of_patches_is_a_mailbox_of_them() -> None:
    """Where git's line comes first, it parts messages."""
    patch = b"From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: Ann\nSubject: [PATCH] x\n\n%d\n"
    items = items_of("mbox", patch % 1 + b"\n" + patch % 2)
    assert [comment.posted for comment in comments_of(items)] == [None, None]
    assert len(articles_of(items)) == 2


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (b"A\n>From b", "A\nFrom b"),
        (b"A\n>>From b", "A\n>From b"),
        (b">a\n>From b", ">a\n>From b"),
        (b">From a\n>From b\n>c", "From a\n>From b\n>c"),
    ],
)
def test_lines_lose_the_mark_that_mailboxes_need_and_keep_those_of_quotation(stored: bytes, read: str) -> None:
    """A line beside one that is quoted as deep was quoted by its writer."""
    assert bodies(mailbox(b"From: Ann\n\n" + stored)) == [read]


def test_one_message_of_a_month_and_its_answer_in_another_meet_in_one_thread() -> None:
    """A thread is called by the first id that its messages refer to, there or not."""
    first = mailbox(b"From: Ann\nMessage-ID: <a@x>\nSubject: S\n\nWords.\n")
    later = mailbox(b"From: Bo\nMessage-ID: <c@x>\nSubject: Re: S\nReferences: <a@x> <b@x>\nIn-Reply-To: <b@x>\n\nWords.\n")
    assert [articles_of(items_of("mbox", data))[0].source_id for data in (first, later)] == ["a@x", "a@x"]


def test_an_address_in_a_field_of_answers_is_no_id() -> None:
    """Old programs named whoever wrote what is answered beside its id."""
    answer = b'From: Bo\nMessage-ID: <%d@x>\nIn-Reply-To: Message from Ann <ann@x> of "Tue" <a%d@x>\n\nWords.\n'
    items = items_of("mbox", mailbox(answer % (1, 1), answer % (2, 2)))
    assert [comment.parent for comment in comments_of(items)] == ["a1@x", "a2@x"]
    assert len(articles_of(items)) == 2


@pytest.mark.parametrize(
    ("field", "author"),
    [
        (b"ann@x (Ann Otter)", "Ann Otter"),
        (b'"Otter, Ann" <ann@x>', "Otter, Ann"),
        (b"Otter, Ann <ann@x>", "Otter, Ann"),
        (b'"=?utf-8?q?=C3=89va_Otter?=" <ann@x>', "Éva Otter"),
        (b"=?utf-8?b?w4k=?=\n =?utf-8?b?dmE=?= <ann@x>", "Éva"),
        (b"=?utf-8?b?4pi?= =?utf-8?b?unknown?= <ann@x>", None),
        (b'"Ann \\"the\\" Otter" <ann@x>', 'Ann "the" Otter'),
        (b"<ann@x>", "ann@x"),
        (b"ann at river.example", "ann at river.example"),
        (b"\xc9va <ann@x>", "Éva"),
        (b"Ann <ann@x>, Bo <bo@x>", "Ann"),
        (b'"Ann <otter>" <ann@x>', "Ann <otter>"),
        (b"=?punycode?q?a?= <ann@x>", "a"),
    ],
)
def test_who_wrote_is_shown_by_name_else_by_address(field: bytes, author: str | None) -> None:
    """In any of the forms that a From field takes, decoded even where that was done wrongly."""
    shown = comments_of(items_of("mbox", mailbox(b"From: " + field + b"\n\nWords.\n")))[0].author
    assert shown == author if author else shown


def test_a_message_without_writer_says_so() -> None:
    """No name is made up, and the thread says that names are missing."""
    items = items_of("mbox", mailbox(b"Subject: S\n\nWords.\n"))
    assert comments_of(items)[0].author is None
    assert articles_of(items)[0].names is Names.SOME_LOST


@pytest.mark.parametrize(
    ("fields", "posted"),
    [
        (b"Date: Tue, 5 Mar 2019 10:00:00 +0100", "2019-03-05T09:00:00Z"),
        (b"Date: Tue, 5 Mar 2019 09:00:00 -0000", "2019-03-05T09:00:00Z"),
        (b"Date: Tue, 5 Mar 2019 09:00:00", "2019-03-05T09:00:00"),
        (b"Date: Tue, 5 Mar 2019 10:00:00 MET", "2019-03-05T09:00:00Z"),
        (b"Date: 5 Mar 89 09:00:00 GMT", "1989-03-05T09:00:00Z"),
        (b"Date: soon", "2019-03-05T09:00:00"),
        (
            b"Received: by b; Wed, 6 Mar 2019 09:00:00 +0000\nReceived: by a; Tue, 5 Mar 2019 08:00:00 +0000",
            "2019-03-05T08:00:00Z",
        ),
    ],
)
def test_a_message_was_sent_when_its_fields_say_so_else_its_postmark(fields: bytes, posted: str) -> None:
    """The Date field counts first, then where it was received first."""
    assert comments_of(items_of("mbox", mailbox(b"From: Ann\n" + fields + b"\n\nWords.\n")))[0].posted == posted


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (b"Content-Type: text/plain; charset=windows-1251\n\n\xc2\xfb\xe4\xf0\xe0", "Выдра"),
        (b"Content-Type: text/plain; charset=us-ascii\n\n\x93F\xfcnf\x94", "“Fünf”"),
        (b"Content-Type: text/plain; charset=utf-8\n\nF\xfcnf", "Fünf"),
        (b"Content-Type: text/plain; charset=gb2312\n\n\xcb\xae\xcc\xa1", "水獭"),
        (b"Content-Transfer-Encoding: base64\n\nV29yZHM=\nA footer below", "Words\nA footer below"),
        (b"Content-Transfer-Encoding: base64\n\nV29y!ZHM", "Words"),
        (b"Content-Transfer-Encoding: quoted-printable\n\nF=C3=BCnf =ZZ=", "Fünf =ZZ"),
        (b"Content-Type: text/enriched\n\n<bold>One\nline</bold>\n\n<<two", "One line\n<two"),
        (b"Content-Type: text\n\nWords", "Words"),
        (b"Content-Type: image/png; name=a.png\n\n12345", "[attachment: a.png, image/png, 6 bytes]"),
        (b"Content-Type: multipart/mixed; boundary=lost\n\nWords", "Words"),
        (b"Content-Type: multipart/mixed\n\n--b\nContent-Type: text/plain\n\nWords\n--b--\nBelow", "Words\n\nBelow"),
        (b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\n\n--b\nContent-Type: text/html\n\n<i>W</i>\n--b--", "*W*"),
        (
            b"Content-Type: multipart/digest; boundary=b\n\n--b\n\nFrom: Bo <b@x>\nSubject: S\n\nWords\n--b--",
            "[message]\nFrom: Bo\nSubject: S\n\nWords",
        ),
    ],
)
def test_a_message_says_what_its_parts_say(content: bytes, body: str) -> None:
    """In whatever charset and encoding, sound or damaged; files are named in a line each."""
    assert bodies(mailbox(b"From: Ann\n" + content)) == [body]


def test_markup_is_made_readable_and_kept() -> None:
    """What the source really holds stands beside what is to be read."""
    comment = comments_of(items_of("mbox", (HERE / "takeout.mbox").read_bytes()))[1]
    assert comment.status is Status.DELETED
    assert comment.body == "One water <https://lake.example/>\n\n> Fünf"
    assert comment.original == '<p>One <a href="https://lake.example/">water</a></p><blockquote>Fünf</blockquote>'


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"Re: AW: Fwd: S", "S"),
        (b"[otters] Re: [otters] S", "[otters] S"),
        (b"Re[2]: S", "S"),
        (b"Reindeer: S", "Reindeer: S"),
        (b"Re:", None),
    ],
)
def test_a_thread_has_the_subject_without_what_programs_add(subject: bytes, title: str | None) -> None:
    """The tag of a list stays, once."""
    assert articles_of(items_of("mbox", mailbox(b"Subject: " + subject + b"\n\nWords.\n")))[0].title == title


def test_lines_above_the_first_message_are_told() -> None:
    """They are no message, and are not lost in silence."""
    assert told(items_of("mbox", b"Words.\n\n" + mailbox(b"From: Ann\n\nWords.\n"))) == [
        "lines above the first message left out: they are no message"
    ]


def test_no_mailbox_at_all_is_an_error() -> None:
    """Words without a line that parts messages cannot be read as one."""
    with pytest.raises(SourceError, match="no mailbox"):
        items_of("mbox", b"Words.\n")


def test_a_hundred_thousand_lines_that_could_part_messages_take_no_time() -> None:
    """Nothing is looked at again and again."""
    assert len(bodies(mailbox(b"From: Ann\n\n" + b"\nFrom here\n>From there\n" * 50_000))) == 1


def figures(items: list[Item]) -> dict[str, int]:
    """Return how many threads, comments and authors there are."""
    comments = comments_of(items)
    authors = {comment.author for comment in comments if comment.author}
    return {"threads": len({comment.thread for comment in comments}), "comments": len(comments), "authors": len(authors)}


def test_real_mailboxes_have_as_many_threads_comments_and_authors_as_they_should() -> None:
    """Counted by others, from mailing lists of twenty years."""
    if not (ARCHIVES / "expected.json").exists():
        pytest.skip("no real archives beside the repository")
    cases = json.loads((ARCHIVES / "expected.json").read_text(encoding="utf-8"))["cases"]
    for case in (case for case in cases if case["format"] == "mbox"):
        path = ARCHIVES / case["files"][0]
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        found = figures(items_of("mbox", data))
        assert found == {name: case[name] for name in found}, path.name
