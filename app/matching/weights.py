"""How much each kind of evidence counts: printed by `tests/judgements/fit.py`, rounded, not tuned by hand.

A score is 1 / (1 + exp(-(bias + sum of weight times evidence))). Half of the plans that are judged to treat a subject
in good part score 0.5 and more; a full counterpart scores 0.9 and more, a mere mention about 0.25.
"""

from __future__ import annotations

import numpy as np


def _fitted(bias: float, *weights: float) -> tuple[float, np.ndarray]:
    """Bias and weights, the columns as in `evidence.Evidence`."""
    return bias, np.array(weights, dtype=np.float32)


_CLAUSE = _fitted(-11.84, 0.10, 4.87, 0.00, 1.39, 0.43, 4.48, 0.00, 1.44, 2.88, 2.24, 1.52, 1.67, 0.81, 1.81)
_HEADING = _fitted(-7.68, 0.00, 2.93, 0.00, 1.13, 0.00, 1.00, 2.41, 3.08, 1.65, 1.10, 0.00, 0.00, 0.00, 2.47)
_TEXT = _fitted(-8.10, 0.00, 3.60, 0.00, 0.00, 0.20, 0.03, 0.97, 4.24, 2.00, 2.70, 0.79, 0.00, 1.63, 0.96)


def weights_for(has_title: bool, has_text: bool) -> tuple[float, np.ndarray]:
    """Bias and weights for a query with a title, a text or both."""
    if has_title and has_text:
        return _CLAUSE
    return _HEADING if has_title else _TEXT
