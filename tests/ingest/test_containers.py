"""What holds files gives each as a stream; what is wrong with one leaves the others as they are."""

from __future__ import annotations

import gzip
import io
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import py7zr
import pytest

from tui_reader.errors import SourceError
from tui_reader.ingest.containers import members_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PAGE = "".join(f"<p>Line {number * number} of a page</p>" for number in range(120)).encode()
FILES = {"pages/one.html": PAGE, "two.json": b'{"any": "thing"}', "empty.txt": b""}
HIDDEN = {".hidden": b"x", "__MACOSX/two.json": b"y", "pages/.DS_Store": b"z", "Thumbs.db": b"t"}


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        archive.writestr("pages/", "")
        for name, data in files.items():
            archive.writestr(name, data)
    return kept.getvalue()


def tarred(files: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """Return a tar of files."""
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w", format=form) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return kept.getvalue()


def seven_zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a 7z of files."""
    kept = io.BytesIO()
    with py7zr.SevenZipFile(kept, "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return kept.getvalue()


def read(data: bytes, name: str = "dump") -> tuple[dict[str, bytes], list[str]]:
    """Return what a container holds, and all troubles."""
    troubles: list[str] = []
    members = members_of(name, lambda: io.BytesIO(data), troubles)
    assert members is not None
    found = {}
    for member in members:
        with member.open(troubles) as stream:
            found[member.path] = stream.read()
    return found, troubles


def encrypted(data: bytes, name: bytes) -> bytes:
    """Return a zip that says that a file of it is encrypted."""
    at = data.index(name, data.index(b"PK\x01\x02")) - 46 + 8
    return data[:at] + b"\x01" + data[at + 1 :]


makers = pytest.mark.parametrize("make", [zipped, tarred, seven_zipped, lambda files: gzip.compress(tarred(files))])


@makers
def test_the_files_of_a_container_are_there_but_for_hidden_ones(make: Callable[[dict[str, bytes]], bytes]) -> None:
    """Folders and what systems leave behind are no files of the user's."""
    assert read(make({**FILES, **HIDDEN})) == (FILES, [])


@makers
def test_members_open_in_any_order_and_several_at_once(make: Callable[[dict[str, bytes]], bytes]) -> None:
    """Each stream has its own place."""
    members = {member.path: member for member in members_of("dump", lambda: io.BytesIO(make(FILES))) or []}
    assert {path: member.size for path, member in members.items()} == {path: len(data) for path, data in FILES.items()}
    with (
        members["two.json"].open([]) as two,
        members["pages/one.html"].open([]) as one,
        members["pages/one.html"].open([]) as other,
    ):
        assert (one.read(50), other.read(70), two.read(5)) == (PAGE[:50], PAGE[:70], FILES["two.json"][:5])
        assert (one.read(), other.read(), two.read()) == (PAGE[50:], PAGE[70:], FILES["two.json"][5:])


@pytest.mark.parametrize("data", [b"", b"text", b"PK", b"7z is a program", gzip.compress(b"text", mtime=0), b"{" + b" " * 600])
def test_what_holds_no_files_is_none(data: bytes) -> None:
    """It is a document itself."""
    assert members_of("dump.tar", lambda: io.BytesIO(data)) is None


@pytest.mark.parametrize("name", ["../../etc/one", "/etc/one", "./etc/one", "etc\\one", "etc//one"])
def test_a_name_never_leads_out_of_a_container(name: str) -> None:
    """It is a name with slashes and nothing else."""
    for make in (zipped, tarred):
        (found,) = read(make({name: b"x"}))[0]
        assert found.lstrip("./") == "etc/one"
        assert ".." not in found
    (found,) = read(seven_zipped({"safe": b"x"}))[0]
    assert found == "safe"


def test_names_in_utf_8_are_read_where_a_zip_does_not_say_so() -> None:
    """Many programs forget the mark."""
    data = zipped({"Brücke/Fähre.txt": b"x"}).replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    assert list(read(data)[0]) == ["Brücke/Fähre.txt"]


def test_an_old_tar_is_known_by_its_sum() -> None:
    """Tars from before 1988 bear no mark."""
    data = bytearray(tarred({"one": b"x"}, tarfile.USTAR_FORMAT))
    data[257:265] = bytes(8)
    data[148:156] = b"%06o\0 " % (256 + sum(data[:148]) + sum(data[156:512]))
    assert read(bytes(data), "old.tar") == ({"one": b"x"}, [])


def test_an_encrypted_zip_is_refused_with_the_reason() -> None:
    """Nothing of it can be read; where only a file is encrypted, the others can."""
    with pytest.raises(SourceError, match="encrypted"):
        read(encrypted(zipped({"one": b"x"}), b"one"))
    data = encrypted(zipped({"one": b"x", "two": b"y"}), b"one")
    first, second = members_of("dump", lambda: io.BytesIO(data)) or []
    with pytest.raises(SourceError, match="encrypted"):
        first.open([])
    assert second.open([]).read() == b"y"


def test_an_encrypted_7z_is_refused_with_the_reason() -> None:
    """Its files cannot be told from noise."""
    kept = io.BytesIO()
    with py7zr.SevenZipFile(kept, "w", password="any") as archive:
        archive.writestr(b"x", "one")
    with pytest.raises(SourceError, match="encrypted"):
        read(kept.getvalue())


@pytest.mark.parametrize("make", [zipped, seven_zipped])
def test_a_container_that_is_cut_short_is_refused_where_its_list_is_lost(make: Callable[[dict[str, bytes]], bytes]) -> None:
    """The list of files stands last."""
    data = make(FILES)
    for length in range(6, len(data), 7):
        with pytest.raises(SourceError, match="cut short"):
            read(data[:length])


def test_a_tar_that_is_cut_short_says_so_wherever_it_is() -> None:
    """Whole files are kept, the last one as far as it goes."""
    data = tarred(FILES, tarfile.USTAR_FORMAT)
    end = len(data.rstrip(b"\0")) + 512
    for length in range(512, end - 512, 101):
        found, troubles = read(data[:length])
        assert troubles
        assert all(FILES[path].startswith(part) for path, part in found.items())


def test_a_damaged_tar_keeps_what_stands_before_the_damage() -> None:
    """The library alone would end there without a word."""
    data = bytearray(tarred(FILES, tarfile.USTAR_FORMAT))
    at = data.index(b"two.json")
    data[at : at + 8] = b"xxxxxxxx"
    found, (trouble,) = read(bytes(data))
    assert list(found) == ["pages/one.html"]
    assert f"from byte {at:,} on" in trouble


def test_a_damaged_member_gives_what_it_can_and_leaves_the_others_alone() -> None:
    """Its sum is looked at last."""
    data = zipped(FILES, zipfile.ZIP_STORED)
    at = data.index(PAGE) + 100
    found, (trouble,) = read(data[:at] + b"?" + data[at + 1 :])
    assert found["pages/one.html"] == PAGE[:100] + b"?" + PAGE[101:]
    assert found["two.json"] == FILES["two.json"]
    assert trouble == "it is damaged in its container; what could be read of it was read"


def test_a_damaged_packed_member_never_raises() -> None:
    """Wherever the damage is, there is a stream that ends, or an error with the reason."""
    data = zipped({"one": PAGE})
    for at in range(4, data.index(b"PK\x01\x02")):
        broken = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        try:
            found, troubles = read(broken)
        except SourceError:
            continue
        assert troubles or found == {"one": PAGE}


def test_a_container_made_to_fill_the_disk_is_refused() -> None:
    """What it says of its files is enough to know."""
    zeros = bytes(80 * 1024 * 1024)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("zeros", zeros)
    with pytest.raises(SourceError, match="far more than"):
        read(kept.getvalue())


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """7z is rare enough to be an extra."""
    data = seven_zipped(FILES)
    monkeypatch.setitem(sys.modules, "py7zr", None)
    with pytest.raises(SourceError, match="7z"):
        read(data)


def test_a_container_inside_another_is_read_like_one_that_lies_there() -> None:
    """What cannot be read at any place is copied first."""
    outer = gzip.compress(tarred({"inner.zip": zipped(FILES)}))
    (member,) = members_of("dump.tar.gz", lambda: io.BytesIO(outer)) or []
    members = members_of("inner.zip", lambda: member.open([])) or []
    assert {each.path: each.open([]).read() for each in members} == FILES


def test_a_file_on_disk_is_closed_with_the_last_of_its_members(tmp_path: Path) -> None:
    """Nobody has to remember that."""
    path = tmp_path / "dump.zip"
    path.write_bytes(zipped(FILES))
    files: list[io.BufferedReader] = []

    def opens() -> io.BufferedReader:
        files.append(path.open("rb"))
        return files[-1]

    members = members_of("dump.zip", opens)
    assert members
    stream = members[0].open([])
    del members
    assert stream.read() == PAGE
    stream.close()
    del stream
    assert all(file.closed for file in files)
