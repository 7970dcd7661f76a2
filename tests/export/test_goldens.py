"""Every format writes what it wrote before; run with --update to accept what it writes now."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.export.documents import from_json
from tui_reader.export.registry import FORMATS, ExportFormat

GOLDEN = Path(__file__).parent / "golden"
INPUTS = sorted(GOLDEN.glob("*.json"))


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("held", INPUTS, ids=lambda path: path.stem)
def test_a_document_is_written_as_before(held: Path, form: ExportFormat, update: bool) -> None:
    """The thread JSON beside the goldens is input and golden at once: what it holds is written as it stands there."""
    written = io.StringIO()
    form.write(from_json(json.loads(held.read_text(encoding="utf-8"))), written)
    golden = held.with_suffix(form.suffix)
    if update and form.suffix != ".json":
        golden.write_text(written.getvalue(), encoding="utf-8")
    assert written.getvalue() == golden.read_text(encoding="utf-8")
