"""What the drafter chose to see in the comparison, as it is remembered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from app.desktop.compare_rows import Showing

SETTING = "compare.view"
MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class CompareView:
    """Base and columns by plan id; base "" is the open draft. `row` is the section id at the upper edge."""

    base: str = ""
    columns: tuple[str, ...] = ()
    showing: Showing = Showing.ALL
    chapter: str = ""
    folded: bool = True
    row: str = ""

    def fitted(self, plan_ids: Sequence[str], draft_id: str | None, reference_ids: Sequence[str]) -> CompareView:
        """This view as far as the library still has what it names: by default the draft against the references."""
        base = self.base if self.base in plan_ids else draft_id or (reference_ids[0] if reference_ids else "")
        kept = [column for column in self.columns if column in plan_ids and column != base]
        if not kept:
            kept = [plan_id for plan_id in reference_ids if plan_id != base]
        if not kept:
            kept = [plan_id for plan_id in plan_ids if plan_id != base]
        return replace(self, base=base, columns=tuple(kept[:MOST_COLUMNS]))

    def with_base(self, base: str) -> CompareView:
        """Another base; the former takes the place of the new one among the columns."""
        if base == self.base:
            return self
        swapped = tuple(self.base if column == base else column for column in self.columns)
        return replace(self, base=base, columns=swapped, chapter="", row="")

    def with_column(self, plan_id: str, shown: bool) -> CompareView:
        """Show or hide a plan. There is always at least one column and never more than fit."""
        if not shown:
            left = tuple(column for column in self.columns if column != plan_id)
            return replace(self, columns=left) if left else self
        if plan_id in self.columns or len(self.columns) >= MOST_COLUMNS:
            return self
        return replace(self, columns=(*self.columns, plan_id))

    def dumped(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def loaded(text: str | None) -> CompareView:
        """What `dumped` wrote; the usual view for anything else."""
        try:
            data = json.loads(text or "{}")
            return CompareView(
                str(data.get("base", "")),
                tuple(str(column) for column in data.get("columns", ())),
                Showing(data.get("showing", Showing.ALL)),
                str(data.get("chapter", "")),
                bool(data.get("folded", True)),
                str(data.get("row", "")),
            )
        except (ValueError, AttributeError, TypeError):
            return CompareView()
