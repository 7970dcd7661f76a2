"""Every command of the app, declared once: its name, keys, group and what it does.

Key handling, the command palette, the `?` help, the help line, remapping and docs/KEYS.md all come from this table. A command
`fold-all` is carried out by the method `run_fold_all` of the screen on top, or else of the app.

Keys are written as the character typed (`j`, `J`, `[`), as the name of a key (`down`, `ctrl+d`, `escape`), or as two of these
with a space between (`z a`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Command:
    """Something a reader can do; `hint` is its word on the help line, none where it has no place there."""

    id: str
    keys: tuple[str, ...]
    group: str
    text: str
    hint: str = ""

    @property
    def method(self) -> str:
        """The name of the method that carries it out."""
        return "run_" + self.id.replace("-", "_")


def _group(name: str, *commands: tuple[str, str, str] | tuple[str, str, str, str]) -> tuple[Command, ...]:
    """Return the commands of a group; keys are given in one string, separated by ` / `."""
    return tuple(
        Command(each[0], tuple(each[1].split(" / ")), name, each[2], each[3] if len(each) > 3 else "") for each in commands
    )


THREAD_COMMANDS = (
    *_group(
        "move",
        ("next", "j / down", "Go to the next comment", "move"),
        ("previous", "k / up", "Go to the previous comment"),
        ("next-sibling", "J / shift+down", "Go to the next comment on this level, past all replies"),
        ("previous-sibling", "K / shift+up", "Go to the previous comment on this level"),
        ("parent", "P / [ / shift+left", "Go to the comment that this one answers"),
        ("first-reply", "] / shift+right", "Go to the first reply"),
        ("next-root", "}", "Go to the next top-level comment"),
        ("previous-root", "{", "Go to the previous top-level comment"),
        ("branch-root", "^", "Go to the start of this branch"),
        ("first", "g / home", "Go to the first comment"),
        ("last", "G / end", "Go to the last comment"),
    ),
    *_group(
        "page",
        ("half-page-down", "d / ctrl+d", "Go half a page down"),
        ("half-page-up", "u / ctrl+u", "Go half a page up"),
        ("page-down", "ctrl+f / pagedown", "Go a page down"),
        ("page-up", "b / ctrl+b / pageup", "Go a page up"),
    ),
    *_group(
        "fold",
        ("toggle", "space / z a", "Fold or open this branch (in the article: a page down)", "fold"),
        ("fold", "h / left", "Fold this branch; if it is folded, go to its parent"),
        ("unfold", "l / right", "Open this branch; if it is open, go to the first reply"),
        ("open", "z o", "Open this branch"),
        ("close", "z c", "Fold this branch"),
        ("open-branch", "z O", "Open everything in this branch"),
        ("close-branch", "z C", "Fold everything in this branch"),
        ("fold-all", "z M", "Fold all, the top level stays"),
        ("unfold-all", "z R / 0", "Open all"),
        ("fewer-levels", "z m", "Fold the deepest level"),
        ("more-levels", "z r", "Open one level more"),
        ("done", "x", "Fold this branch from its start and go to the next top-level comment"),
        ("hide", "X", "Hide this branch, a stub stays; on a stub: bring it back"),
        ("undo", "U", "Take back the last folding"),
    ),
    *_group(
        "filter",
        ("only-author", "a", "Show only this commenter; again: everybody", "author"),
        ("people", "A", "List the commenters: choose or exclude several, put names together, mute", "people"),
        ("mute", "M", "Mute whoever wrote this comment, replies stay, or hear them again"),
        ("filter", "f / & / \\", "Show only comments with these words, or by:NAME", "filter"),
        ("more-context", "c", "Show more around each match: path, replies, branch"),
        ("less-context", "C", "Show less around each match"),
        ("invert", "!", "Turn the last filter round"),
        ("asides", ".", "Hide or show what is no plain comment: deleted, removed, spam, pingbacks, messages of the site"),
        ("filters", "F", "List the filters: switch off, turn round, drop, save under a name; add saved ones"),
        ("back-out", "escape", "Drop the last filter, what is marked, or the selection"),
    ),
    *_group(
        "search",
        ("search", "/", "Search in this thread", "search"),
        ("find", "ctrl+g", "Find comments in all threads of the archive", "find"),
        ("next-match", "n", "Go to the next match; without a search, to the next top-level comment"),
        ("previous-match", "N", "Go to the previous match; without a search, to the previous top-level comment"),
        ("next-by-author", "*", "Go to the next comment by the same commenter"),
        ("previous-by-author", "#", "Go to the previous comment by the same commenter"),
        ("walk", "W", "Choose a walk: by somebody, answers to them, highest score, longest, quoting, unsure, a query"),
        ("walk-on", ">", "Go to the next comment of the walk"),
        ("walk-back", "<", "Go to the comment of the walk before"),
        ("back", "H / backspace / ctrl+o", "Go back to where you jumped from"),
        ("forward", "L", "Go forward again"),
    ),
    *_group(
        "comment",
        ("read", "enter", "Show this comment whole"),
        ("dossier", "@", "Show all comments of whoever wrote this one, from all threads of the archive"),
        ("provenance", "i", "Show where this comment comes from and why it stands here"),
        ("review", "I", "Show how every line of the source was read, and how else it can be"),
        ("quotation", '"', "Go to what this comment quotes; in the article: to who quotes this paragraph", "quote"),
        ("quotes", "T", "Hide or show quoted text"),
        ("open-link", "o / O", "Open a link of this comment in the browser"),
        ("star", "s", "Star this comment, or take the star away; with a number: this one and those after it"),
        ("tags", "t", "Tag this comment, or take tags away"),
        ("note", "e", "Write a note on this comment, in your editor if $EDITOR names one; an empty one takes it away"),
        ("select", "v", "Select this comment, if it is folded with its branch; again: no longer"),
        ("copy-text", "y y", "Copy this comment, or the selected ones"),
        ("copy-quotation", "y q", "Copy this comment as a quotation with its source"),
        ("copy-citation", "y l", "Copy where this comment stands: key, source and lines"),
        ("copy-branch", "y b", "Copy this comment and its replies, or the selected comments, as plain text"),
        ("copy-filter", "y f", "Copy the command that opens this view again: thread, filters, cursor"),
    ),
    *_group(
        "panes",
        ("other-pane", "tab", "Go to the other pane"),
        ("layout", "V", "Put the article left, on top, or away"),
        ("zoom", "Z", "Give this pane the whole screen, or give it back"),
        ("narrower", "-", "Make the article smaller"),
        ("wider", "+", "Make the article larger"),
        ("even", "=", "Give article and comments their usual sizes"),
        ("previous-thread", "(", "Go to the previous thread of the archive"),
        ("next-thread", ")", "Go to the next thread of the archive"),
        ("sort", "S", "Sort: newest, oldest, highest score, most replies, names; exports keep the source's order"),
        ("export", "w", "Export a comment, a branch, what is selected or shown, or all", "export"),
        ("statistics", "%", "Show this thread in numbers: comments, commenters, words, time"),
        ("pipe", "|", "Give the selected comments, else this one (folded: its branch), to a shell command as plain text"),
        ("keep", "ctrl+s", "Keep a dump that is only being looked at in an archive"),
    ),
)
"""What can be done in a thread."""

LIBRARY_COMMANDS = (
    *_group(
        "library",
        ("next", "j / down", "Go to the next thread", "move"),
        ("previous", "k / up", "Go to the previous thread"),
        ("page-down", "ctrl+f / pagedown", "Go a page down"),
        ("page-up", "ctrl+b / pageup", "Go a page up"),
        ("first", "g / home", "Go to the first thread"),
        ("last", "G / end", "Go to the last thread"),
        ("read", "enter", "Read this thread", "read"),
        ("sort", "tab", "Sort by another column", "sort"),
        ("reverse", "shift+tab", "Sort the other way round"),
        ("asides", ".", "Hide or show threads without comments"),
        ("import", "+", "Bring more into the archive: name a file or a folder", "import"),
        ("people", "A", "List everybody who comments in the archive; Enter shows all their comments", "people"),
        ("sources", "%", "Show what was imported, what came of it, and what could not be read", "sources"),
        ("find", "ctrl+g", "Find comments in all threads of the archive", "find"),
        ("narrow", "/", "Show only threads with these words; letters of no command begin it too", "narrow"),
        ("back-out", "escape", "Clear what is typed, or leave"),
    ),
)
"""What can be done in the list of threads; letters of no command narrow it."""

DOSSIER_COMMANDS = (
    *_group(
        "dossier",
        ("next", "j / down", "Go to the next comment", "move"),
        ("previous", "k / up", "Go to the previous comment"),
        ("half-page-down", "d / ctrl+d", "Go half a page down"),
        ("half-page-up", "u / ctrl+u", "Go half a page up"),
        ("page-down", "space / ctrl+f / pagedown", "Go a page down"),
        ("page-up", "b / ctrl+b / pageup", "Go a page up"),
        ("first", "g / home", "Go to the first comment, or to the one with the number typed before"),
        ("last", "G / end", "Go to the last comment, or to the one with the number typed before"),
        ("read", "enter", "Read the thread from this comment on; q comes back", "read its thread"),
        ("reverse", "S", "Oldest first, or newest first again", "turn"),
        ("filter", "f / / / & / \\", "Show only comments with these words", "filter"),
        ("mute", "M", "Mute this person, or hear them again", "mute"),
        ("quotes", "T", "Hide or show quoted text"),
        ("back-out", "escape", "Drop the filter, or leave"),
    ),
)
"""What can be done in the dossier of a person."""
FINDING_COMMANDS = _group(
    "finding",
    ("previous-hit", "up", "Go to the comment before; in an empty line, or one that was asked before: an earlier query"),
    ("next-hit", "down", "Go to the next comment; in a line that was asked before: a later query", "move"),
    ("previous-hits", "pageup", "Go a page up"),
    ("next-hits", "pagedown", "Go a page down"),
    ("read-hit", "enter", "Read the thread of this comment, at it; n and N then walk what was found there", "read"),
    ("order", "tab", "Order by date, newest or oldest first, or the most telling first", "order"),
    ("clear", "escape", "Clear what is typed, or leave", "clear"),
)
"""What can be done where all threads are asked; all that makes a character is typed."""

REVIEW_COMMANDS = (
    *_group(
        "lines",
        ("next", "j / down", "Go to the next line"),
        ("previous", "k / up", "Go to the previous line"),
        ("half-page-down", "d / ctrl+d", "Go half a page down"),
        ("half-page-up", "u / ctrl+u", "Go half a page up"),
        ("page-down", "space / ctrl+f / pagedown", "Go a page down"),
        ("page-up", "b / ctrl+b / pageup", "Go a page up"),
        ("first", "g / home", "Go to the first line, or to the one with the number typed before"),
        ("last", "G / end", "Go to the last line, or to the one with the number typed before"),
        ("next-root", "} / J", "Go to where the next comment begins"),
        ("previous-root", "{ / K", "Go to where the comment before begins"),
        ("next-match", "n", "Go to the next line that is doubtful, or that another layout takes for something else"),
        ("previous-match", "N", "Go to the previous line that is doubtful, or that another layout takes for something else"),
        ("read", "enter", "Go to the comment of this line in the thread", "to the comment"),
    ),
    *_group(
        "layouts",
        ("next-layout", "] / tab", "See how the next layout reads it; a number typed alone chooses one", "next layout"),
        ("previous-layout", "[ / shift+tab", "See how the previous layout reads it"),
        ("own-layout", "0", "See the layout again that the thread is read in"),
        ("take-layout", "a", "Read the thread in this layout from now on"),
        ("copy-command", "y", "Copy the command that imports the source in this layout", "copy the command"),
        ("back-out", "escape", "Stop reading, go back to the layout of the thread, or leave"),
    ),
)
"""What can be done where the reading of a source is looked at."""

APP_COMMANDS = _group(
    "app",
    ("help", "? / f1", "Show all keys and commands", "help"),
    ("palette", ": / ctrl+p", "Find a command by name"),
    ("redraw", "ctrl+l", "Draw the screen anew, whatever another program left on it"),
    ("next-theme", "f2", "Use the next theme"),
    ("previous-theme", "f3", "Use the previous theme"),
    ("leave", "q", "Go back; from the first screen: quit"),
    ("quit", "ctrl+q / ctrl+c", "Quit at once"),
    ("suspend", "ctrl+z", "Put the program aside; `fg` brings it back"),
)
"""What can be done everywhere."""

COMMANDS = {
    command.id: command
    for command in (
        *(*REVIEW_COMMANDS, *DOSSIER_COMMANDS, *FINDING_COMMANDS),
        *(*LIBRARY_COMMANDS, *THREAD_COMMANDS, *APP_COMMANDS),
    )
}
"""All commands by id, as a user may name them in the settings."""

OWN_KEYS = {command.id: command.keys for command in COMMANDS.values()}
"""The keys that each command has where the user gave it no others."""


def keymap(commands: Iterable[Command], changed: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return which command each key stands for; `changed` gives commands other keys than their own.

    A key that the user gave to a command is taken from the one that had it.
    """
    table: dict[str, str] = {}
    for command in sorted(commands, key=lambda each: each.id in changed):
        table |= dict.fromkeys(changed.get(command.id, command.keys), command.id)
    return table


