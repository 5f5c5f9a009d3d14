"""The texts that plans were read from, and what was corrected in the reading of a file."""

from __future__ import annotations

import zlib

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.rows import CorrectionRow, SourceTextRow


class SourceRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def text(self, plan_id: str) -> str | None:
        """What `set_text` kept, None if there is nothing."""
        data = self._session.scalar(select(SourceTextRow.text).where(SourceTextRow.plan_id == plan_id))
        return None if data is None else zlib.decompress(data).decode()

    def set_text(self, plan_id: str, text: str | None) -> None:
        """Keep the text of a plan's file, or (None) keep none."""
        self._session.execute(delete(SourceTextRow).where(SourceTextRow.plan_id == plan_id))
        if text is not None:
            data = zlib.compress(text.encode())
            self._session.execute(insert(SourceTextRow), [{"plan_id": plan_id, "text": data}])

    def corrections(self, sha256: str) -> str:
        """The JSON list of what was corrected in the file with this hash."""
        found = self._session.scalar(select(CorrectionRow.corrections).where(CorrectionRow.sha256 == sha256))
        return "[]" if found is None else found

    def set_corrections(self, sha256: str, corrections: str) -> None:
        """Keep this JSON list in place of the one there was."""
        self._session.execute(delete(CorrectionRow).where(CorrectionRow.sha256 == sha256))
        self._session.execute(insert(CorrectionRow), [{"sha256": sha256, "corrections": corrections}])
