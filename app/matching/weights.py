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
    -12.48, 0.72, 3.52, 0.57, 0.20, 2.41, 0.00, 0.32, 3.06, 1.75, 1.90, 0.93, 0.82, 1.37, 2.19, 3.37, 0.73
)
_HEADING = _fitted(
    -6.80, 1.54, 1.39, 0.46, 0.06, 0.00, 0.22, 1.65, 0.83, 1.36, 0.00, 0.00, 0.10, 1.30, 0.13, 3.28, 1.29
)
_TEXT = _fitted(-8.66, 0.00, 1.90, 0.00, 0.00, 0.00, 0.00, 1.99, 1.60, 1.74, 1.22, 0.00, 1.04, 0.70, 1.69, 2.70, 2.51)


def weights_for(has_title: bool, has_text: bool) -> tuple[float, np.ndarray]:
    """Bias and weights for a query with a title, a text or both."""
    if has_title and has_text:
        return _CLAUSE
    return _HEADING if has_title else _TEXT
