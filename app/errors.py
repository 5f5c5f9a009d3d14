"""The two kinds of error: this module names the user's world; everything else is a bug of ours."""

from __future__ import annotations


class UserError(Exception):
    """Something in the user's world is wrong and the user can mend it.

    `sentence` says what is wrong, `remedy` says what to do about it; both are Chinese, both end with 。.
    The window shows both, the command line prints both to stderr and exits with 1.
    """

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence + remedy)
        self.sentence = sentence
        self.remedy = remedy
