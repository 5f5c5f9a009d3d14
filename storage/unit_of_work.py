"""One transaction on a library: what is not committed is rolled back."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.decision_repository import DecisionRepository
from storage.indicator_repository import IndicatorRepository
from storage.plan_repository import PlanRepository
from storage.setting_repository import SettingRepository
from storage.source_repository import SourceRepository
from storage.version_repository import VersionRepository


class UnitOfWork:
    """Open and close it in the thread that uses it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> UnitOfWork:
        self._session = Session(self._engine)
        self.plans = PlanRepository(self._session)
        self.indicators = IndicatorRepository(self._session)
        self.decisions = DecisionRepository(self._session)
        self.versions = VersionRepository(self._session)
        self.sources = SourceRepository(self._session)
        self.settings = SettingRepository(self._session)
        return self

    def __exit__(self, _kind: object, _error: object, _trace: object) -> None:
        self._session.close()  # which rolls back

    def commit(self) -> None:
        self._session.commit()
