"""Names that are one person, and people who are muted: what was said last is what holds, wherever it is asked."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.state.aliases import Named, put_together, read_groups, take_apart
from tui_reader.state.mutes import mute, read_mutes

NAMES = st.builds(Named, st.sampled_from(["", "river.example"]), st.sampled_from(["Ada", "ada", "Ada L.", "Ben"]))
DEEDS: st.SearchStrategy[tuple[str, list[Named], Named]] = st.one_of(
    st.tuples(st.just("together"), st.lists(NAMES, max_size=3), NAMES),
    st.tuples(st.just("apart"), st.just([]), NAMES),
)


@given(st.lists(DEEDS, max_size=6))
@settings(max_examples=40)
def test_groups_are_those_of_a_plain_model(deeds: list[tuple[str, list[Named], Named]]) -> None:
    """Whoever is put together brings those who were one with them; the last chief leads; apart, each is alone again."""
    model: list[tuple[Named, set[Named]]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reader.db"
        for deed, names, chief in deeds:
            wanted = {chief, *names} if deed == "together" else {chief}
            met = [group for group in model if group[1] & wanted]
            model = [group for group in model if not group[1] & wanted]
            if deed == "together":
                put_together(path, names, chief)
                model.append((chief, wanted.union(*(group[1] for group in met))))
            else:
                take_apart(path, chief)
        found = read_groups(path)
        assert {group[0]: set(group) for group in found} == dict(model)
        assert all(group[1:] == sorted(group[1:]) for group in found)


def test_who_is_muted_stays_so_until_heard_again(tmp_path: Path) -> None:
    """By site and name: somebody of the same name elsewhere is somebody else."""
    path = tmp_path / "reader.db"
    assert read_mutes(path) == frozenset()
    assert not path.exists()
    here, there = Named("a.example", "Troll"), Named("b.example", "Troll")
    mute(path, [here, there], muted=True)
    mute(path, [here], muted=True)
    assert read_mutes(path) == {here, there}
    mute(path, [here], muted=False)
    assert read_mutes(path) == {there}
