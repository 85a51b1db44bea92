# `make run` needs only Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := src

.PHONY: run setup test tests check fast format lint types imports content bench docs clean

run: $(VENV)/run.stamp
	@$(BIN)/casewalk

$(VENV)/run.stamp: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

setup: $(VENV)/dev.stamp

test: setup check

check: format lint types imports content tests

format:
	$(BIN)/ruff format --check .
lint:
	$(BIN)/ruff check .
types:
	$(BIN)/mypy
imports:
	$(BIN)/lint-imports
content:
	$(BIN)/python -m casewalk check content
tests:
	$(BIN)/python -m pytest -n 2
fast:
	$(BIN)/python -m pytest -n 2 -m "not slow"
bench:
	$(BIN)/python -m bench
docs:
	$(BIN)/python -m casewalk.numbers.reference > docs/functions.md
clean:
	rm -rf $(VENV) dist build
