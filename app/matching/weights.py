"""How much each kind of evidence counts, fitted on the judged set (see tests/judgements/fit.py)."""

from __future__ import annotations

import numpy as np

# Columns as in `evidence.Evidence`.
_CLAUSE = (1.5, 6.0, 2.0, 1.0, 1.0, 2.0, 1.0, 4.5, 0.8, 0.3)
_HEADING = (2.0, 2.5, 2.0, 1.5, 1.0, 2.0, 1.0, 4.5, 0.0, 0.0)
_TEXT = (0.0, 8.0, 0.0, 0.0, 2.5, 2.0, 1.0, 4.5, 0.5, 0.0)


def weights_for(has_title: bool, has_text: bool) -> tuple[np.ndarray, float]:
    """The weights and the bias for a query with a title, a text or both."""
    chosen = _CLAUSE if has_title and has_text else _HEADING if has_title else _TEXT
    return np.array(chosen, dtype=np.float32), -7.5
