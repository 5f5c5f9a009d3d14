"""The library as the rest of the program sees it: plans, indicators and decisions in, the same values out.

The only door to `storage`. Every method is one transaction and may be called from any thread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Self

from app.errors import UserError
from app.figures.indicators import indicators_of as indicators_from_tables
from app.figures.model import Indicator
from app.library_identity import keep_indicator_ids, with_ids
from app.library_plans import NewPlan, must_be_known, store, stored
from app.library_problems import user_error
from app.library_records import (
    change_of,
    content_of,
    indicator_content_of,
    indicators_of,
    sha256_of,
    summary_of,
)
from app.matching.decisions import Borrowing, Decision
from app.plans.cards import card, has_card
from app.plans.correction import Correction
from app.plans.correction_data import corrections_from_json, corrections_to_json
from app.plans.model import Plan, PlanSummary, Role, new_id
from app.plans.plain_data import plan_from_data, plan_to_data
from app.plans.source_text import SourceText, source_from_json
from app.progress import Progress, silent
from storage.database import Database
from storage.errors import StorageError
from storage.records import BorrowingRecord, CounterpartRecord, VersionRecord
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """A named snapshot of a draft."""

    id: str
    plan_id: str
    name: str
    saved_at: datetime


class Library:
    """An open library. Every method raises `UserError` for a full disk, a file held by others and the like."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._saved: dict[str, Plan] = {}  # drafts as last saved; nobody else writes, the library's lock sees to that
        self._one_writer = RLock()  # guards `_saved`, and lets our own threads wait for each other without a limit

    @classmethod
    def open(cls, path: Path, write: bool = True, progress: Progress = silent) -> Library:
        """Open the library at `path`; to write makes it if need be, upgrades it, and keeps other desks out.

        UserError if it is in use, newer than the program, damaged, unreachable, or read-only.
        """
        progress("正在打开规划库", 0.0)
        try:
            library = cls(Database.open(path, write=write))
        except StorageError as error:
            raise user_error(error, path) from error
        progress("规划库已打开", 1.0)
        return library

    @property
    def path(self) -> Path:
        return self._database.path

    def close(self) -> None:
        """Let others have the library. May be called twice."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def backup(self, to: Path) -> None:
        """Write a whole copy of the library as it is now, also while it is in use."""
        if to.resolve() == self.path.resolve():
            raise UserError("备份不能写到规划库自身。", "请另选一个文件名或文件夹。")
        try:
            self._database.backup(to)
        except StorageError as error:
            raise user_error(error, to) from error

    # Plans -------------------------------------------------------------------------------------------------------

    def plans(self, role: Role | None = None) -> tuple[PlanSummary, ...]:
        """Every plan, or those of a role, in the order in which they came in."""
        with self._reading() as work:
            summaries = tuple(summary_of(record) for record in work.plans.summaries())
        return tuple(summary for summary in summaries if role is None or summary.role is role)

    def plan(self, plan_id: str) -> Plan:
        """A whole plan. UserError if there is none with this id."""
        with self._reading() as work:
            return stored(work, plan_id)

    def everything(self) -> tuple[tuple[PlanSummary, Plan], ...]:
        """Every plan with its line of the list, in one look, whatever is deleted meanwhile."""
        with self._reading() as work:
            return tuple((summary_of(one), stored(work, one.plan.id)) for one in work.plans.summaries())

    def warnings(self, plan_id: str) -> tuple[str, ...]:
        """What the reading of this plan was in doubt about."""
        with self._reading() as work, must_be_known(plan_id):
            return tuple(json.loads(work.plans.warnings(plan_id)))

    def find(self, text: str) -> PlanSummary:
        """The plan with this id, or the only one whose title holds this text (blanks apart). Else UserError."""
        summaries = self.plans()
        wanted = "".join(text.split())
        found = [one for one in summaries if one.id == text]
        found = found or [one for one in summaries if wanted and wanted in "".join(one.title.split())]
        if len(found) == 1:
            return found[0]
        if found:
            titles = "、".join(f"{one.title}（{one.id}）" for one in found)
            raise UserError(f"有 {len(found)} 份规划的标题含“{text}”：{titles}。", "请改用标识，或写出更长的标题。")
        raise UserError(f"规划库中没有“{text}”。", "请用 plandesk plans 查看已有的规划及其标识。")

    def add(self, plans: Sequence[NewPlan]) -> tuple[PlanSummary, ...]:
        """Add plans, all or none, and give ids to what has none.

        A reference that is there already is replaced in place: sections that can be recognised keep their ids, and
        so their decisions. A draft without an id is always a new one.
        """
        with self._writing() as work:
            self._saved.clear()
            ids = [store(work, one) for one in plans]
            summaries = {record.plan.id: summary_of(record) for record in work.plans.summaries()}
        return tuple(summaries[plan_id] for plan_id in ids)

    def remove(self, plan_id: str) -> None:
        """Delete a plan with its indicators, decisions, borrowings and versions."""
        with self._writing() as work, must_be_known(plan_id):
            work.plans.remove(plan_id)

    def restore_card(self, plan_id: str) -> None:
        """Take away the text of a plan that has a card and leave the card (要点版): sections that can be recognised
        keep their ids, so their decisions, and the digests that they have. UserError if the plan has no card."""
        if not has_card(plan_id):
            raise UserError("这份规划没有内置的要点版。", "如不再需要，请直接删除。")
        known = card(plan_id)
        bare = replace(known.plan, sections=tuple(replace(one, digest=None) for one in known.plan.sections))
        with self._writing() as work:
            stored(work, plan_id)
            store(work, NewPlan(bare, known.indicators))

    def save_draft(self, before: Plan, after: Plan) -> None:
        """Store a draft as it is now. Only what differs from `before` is written if `before` is what was saved last,
        else what differs from the stored plan: the library holds `after` in any case."""
        if after.role is not Role.DRAFT or after.id != before.id:
            raise ValueError("only one draft and its own earlier state can be saved")
        with self._one_writer:
            with self._writing() as work, must_be_known(after.id):
                if self._saved.get(after.id) == before:
                    work.plans.save(*change_of(before, after))
                else:
                    work.plans.replace(content_of(after))
            self._saved[after.id] = after

    def set_digest(self, plan_id: str, section_id: str, digest: str | None) -> None:
        """Note the key points of a clause, or take the note away."""
        with self._writing() as work:
            self._saved.pop(plan_id, None)
            work.plans.set_digest(plan_id, section_id, digest)

    # Where a plan was read from, and what was corrected ----------------------------------------------------------

    def file_hashes(self) -> dict[str, str]:
        """The sha256 of the file of every reference that was read from one, by plan id."""
        with self._reading() as work:
            records = [one.plan for one in work.plans.summaries() if one.plan.role == Role.REFERENCE]
        return {record.id: sha256 for record in records if (sha256 := sha256_of(record))}

    def source_text(self, plan_id: str) -> SourceText | None:
        """The text that a plan was read from; None if it came without one."""
        with self._reading() as work:
            text = work.sources.text(plan_id)
        return None if text is None else source_from_json(text)

    def corrections(self, sha256: str) -> tuple[Correction, ...]:
        """What was corrected by hand in the reading of the file with this hash, in order."""
        with self._reading() as work:
            return corrections_from_json(work.sources.corrections(sha256))

    def correct(self, plan: Plan, corrections: Sequence[Correction]) -> None:
        """Store a reference as it is after these corrections, which are all that its file has had."""
        with self._writing() as work, must_be_known(plan.id):
            before = indicators_from_tables(stored(work, plan.id))
            work.plans.replace(content_of(plan))
            after = indicators_from_tables(plan)
            if before != after:  # else those that a person edited stay as they are
                kept = keep_indicator_ids(after, indicators_of(*work.indicators.get([plan.id])))
                work.indicators.save(indicator_content_of(plan.id, with_ids(kept)))
            if plan.source:
                work.sources.set_corrections(plan.source.sha256, corrections_to_json(corrections))

    # Indicators --------------------------------------------------------------------------------------------------

    def indicators(self, *plan_ids: str) -> tuple[Indicator, ...]:
        """The indicators of these plans, or of all, plan after plan in their order."""
        with self._reading() as work:
            contents = work.indicators.get(plan_ids)
        return tuple(one for content in contents for one in indicators_of(content))

    def save_indicators(self, plan_id: str, indicators: Sequence[Indicator]) -> None:
        """Make these the indicators of the plan; only those that changed are written. New ones get an id."""
        with self._writing() as work:
            work.indicators.save(indicator_content_of(plan_id, with_ids(indicators)))

    # What the drafter decided ------------------------------------------------------------------------------------

    def decisions(self, plan_id: str | None = None) -> tuple[Decision, ...]:
        """The decisions made from this base plan, or all."""
        with self._reading() as work:
            records = work.decisions.counterparts(plan_id)
        return tuple(Decision(**asdict(record)) for record in records)

    def decide(self, decision: Decision) -> None:
        """Remember a decision, in place of any other on the same pair of clauses."""
        with self._writing() as work:
            work.decisions.decide(CounterpartRecord(**asdict(decision)))

    def undecide(self, decision: Decision) -> None:
        """Forget whatever was decided on this pair of clauses."""
        with self._writing() as work:
            work.decisions.undecide(CounterpartRecord(**asdict(decision)))

    def borrowings(self, plan_id: str) -> tuple[Borrowing, ...]:
        """The passages that a draft took over, oldest first."""
        with self._reading() as work:
            records = work.decisions.borrowings(plan_id)
        return tuple(Borrowing(**asdict(record)) for record in records)

    def save_borrowing(self, borrowing: Borrowing) -> Borrowing:
        """Remember a passage taken over; returned with the id it got, if it had none."""
        kept = borrowing if borrowing.id else replace(borrowing, id=new_id())
        with self._writing() as work:
            work.decisions.save_borrowing(BorrowingRecord(**asdict(kept)))
        return kept

    # Versions ----------------------------------------------------------------------------------------------------

    def versions(self, plan_id: str) -> tuple[VersionSummary, ...]:
        """The snapshots of a draft, oldest first."""
        with self._reading() as work:
            records = work.versions.of_plan(plan_id)
        return tuple(VersionSummary(**asdict(record)) for record in records)

    def save_version(self, plan_id: str, name: str) -> VersionSummary:
        """Keep the stored state of a draft under a name."""
        version = VersionSummary(new_id(), plan_id, name, datetime.now(UTC))
        with self._writing() as work:
            snapshot = json.dumps(plan_to_data(stored(work, plan_id)), ensure_ascii=False)
            work.versions.add(VersionRecord(**asdict(version)), snapshot)
        return version

    def version(self, version_id: str) -> Plan:
        """The draft as the snapshot kept it. UserError if there is none with this id."""
        with self._reading() as work:
            try:
                snapshot = work.versions.snapshot(version_id)
            except KeyError:
                raise UserError("这个版本已不存在。", "请刷新版本列表后再选。") from None
        return plan_from_data(json.loads(snapshot))

    # Settings ----------------------------------------------------------------------------------------------------

    def setting(self, key: str, default: str | None = None) -> str | None:
        """A setting that belongs to this library."""
        with self._reading() as work:
            value = work.settings.get(key)
        return default if value is None else value

    def set_setting(self, key: str, value: str) -> None:
        """Remember a setting with this library."""
        with self._writing() as work:
            work.settings.set(key, value)

    @contextmanager
    def _reading(self) -> Iterator[UnitOfWork]:
        with self._in_words(), self._database.reading() as work:
            yield work

    @contextmanager
    def _writing(self) -> Iterator[UnitOfWork]:
        """A transaction that is committed unless the block raises."""
        with self._one_writer, self._in_words(), self._database.writing() as work:
            yield work
            work.commit()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except StorageError as error:
            raise user_error(error, self.path) from error
