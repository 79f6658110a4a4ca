# `make demo` and `make test` do everything on a fresh machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_DAY := 2026-11-23
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check lint types contracts tests wheel bench bench-read bench-draft bench-report bench-nights simulate live-google example system-packages clean

# the environment is made once and again whenever what it holds is declared anew
$(VENV)/made: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("policyclerk needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@echo "Setting up $(VENV) (once, a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt pip
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt hatchling editables
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable . --group dev
	@touch $@

demo: $(VENV)/made
	@$(BIN)/policyclerk demo --copy-only demo
	@$(BIN)/python flows/nightly_check.py demo --today $(DEMO_DAY)

test: lint types contracts tests wheel

check: lint types contracts

lint: $(VENV)/made
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/made
	$(BIN)/mypy

contracts: $(VENV)/made
	$(BIN)/lint-imports

# the flows in processes of their own: threads that Prefect and Dask leave running draw random numbers, which hypothesis forbids
tests: $(VENV)/made
	$(BIN)/python -m pytest -n 2 -m "not dated" --ignore=tests/flows --cov --cov-report=
	$(BIN)/python -m pytest -n 2 -m "not dated" tests/flows --cov --cov-append --cov-report=term:skip-covered

# the only test that proves packaging: the wheel in an empty environment runs the example trust
wheel: $(VENV)/made
	sh tests/installed_copy.sh $(BIN)/python $(PYTHON)

bench: $(VENV)/made
	$(BIN)/python -m benchmarks.scale

bench-read: $(VENV)/made
	$(BIN)/python benchmarks/reading.py

bench-draft: $(VENV)/made
	$(BIN)/python benchmarks/drafts.py

# two years of a trust's life beside two plain scripts, then runs killed at 500 random moments each (an hour or so)
simulate: $(VENV)/made
	$(BIN)/python -m benchmarks.chasing
	folder=$$(mktemp -d) && $(BIN)/python tests/killed_run.py $$folder signal 500; status=$$?; rm -rf $$folder; exit $$status
	for kind in graph notify; do folder=$$(mktemp -d); $(BIN)/python -m tests.adapters.killed_web_run $$kind $$folder 500; rm -rf $$folder; done

bench-report: $(VENV)/made
	$(BIN)/python benchmarks/report.py

# five hundred nights in a row on one installation: does anything grow? (a quarter of an hour or so)
bench-nights: $(VENV)/made
	$(BIN)/python -m benchmarks.many_nights

bench-register: $(VENV)/made
	$(BIN)/python benchmarks/registers.py

# opt-in: the same tests against live Google, with a key and a scratch spreadsheet of your own (docs/google-sheets.md)
live-google: $(VENV)/made
	$(BIN)/python -m pytest -q tests/adapters/test_google_live.py

# writes the example trust and the empty register anew from their scripts
example: $(VENV)/made
	$(BIN)/python examples/make_northmoor.py
	$(BIN)/python examples/make_start_register.py
	$(BIN)/python examples/make_policy_template.py
	$(BIN)/python examples/make_board_template.py

# what some tests look at the results with; they skip where it is absent
system-packages:
	@if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui poppler-utils postgresql chromium fonts-dejavu-core >/dev/null; \
	else echo "No apt-get, or not root: tests that need LibreOffice, PostgreSQL or Chromium are skipped."; fi

clean:
	rm -rf $(VENV) demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
