"""How much each kind of evidence counts: printed by `tests/judgements/fit.py`, rounded, not tuned by hand.

A score is 1 / (1 + exp(-(bias + sum of weight times evidence))). Half of the plans that are judged to treat a subject
in good part score 0.5 and more; a full counterpart scores 0.9 and more, a mere mention about 0.25.
"""

from __future__ import annotations

import numpy as np


def _fitted(bias: float, *weights: float) -> tuple[float, np.ndarray]:
    """Bias and weights, the columns as in `evidence.Evidence`."""
    return bias, np.array(weights, dtype=np.float32)


_CLAUSE = _fitted(-11.98, 0.20, 4.75, 0.00, 1.18, 0.18, 4.27, 0.00, 1.50, 2.89, 2.39, 1.52, 1.68, 0.76, 1.71)
_HEADING = _fitted(-7.67, 0.00, 2.33, 0.00, 0.77, 0.00, 0.89, 2.09, 3.43, 1.58, 1.21, 0.00, 0.00, 0.00, 2.43)
_TEXT = _fitted(-8.22, 0.00, 3.33, 0.00, 0.00, 0.00, 0.00, 1.08, 4.28, 2.03, 2.70, 0.72, 0.00, 1.41, 0.93)


def weights_for(has_title: bool, has_text: bool) -> tuple[float, np.ndarray]:
    """Bias and weights for a query with a title, a text or both."""
    if has_title and has_text:
        return _CLAUSE
    return _HEADING if has_title else _TEXT
