"""How much each kind of evidence counts: printed by `tests/judgements/fit.py`, rounded, not tuned by hand.

A score is 1 / (1 + exp(-(bias + sum of weight times evidence))). Half of the plans that are judged to treat a subject
in good part score 0.5 and more; a full counterpart scores 0.9 and more, a mere mention about 0.25.
"""

from __future__ import annotations

import numpy as np


def _fitted(bias: float, *weights: float) -> tuple[float, np.ndarray]:
    """Bias and weights, the columns as in `evidence.Evidence`."""
    return bias, np.array(weights, dtype=np.float32)


_CLAUSE = _fitted(-11.59, 0.04, 5.76, 1.18, 0.15, 3.40, 0.21, 1.51, 3.10, 2.15, 1.73, 0.87, 1.03, 1.50)
_HEADING = _fitted(-5.73, 0.49, 2.16, 1.23, 0.00, 0.70, 0.72, 3.16, 1.01, 1.78, 0.00, 0.00, 0.00, 1.11)
_TEXT = _fitted(-7.58, 0.00, 4.36, 0.00, 0.00, 0.14, 0.00, 4.18, 1.78, 2.70, 0.90, 0.00, 1.37, 0.63)


def weights_for(has_title: bool, has_text: bool) -> tuple[float, np.ndarray]:
    """Bias and weights for a query with a title, a text or both."""
    if has_title and has_text:
        return _CLAUSE
    return _HEADING if has_title else _TEXT
