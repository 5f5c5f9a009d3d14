"""How much each kind of evidence counts: printed by `tests/judgements/fit.py`, rounded, not tuned by hand.

A score is 1 / (1 + exp(-(bias + sum of weight times evidence))). Half of the plans that are judged to treat a subject
in good part score 0.5 and more; a full counterpart scores 0.9 and more, a mere mention about 0.25.
"""

from __future__ import annotations

import numpy as np


def _fitted(bias: float, *weights: float) -> tuple[float, np.ndarray]:
    """Bias and weights, the columns as in `evidence.Evidence`."""
    return bias, np.array(weights, dtype=np.float32)


_CLAUSE = _fitted(-12.02, 0.29, 4.54, 1.17, 0.19, 3.89, 0.20, 1.64, 2.81, 2.43, 1.57, 1.61, 0.74, 1.71)
_HEADING = _fitted(-8.01, 0.00, 1.99, 0.75, 0.00, 0.76, 2.64, 3.27, 1.53, 1.24, 0.00, 0.00, 0.00, 2.47)
_TEXT = _fitted(-8.51, 0.00, 3.06, 0.00, 0.00, 0.00, 1.89, 3.92, 2.05, 2.61, 0.78, 0.00, 1.49, 0.92)


def weights_for(has_title: bool, has_text: bool) -> tuple[float, np.ndarray]:
    """Bias and weights for a query with a title, a text or both."""
    if has_title and has_text:
        return _CLAUSE
    return _HEADING if has_title else _TEXT
