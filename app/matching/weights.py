"""How much each kind of evidence counts: printed by `tests/judgements/fit.py`, rounded, not tuned by hand.

A score is 1 / (1 + exp(-(bias + sum of weight times evidence))). Half of the plans that are judged to treat a subject
in good part score 0.5 and more; a full counterpart scores 0.9 and more, a mere mention about 0.25.
"""

from __future__ import annotations

import numpy as np


def _fitted(bias: float, *weights: float) -> tuple[float, np.ndarray]:
    """Bias and weights, the columns as in `evidence.Evidence`."""
    return bias, np.array(weights, dtype=np.float32)


_CLAUSE = _fitted(
    -11.75, 0.39, 3.97, 1.12, 0.11, 2.20, 0.00, 0.38, 3.23, 1.94, 1.34, 0.92, 0.88, 1.08, 1.95, 3.07, 0.35
)
_HEADING = _fitted(
    -6.31, 1.08, 0.59, 1.07, 0.14, 0.00, 0.60, 1.18, 0.99, 1.21, 0.00, 0.00, 0.00, 0.73, 0.75, 3.27, 1.27
)
_TEXT = _fitted(-7.53, 0.00, 3.44, 0.00, 0.00, 0.00, 0.00, 2.07, 1.73, 1.68, 0.26, 0.00, 1.01, 0.24, 0.50, 2.18, 2.46)


def weights_for(has_title: bool, has_text: bool) -> tuple[float, np.ndarray]:
    """Bias and weights for a query with a title, a text or both."""
    if has_title and has_text:
        return _CLAUSE
    return _HEADING if has_title else _TEXT
