# Every target is complete on its own and may be repeated: it sets up what it needs and no more.
.POSIX:
.PHONY: run test check bench screenshots judge demo dist lock clean

SHELL = /bin/sh
VENV = .venv
BIN = $(VENV)/bin
OUT = out

# The first Python that is new enough and really runs. `make PYTHON=/path/to/python run` chooses another.
PYTHON := $(shell for p in "$$PYTHON" python3.13 python3.12 python3.11 python3.14 python3 python; do \
	[ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
# Folder of the reference plans: the environment's, else the one beside the checkout when it is there.
REFERENCES := $(if $(REFERENCES),$(REFERENCES),$(if $(wildcard ../shared/references),$(abspath ../shared/references)))
export PYTHON REFERENCES

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
EDITABLE = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

run: $(VENV)/installed-run
	@.ci/system-packages run
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "这里没有图形界面，窗口打不开；改为运行演示，结果写入 $(OUT)/。"; \
		$(BIN)/plandesk demo -o $(OUT); \
	else \
		$(BIN)/plandesk; \
	fi

demo: $(VENV)/installed-run
	$(BIN)/plandesk demo -o $(OUT)

test: $(VENV)/installed-dev
	@.ci/system-packages test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(ARGS)

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

bench: $(VENV)/installed-dev
	@.ci/system-packages run
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/benchmarks/run.py -o $(OUT)/bench.json

screenshots: $(VENV)/installed-run
	@.ci/system-packages run
	QT_QPA_PLATFORM=offscreen $(BIN)/plandesk screenshots -o docs/screenshots

# How well the matching answers the judged questions, beside plain rankings; needs the reference plans.
judge: $(VENV)/installed-dev
	$(BIN)/python tests/judgements/judge.py

# The frozen program (dist/plandesk/) and proof that it works.
dist: $(VENV)/installed-dev
	@.ci/system-packages test
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	QT_QPA_PLATFORM=offscreen dist/plandesk/plandesk-cli selftest

# Choose new versions within pyproject.toml's ranges; hashes for every system, no addresses.
lock: .tools/bin/uv
	.tools/bin/uv pip compile $(LOCK_OPTIONS) --group build pyproject.toml --output-file requirements.lock $(ARGS)
	.tools/bin/uv pip compile $(LOCK_OPTIONS) --group build --group dev --constraint requirements.lock pyproject.toml \
		--output-file requirements-dev.lock $(ARGS)
	! grep -n '://' requirements.lock requirements-dev.lock

LOCK_OPTIONS = --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

clean:
	rm -rf $(VENV) .tools $(OUT) build dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then echo "需要 Python 3.11 或更新的版本。Debian、Ubuntu：sudo apt-get install python3 python3-venv" >&2; exit 1; fi
	@.ci/system-packages venv
	"$(PYTHON)" -m venv --clear $(VENV)

$(VENV)/installed-run: $(VENV)/bin/python requirements.lock pyproject.toml
	$(INSTALL) --requirement requirements.lock
	$(EDITABLE)
	@touch $@

$(VENV)/installed-dev: $(VENV)/bin/python requirements.lock requirements-dev.lock pyproject.toml
	$(INSTALL) --requirement requirements-dev.lock
	$(EDITABLE)
	@touch $@

.tools/bin/uv:
	"$(PYTHON)" -m venv --clear .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv
