"""`make bench`: run every bench_*.py, each in a process of its own, print the ratios and keep them in a file."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from ratio import line

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", dest="output", type=Path, default=Path("out/bench.json"))
    parser.add_argument("names", nargs="*", help="only these: startup, import, …")
    arguments = parser.parse_args()
    results: list[dict] = []
    failed: list[str] = []
    for script in sorted(HERE.glob("bench_*.py")):
        if arguments.names and script.stem.removeprefix("bench_") not in arguments.names:
            continue
        print(f"-- {script.stem.removeprefix('bench_')}", flush=True)
        if _run(script, results):
            failed.append(script.name)
    about = {"python": platform.python_version(), "machine": platform.platform(), "cores": os.cpu_count()}
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    document = {"about": about, "results": results}
    arguments.output.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"-- written to {arguments.output}" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def _run(script: Path, results: list[dict]) -> int:
    """Run one script; what it reports is gathered, what else it says is passed on."""
    environment = {**os.environ, "BENCH_JSON": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        for said in process.stdout or ():
            if said.startswith("{"):
                results.append(json.loads(said))
                print("  " + line(results[-1]), flush=True)
            else:
                print("  " + said.rstrip(), flush=True)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
