"""What a path may go on with, while it is typed: the first file or folder that begins so."""

from __future__ import annotations

from pathlib import Path

from textual.suggester import Suggester


class PathSuggester(Suggester):
    """Suggests paths that are there; a folder ends with a slash, so that its files follow."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text that the first fitting path makes of what is typed; None where none fits."""
        folder, _, begun = value.rpartition("/")
        top = f"{folder}/" if "/" in value else ""
        try:
            names = sorted(path.name + "/" * path.is_dir() for path in Path(top or ".").expanduser().iterdir())
        except (OSError, RuntimeError, ValueError):
            return None
        fitting = (name for name in names if name.startswith(begun) and (begun or not name.startswith(".")))
        return next((top + name for name in fitting if name != begun), None)