def with_keys(commands: Sequence[Command], changed: Mapping[str, tuple[str, ...]]) -> tuple[Command, ...]:
    """Return commands with the keys that they have in truth: a key that was given to another one is none of theirs."""
    table = keymap(commands, changed)
    given = ((each, changed.get(each.id, each.keys)) for each in commands)
    return tuple(replace(each, keys=tuple(key for key in keys if table[key] == each.id)) for each, keys in given)


_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift-Tab",
    "backspace": "Backspace",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
}


_AMONG_PEOPLE = {
    "`a`…`z`": "Narrow the table to names with these letters",
    "`Enter`": "In a thread: show who is marked, or else who is at the cursor; in the library: all that they said anywhere",
    "`Space` `-`": "Mark who is at the cursor, to be shown or (in a thread) to be left out",
    "`=`": "Take those who are marked and who is at the cursor for one person; with nobody marked, part that one again",
    "`Ctrl-A`": "Mark whoever is called nearly as who is at the cursor",
    "`Ctrl-X`": "Mute who is at the cursor, or hear them again",
    "`Ctrl-U`": "Clear what is typed",
    "`Ctrl-S`": "Sort by the next column",
    "`Esc`": "Clear what is typed, or leave everything as it was",
}
"""What the table of commenters does, of which no command is told."""


