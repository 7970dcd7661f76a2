"""Readers of mail on the same comments, each a message: neomutt opens an mbox, notmuch indexes a folder."""

from __future__ import annotations

import json
import shutil
from email.message import EmailMessage
from email.utils import formatdate
from functools import partial
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.figures import COMMENTS, Part, Scale
from tests.bench.processes import interleaved, processor_ms
from tests.bench.starting import first_paint_ms
from tests.bench.terminal import TimedTerminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NOT_HERE = "not installed"
_NEOMUTT, _NOTMUCH = "neomutt, first list of an mbox", "notmuch new, a message a file"
_CONFIG = "[database]\npath={mail}\n[user]\nname=a\nprimary_email=a@example.org\n[new]\ntags=\n"
_SETTINGS = "set folder=/tmp\nset sort=threads\nset header_cache=\nset mailcap_path=/dev/null\n"


def mail(scale: Scale, home: Path) -> Part:
    """Measure what readers of mail take to show or to index comments, where they are installed."""
    part = Part("Readers of mail", "Processor ms; MiB for neomutt when its list is shown.")
    own = part.rows.setdefault("tui-reader, first paint of the thread", {})
    for size in [size for size in scale.sizes if size != "1m"]:
        part.rows.setdefault(_NEOMUTT, {}).update(_neomutt(size, scale.rounds, home))
        opening = ["-m", "tui_reader", str(corpus.archive(f"thread-{size}"))]
        own[size] = interleaved({"": partial(first_paint_ms, opening, "user_", home)}, scale.rounds)[""]
    part.rows[_NOTMUCH] = _notmuch(scale.sizes[-1] if scale.is_quick else "10k", scale.rounds, home)
    return part


def _messages(name: str) -> Iterator[EmailMessage]:
    """Yield the comments of a dump as messages."""
    with corpus.dump(name).open() as lines:
        for said in map(json.loads, lines):
            message = EmailMessage()
            message["From"] = f"{said['author']} <{said['author']}@example.org>"
            message["Subject"] = "Re: locks"
            message["Date"] = formatdate(said["created_utc"])
            message["Message-ID"] = f"<t1_{said['id']}@example.org>"
            message["In-Reply-To"] = f"<{said['parent_id']}@example.org>"
            message.set_content(said["body"])
            yield message


def _mbox(name: str) -> Path:
    """Return the comments of a thread as an mbox, made where it is not there yet."""
    path = corpus.dump(name).with_suffix(".mbox")
    if not path.exists():
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            for message in _messages(name):
                file.write(b"From a@example.org Thu Jan  1 00:00:00 2015\n" + message.as_bytes() + b"\n")
        unfinished.rename(path)
    return path


def _neomutt(size: str, rounds: int, home: Path) -> dict[str, float | str]:
    program = shutil.which("neomutt")
    if program is None:
        return {size: _NOT_HERE}
    settings, mbox = home / "neomuttrc", _mbox(f"thread-{size}")
    settings.write_text(_SETTINGS)
    resident: list[float] = []

    def listed() -> float:
        terminal = TimedTerminal(["-n", "-R", "-F", str(settings), "-f", str(mbox)], home, program)
        terminal.milliseconds_until("user_")
        resident.append(terminal.resident_bytes() / (1 << 20))
        taken = terminal.worked()
        terminal.close()
        return taken

    return {size: interleaved({size: listed}, rounds)[size], f"{size} MiB": resident[-1]}


def _notmuch(size: str, rounds: int, home: Path) -> dict[str, float | str]:
    program = shutil.which("notmuch")
    if program is None:
        return {size: _NOT_HERE}
    folder = home / "mail"
    (folder / "cur").mkdir(parents=True)
    for number, message in enumerate(_messages(f"archive-{size}")):
        (folder / "cur" / str(number)).write_bytes(message.as_bytes())
    (home / ".notmuch-config").write_text(_CONFIG.format(mail=folder))

    def indexed() -> float:
        shutil.rmtree(folder / ".notmuch", ignore_errors=True)
        return processor_ms([program, "new", "--quiet"], home)

    taken = interleaved({size: indexed}, rounds)[size]
    search = partial(processor_ms, [program, "search", "--limit=50", "the"], home)
    return {size: taken, f"{size} a second": COMMENTS[size] / taken * 1e3, "search, 50": interleaved({"": search}, rounds)[""]}
