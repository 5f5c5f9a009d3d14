"""What can go wrong with a library file in the user's world. Every other error is a bug of ours."""

from __future__ import annotations

from enum import Enum, auto


class Problem(Enum):
    LOCKED = auto()  # another desk has it open
    BUSY = auto()  # another program holds the file for the moment
    MISSING = auto()
    NEWER = auto()  # written by a later version of the program
    OLDER = auto()  # must be migrated, but was opened for reading only
    DAMAGED = auto()
    NOT_A_LIBRARY = auto()  # a file of another kind, or no file at all but a device
    IS_A_FOLDER = auto()
    NO_FOLDER = auto()  # the path leads through a file
    NAME_TOO_LONG = auto()
    UNREADABLE = auto()  # no permission to read
    READ_ONLY = auto()  # the file, its folder or its disk
    DISK_FULL = auto()
    UNREACHABLE = auto()  # missing folder, lost network drive, failing disk


class StorageError(Exception):
    """A library that cannot be opened, read or written. `detail` names what a sentence may add (who holds it)."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem.name} {detail}".strip())
        self.problem = problem
        self.detail = detail
