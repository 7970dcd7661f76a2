"""Keys become commands: chords, counts, numbers alone, and keys given away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.tui.commands import APP_COMMANDS, THREAD_COMMANDS, keymap
from tui_reader.tui.keys import LARGEST_COUNT, Answer, Keys, Levels, Pending, Run, Unknown

KEYMAP = keymap((*THREAD_COMMANDS, *APP_COMMANDS), {})
ALL_KEYS = sorted({part for sequence in KEYMAP for part in sequence.split()} | set("0123456789?%@é") | {"f9", "space"})


def keys_of(**changed: tuple[str, ...]) -> Keys:
    """Return the keys of a thread; `next_root=("j",)` gives a command other keys."""
    return Keys(keymap(THREAD_COMMANDS, {command.replace("_", "-"): keys for command, keys in changed.items()}))


def typed(sequence: str, keys: Keys | None = None) -> Answer:
    """Return the answer to the last of some keys with spaces between."""
    keys = keys or keys_of()
    return [keys.feed(key) for key in sequence.split()][-1]


def test_a_key_is_a_command() -> None:
    """Every key of a command stands for it."""
    assert typed("j") == typed("down") == Run("next")
    assert typed("J") == Run("next-sibling")
    assert typed("$") == Unknown("$")


def test_two_keys_are_a_command() -> None:
    """The first key shows what may follow, the second runs it."""
    pending = typed("z")
    assert isinstance(pending, Pending)
    assert pending.typed == "z"
    assert ("a", "toggle") in pending.following
    assert ("M", "fold-all") in pending.following
    assert typed("z M") == Run("fold-all")
    assert typed("y q") == Run("copy-quotation")


def test_a_second_key_that_leads_nowhere_is_told() -> None:
    """What was pending is gone, and the next key is read afresh."""
    keys = keys_of()
    assert typed("z Q", keys) == Unknown("z Q")
    assert typed("j", keys) == Run("next")


def test_escape_lets_go_of_what_is_pending() -> None:
    """Esc after a first key or a number drops no filter."""
    keys = keys_of()
    assert typed("z escape", keys) == Pending("")
    assert typed("1 2 escape", keys) == Pending("")
    assert not keys.count_pending
    assert typed("escape", keys) == Run("back-out")


def test_a_number_repeats_what_follows() -> None:
    """Digits are shown while they are typed; chords can be counted too."""
    assert typed("1 2") == Pending("12")
    assert typed("1 2 j") == Run("next", 12)
    assert typed("5 z m") == Run("fewer-levels", 5)
    assert typed("1 0 j") == Run("next", 10)


def test_a_number_alone_is_a_depth() -> None:
    """Enter settles it at once, a pause as well; then it is used up."""
    keys = keys_of()
    assert typed("3 enter", keys) == Levels(3)
    assert typed("enter", keys) == Run("read")
    assert typed("1 2", keys) == Pending("12")
    assert keys.settle() == Levels(12)
    assert keys.settle() is None
    assert typed("j", keys) == Run("next")


def test_a_chord_that_has_begun_is_not_settled() -> None:
    """A pause after `5z` waits for the key that makes it whole."""
    keys = keys_of()
    typed("5 z", keys)
    assert not keys.count_pending
    assert keys.settle() is None
    assert keys.feed("m") == Run("fewer-levels", 5)


def test_nought_alone_opens_all() -> None:
    """`0` is a key of its own unless a number has begun."""
    assert typed("0") == Run("unfold-all")
    assert typed("2 0") == Pending("20")


def test_a_slip_of_the_hand_makes_no_endless_number() -> None:
    """Past the largest count the number begins again."""
    assert typed(" ".join("9" * 5)) == Pending(str(LARGEST_COUNT))
    assert typed(" ".join("9" * 5 + "7")) == Pending("7")


def test_keys_can_be_given_away() -> None:
    """A key that a reader gives to a command is taken from the one that had it, a chord and a digit included."""
    keys = keys_of(next_root=("j",), fold_all=("q x", "1"))
    assert typed("j", keys) == Run("next-root")
    assert typed("down", keys) == Run("next")
    assert typed("q x", keys) == Run("fold-all")
    assert typed("z M", keys) == Unknown("z M")
    assert typed("1", keys) == Run("fold-all")
    assert typed("2 1 j", keys) == Run("next-root", 21)


@given(st.lists(st.sampled_from(ALL_KEYS), max_size=40))
def test_every_key_is_answered_and_nothing_sticks(sequence: list[str]) -> None:
    """Whatever was typed, Esc twice leaves nothing pending."""
    keys = Keys(KEYMAP)
    for key in sequence:
        answer = keys.feed(key)
        assert not isinstance(answer, Run) or answer.command in KEYMAP.values()
        assert not isinstance(answer, Run) or answer.count is None or 1 <= answer.count <= LARGEST_COUNT
    keys.feed("escape")
    keys.feed("escape")
    assert keys.feed("j") == Run("next")
