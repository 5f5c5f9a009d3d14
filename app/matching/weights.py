"""How much each kind of evidence counts: printed by `tests/judgements/fit.py`, rounded, not tuned by hand.

A score is 1 / (1 + exp(-(bias + sum of weight times evidence))). Half of the plans that are judged to treat a subject in
good part score 0.5 and more; a full counterpart scores 0.9 and more, a mere mention about 0.25.
"""

from __future__ import annotations

import numpy as np


def _fitted(bias: float, *weights: float) -> tuple[float, np.ndarray]:
    """Bias and weights, the columns as in `evidence.Evidence`."""
    return bias, np.array(weights, dtype=np.float32)


_CLAUSE = _fitted(-11.89, 0.12, 4.90, 0.00, 1.43, 0.51, 4.55, 0.00, 1.39, 2.94, 2.18, 1.48, 1.67, 0.83, 1.81)
_HEADING = _fitted(-7.70, 0.00, 2.99, 0.00, 1.15, 0.00, 1.05, 2.48, 3.01, 1.69, 1.05, 0.00, 0.00, 0.00, 2.46)
_TEXT = _fitted(-8.11, 0.00, 3.60, 0.00, 0.00, 0.08, 0.25, 0.96, 4.21, 2.17, 2.56, 0.61, 0.00, 1.54, 0.93)


def weights_for(has_title: bool, has_text: bool) -> tuple[float, np.ndarray]:
    """Bias and weights for a query with a title, a text or both."""
    if has_title and has_text:
        return _CLAUSE
    return _HEADING if has_title else _TEXT
