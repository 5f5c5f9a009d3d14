from __future__ import annotations

import errno

import pytest

from app.errors import UserError, of_os_error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOENT, errno.EFBIG])
def test_an_error_that_the_user_can_mend_has_a_sentence_and_a_remedy(number):
    error = of_os_error(OSError(number, "said in English", "/folder/plan.docx"))
    assert isinstance(error, UserError)
    assert "plan.docx" in error.sentence
    assert error.sentence.endswith("。")
    assert error.remedy.endswith("。")


def test_any_other_system_error_is_a_bug():
    assert of_os_error(OSError(errno.EINVAL, "said in English")) is None
