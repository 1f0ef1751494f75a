# make demo | test | lint | bench | docs | lock | clean. Needs Python 3.11 or newer, and a package registry that pip can reach.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
RECUSANT := $(VENV)/bin/recusant
PIP := $(PY) -m pip install -qq --disable-pip-version-check
LOCK_STYLE := --quiet --upgrade --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: demo test lint bench docs lock clean chromium postgres
.DEFAULT_GOAL := demo

demo: export RECUSANT_LEDGER := demo/refusal.ledger
demo: $(VENV)/.runtime
	@rm -rf demo && mkdir demo
	@$(RECUSANT) init
	@$(RECUSANT) add examples/refusal/figures.csv examples/refusal/notes
	@$(RECUSANT) publish demo/site

test: $(VENV)/.dev chromium postgres
	$(PY) -m pytest -n auto

lint: $(VENV)/.dev
	$(PY) -m ruff check .
	$(PY) -m mypy

bench: $(VENV)/.dev
	$(PY) -m benchmarks

docs: $(VENV)/.dev
	$(PY) docs/commands.py > docs/cli.md.part && mv docs/cli.md.part docs/cli.md

# The locks name versions and nothing else: any registry will do. Runtime versions follow those that the tests run with.
lock: $(VENV)/.dev
	$(PIP) uv
	$(PY) -m uv pip compile $(LOCK_STYLE) --all-extras pyproject.toml requirements-dev.in -o requirements-dev.lock
	$(PY) -m uv pip compile $(LOCK_STYLE) pyproject.toml -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) demo build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(PY):
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Recusant needs Python 3.11 or newer; found: $(or $(PYTHON),none). Say which with: make PYTHON=<path>" >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(PY)
	@echo "Installing what Recusant needs (once; under a minute)"
	@$(PIP) -r requirements.lock
	@$(PIP) --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what its tests need (once)"
	@$(PIP) -r requirements-dev.lock
	@touch $@

# The browser tests need Chromium and are skipped without it. It is installed only where that is plainly allowed: by root, from Debian's packages.
chromium:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || echo "No Chromium: the browser tests will be skipped"

# The tests of ledgers run on PostgreSQL too where its server programs are; they start a server of their own.
postgres:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo "No PostgreSQL: ledgers are tested as files only"
