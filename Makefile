# `make site` does the main job, `make test` passes the tests; both need python3 (3.11 or newer), git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test check serve format golden pr-check preview clean

site: $(VENV)/.installed
	$(BIN)/auditor run

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/auditor validate

serve: $(VENV)/.installed
	$(BIN)/auditor serve

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/.dev
	$(BIN)/python -m pytest tests/outputs --update-golden

# What CI says to a pull request: BASE is what it is to be merged into, OUT where the record goes, KEEP may be --keep.
pr-check: export BASE ?= origin/main
pr-check: export OUT ?= build/review.json
pr-check: $(VENV)/.installed
	@mkdir -p "$$(dirname "$$OUT")"
	$(BIN)/auditor review --base "$$BASE" --out "$$OUT" $(KEEP)

preview: $(VENV)/.installed
	$(BIN)/auditor judge
	$(BIN)/auditor build

clean:
	rm -rf $(VENV) site .cache docs/index.md docs/how-right-are-we.md docs/corrections.md docs/models docs/choose docs/compare docs/families docs/definitions docs/checks docs/learn docs/changes.md docs/changes.xml docs/data docs/api

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@
