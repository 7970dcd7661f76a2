"""What is packed comes out whole, or as far as it goes with a sentence that says so."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import sys
import tracemalloc
from functools import partial
from typing import TYPE_CHECKING

import lz4.frame
import pytest

from tui_reader.errors import SourceError
from tui_reader.ingest.unpacking import unpacked

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

CHANCE = random.Random(7)
TEXT = " ".join(CHANCE.choice(["harbour", "ferry", "tide", str(number)]) for number in range(60)).encode()
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, format=lzma.FORMAT_ALONE),
    "zst": zstd.compress,
    "lz4": lz4.frame.compress,
}
SKIPPED = b"\x50\x2a\x4d\x18\x03\x00\x00\x00any"
kinds = pytest.mark.parametrize("suffix", list(PACKERS))
kinds_of_many = pytest.mark.parametrize("suffix", [suffix for suffix in PACKERS if suffix != "lzma"])


def read(data: bytes, name: str = "dump.txt") -> tuple[str, bytes, list[str]]:
    """Return the name, the bytes and the troubles of what is packed."""
    troubles: list[str] = []
    inner, opens = unpacked(name, lambda: io.BytesIO(data), troubles)
    with opens() as stream:
        return inner, stream.read(), troubles


@kinds
def test_a_packed_file_is_known_by_its_bytes_and_loses_its_suffix(suffix: str) -> None:
    """Whatever the file is called, its bytes say how it is packed."""
    packed = PACKERS[suffix](TEXT)
    assert read(packed, f"dump.txt.{suffix}") == ("dump.txt", TEXT, [])
    assert read(packed, "dump") == ("dump", TEXT, [])
    assert read(PACKERS[suffix](packed), f"dump.{suffix}.{suffix}") == ("dump", TEXT, [])


def test_what_is_not_packed_is_opened_as_it_is() -> None:
    """A suffix alone says nothing."""
    assert read(TEXT, "dump.gz") == ("dump.gz", TEXT, [])
    assert read(b"", "dump.gz") == ("dump.gz", b"", [])


def test_a_packed_tar_is_named_as_a_tar() -> None:
    """The short suffixes stand for two."""
    assert [
        read(PACKERS[kind](TEXT), f"dump.{short}")[0] for kind, short in (("gz", "tgz"), ("xz", "txz"), ("zst", "tzst"))
    ] == ["dump.tar"] * 3


@kinds_of_many
def test_members_that_follow_one_another_are_one_text(suffix: str) -> None:
    """Empty ones and zeros between and after them change nothing."""
    pack = PACKERS[suffix]
    assert read(pack(TEXT) + pack(b"") + pack(TEXT) + bytes(70_000)) == ("dump.txt", TEXT * 2, [])


def test_frames_of_zstd_that_hold_nothing_are_skipped() -> None:
    """They may stand first, between and last."""
    packed = zstd.compress(TEXT)
    assert read(SKIPPED + packed + SKIPPED + packed + SKIPPED)[1:] == (TEXT * 2, [])


@pytest.mark.parametrize("pack", [bytes, zstd.compress], ids=["as it is", "packed"])
def test_a_dictionary_at_the_start_of_a_zstd_file_is_used(pack: Callable[[bytes], bytes]) -> None:
    """WARC files carry the dictionary that all their frames need."""
    samples = [f"a page about the {word} and the {number}".encode() * 4 for word in ("tide", "ferry") for number in range(200)]
    dictionary = zstd.train_dict(samples, 2_000)
    content = pack(dictionary.dict_content)
    head = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content
    frames = b"".join(zstd.compress(sample, zstd_dict=dictionary) for sample in samples)
    assert read(head + frames)[1:] == (b"".join(samples), [])
    assert read(frames)[1:] == (b"", ["the zstd data are damaged; what could be unpacked before the damage was read"])


@kinds
def test_what_ends_too_early_says_so_at_every_byte(suffix: str) -> None:
    """Whatever was cut off, what came before is read."""
    packed = PACKERS[suffix](TEXT)
    for length in range(14, len(packed)):
        _, data, troubles = read(packed[:length])
        assert TEXT.startswith(data)
        assert [trouble.partition(" data ")[2] for trouble in troubles] == ["end too early; what could be unpacked was read"]


@kinds_of_many
def test_what_ends_within_its_second_member_keeps_the_first(suffix: str) -> None:
    """The beginning of a member that is not there is missed too."""
    packed = PACKERS[suffix](TEXT)
    for length in range(1, len(packed)):
        _, data, troubles = read(packed + packed[:length])
        assert data.startswith(TEXT)
        assert len(troubles) == 1


def test_a_wrong_sum_loses_nothing_but_trust() -> None:
    """All that could be unpacked is there."""
    packed = bytearray(gzip.compress(TEXT))
    packed[-8] ^= 1
    assert read(bytes(packed))[1:] == (TEXT, ["the gzip data are damaged; what could be unpacked before the damage was read"])


@kinds
def test_something_else_behind_is_left_out_and_told(suffix: str) -> None:
    """Trailing bytes that are not packed are no reason to refuse the rest."""
    _, data, (trouble,) = read(PACKERS[suffix](TEXT) + b"and then some notes")
    assert data == TEXT
    assert trouble.endswith("data are followed by something else, which was left out")


def test_a_trouble_is_told_once_however_often_a_file_is_read() -> None:
    """A document is opened for its head and again for its text."""
    troubles: list[str] = []
    _, opens = unpacked("dump.gz", lambda: io.BytesIO(gzip.compress(TEXT)[:-9]), troubles)
    for _ in range(3):
        with opens() as stream:
            stream.read()
    assert len(troubles) == 1


def test_a_file_made_to_fill_the_disk_is_refused_while_it_is_read() -> None:
    """Neither once nor twice packed do zeros come out without end."""
    zeros = gzip.compress(bytes(70 * 1024 * 1024), 9)
    for packed in (zeros, gzip.compress(zeros)):
        _, opens = unpacked("dump.gz", lambda packed=packed: io.BytesIO(packed), [])  # type: ignore[misc]
        with opens() as stream, pytest.raises(SourceError, match="far more than they should"):
            sum(1 for _ in iter(partial(stream.read, 1 << 20), b""))


def test_what_is_packed_over_and_over_is_refused() -> None:
    """Three times is more than anybody does by mistake."""
    data = TEXT
    for _ in range(3):
        data = gzip.compress(data)
    assert read(data)[1] == TEXT
    with pytest.raises(SourceError, match="more than 3 times"):
        read(gzip.compress(data))


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """LZ4 is rare enough to be an extra."""
    monkeypatch.setitem(sys.modules, "lz4.frame", None)
    with pytest.raises(SourceError, match="warc"):
        read(lz4.frame.compress(TEXT))


def test_memory_is_bounded_by_the_pieces_read() -> None:
    """A long text takes no more than a short one."""
    packed = gzip.compress(TEXT * 50_000)
    tracemalloc.start()
    _, opens = unpacked("dump.gz", lambda: io.BytesIO(packed), [])
    with opens() as stream:
        while stream.read(65_536):
            pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