def shown_key(key: str) -> str:
    """Return a key as people write it: `z a` is `za`, `ctrl+d` is `Ctrl-D`."""
    if " " in key:
        return "".join(map(shown_key, key.split()))
    if key in _SHOWN:
        return _SHOWN[key]
    modifier, plus, name = key.rpartition("+")
    if plus and modifier:
        return f"{modifier.title()}-{_SHOWN.get(name, name.upper())}"
    return key.upper() if len(key) > 1 else key


def key_table() -> str:
    """Return docs/KEYS.md: all keys, their commands and how to change them."""
    parts = [
        "# Keys",
        "",
        "Made from the command table of the app; `?` shows the same. To change keys, name the command in `config.toml`",
        "in your configuration folder:",
        "",
        "```toml",
        "[keys]",
        'next = ["j", "down", "ctrl+j"]',
        'fold-all = "z M"',
        "suspend = []",
        "```",
        "",
        "`[]` leaves a command without a key.",
        "",
        "A number before a key repeats it: `5j`. A number alone opens the thread to that depth.",
    ]
    for title, commands in (
        ("In a thread", THREAD_COMMANDS),
        ("In the list of threads", LIBRARY_COMMANDS),
        ("In the dossier of a person", DOSSIER_COMMANDS),
        ("Where all threads are asked", FINDING_COMMANDS),
        ("In the review of a source", REVIEW_COMMANDS),
        ("Everywhere", APP_COMMANDS),
    ):
        parts += ["", f"## {title}", "", "| keys | command | what it does |", "|---|---|---|"]
        parts += [_row(command) for command in commands]
    parts += ["", "## In the table of commenters", "", "These keys cannot be changed: all others are letters of a name.", ""]
    parts += ["| keys | what it does |", "|---|---|", *(f"| {keys} | {does} |" for keys, does in _AMONG_PEOPLE.items())]
    return "\n".join(parts) + "\n"


def _row(command: Command) -> str:
    keys = " ".join(f"`{shown_key(key)}`".replace("|", "\\|") for key in command.keys)
    return f"| {keys} | {command.id} | {command.text} |"
