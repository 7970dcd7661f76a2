"""Keeping a dump that was only looked at: it is imported, from its own file, into an archive of the reader's choice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui_reader.errors import ArchiveError, TuiReaderError
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.importer import bring_in
from tui_reader.tui.messages import Done, Failed, KeepingEnded

if TYPE_CHECKING:
    from textual.app import App

    from tui_reader.ingest.report import Report
    from tui_reader.tui.screens.thread import ThreadScreen

PURPOSE = "keep in"


class Keeping:
    """Bringing the dump of one thread into an archive."""

    purpose = PURPOSE

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen

    def run_keep(self, _count: int | None) -> None:
        """Ask for the archive to keep a dump in."""
        dump, kept = self._screen.host.dump, self._screen.host.kept
        if dump is None or kept:
            self._screen.say(one_line(f"kept in {kept} already") if kept else "this thread is in an archive already")
        else:
            self._screen.ask(PURPOSE, "an archive, new or not", dump.with_suffix(".db").name)

    def preview(self, text: str) -> None:
        """Say what Enter would do."""
        archive = _path(text)
        if archive is None:
            self._screen.say("name an archive to keep it in")
        else:
            self._screen.say(
                f"Enter adds the dump to {one_line(text)}" if _exists(archive) else f"Enter makes {one_line(text)}"
            )

    def accept(self, text: str) -> bool:
        """Bring the dump in, in a worker; False where no archive is named."""
        archive = _path(text)
        if archive is None:
            return False
        app = self._screen.app
        app.run_worker(lambda: self._bring_in(archive, app), thread=True, group=PURPOSE, exit_on_error=False)
        self._screen.host.keeping = archive
        self._screen.show_status()
        return True

    def cancel(self) -> None:
        """Keep nothing."""
        self._screen.show_help()

    def _bring_in(self, archive: Path, app: App[None]) -> None:
        """Import, in a worker, and tell the app: this screen may have been left by then."""
        worker, dump = get_current_worker(), self._screen.host.dump
        if dump is None:
            return
        try:
            report = bring_in(archive, dump, lambda: worker.is_cancelled, self._screen.host.readings)
        except TuiReaderError as error:
            app.post_message(Failed(error))
        except OSError as error:
            app.post_message(Failed(ArchiveError(f"{archive}: {error.strerror or error}", "choose another place")))
        except KeyboardInterrupt:  # stopped because the app is being left; nobody is there to be told
            return
        else:
            app.post_message(_told(archive, report))
        finally:
            app.post_message(KeepingEnded())


def _told(archive: Path, report: Report) -> Done:
    """Return what became of a dump, or of a folder of them."""
    failed = [source for source in report.sources if source.error]
    rejected = sum(source.rejected for source in report.sources)
    if all(source.outcome == "unchanged" for source in report.sources):
        return Done(f"{archive} holds this already: nothing was written", kept=archive)
    if failed:
        missing = f"{len(failed):,} of {counted(len(report.sources), 'file')}"
        return Done(f"kept in {archive}, without {missing}: {failed[0].error}", wholly=False)
    if rejected:
        return Done(
            f"kept in {archive}, without {counted(rejected, 'record')} that could not be read", wholly=False, kept=archive
        )
    return Done(f"kept in {archive}", kept=archive)


def _path(text: str) -> Path | None:
    """Return the place that was typed; None where it cannot be one."""
    try:
        return Path(text.strip()).expanduser() if text.strip() else None
    except RuntimeError:
        return None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
