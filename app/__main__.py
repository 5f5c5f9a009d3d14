"""`python -m app`, the GUI entry point and the frozen program: the same as the command line."""

from __future__ import annotations

import sys

from app.cli import main

if __name__ == "__main__":
    sys.exit(main())
