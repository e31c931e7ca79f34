# `make site` does the main job, `make test` passes the tests; both need python3 (3.11 or newer), git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site rebuild install lock test fuzz check workflows dist serve format golden pr-check preview clean

site: $(VENV)/.installed
	$(BIN)/auditor run

# What the scheduled rebuild does, without its push and its deployment. A host's outage does not end it.
rebuild: $(VENV)/.installed
	mkdir -p build
	$(BIN)/auditor --quiet judge
	-$(BIN)/auditor --json collect >build/collect.json
	$(BIN)/auditor --json judge >build/judge.json
	$(BIN)/auditor --json build >build/build.json
	$(BIN)/auditor summary --run build
	$(BIN)/auditor keep

install: $(VENV)/.installed

# Writes the locks anew: what fits the ranges of pyproject.toml, with the hashes of all its files for every platform.
# Pins that still fit stay; UPGRADE=--upgrade lets all of them go.
lock: export UV_CUSTOM_COMPILE_COMMAND := make lock
lock: COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate $(UPGRADE)
lock: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet "uv>=0.9,<1"
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) requirements/build.in --constraint requirements/run.txt --output-file requirements/build.txt
	$(COMPILE) pyproject.toml requirements/build.in --group dev --constraint requirements/run.txt --constraint requirements/build.txt --output-file requirements/dev.txt
	$(COMPILE) requirements/tools.in --output-file requirements/tools.txt

test: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/auditor validate
	$(MAKE) --no-print-directory workflows

# The workflows and forms by their schemas, and for what strangers could do with them.
workflows: $(VENV)/.dev
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(BIN)/zizmor --offline --quiet .

# What a release publishes, for the tag that is named: make dist TAG=v0.1.0
dist: $(VENV)/.dev
	.ci/release $(TAG)

# Lets a fuzzer look for bytes that break a reader, each target for FUZZ_SECONDS.
fuzz: export FUZZ_SECONDS ?= 600
fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet "atheris>=3,<4"
	for target in card front_matter license_text roles entry; do $(BIN)/python -m fuzz $$target "$$FUZZ_SECONDS" || exit 1; done

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
	rm -rf $(VENV) site .cache docs/index.md docs/how-right-are-we.md docs/corrections.md docs/state-of-the-hub.md docs/models docs/choose docs/compare docs/families docs/definitions docs/checks docs/learn docs/changes.md docs/changes.xml docs/data docs/api

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(if $(LOCKED),,$(BIN)/python -m pip install --quiet --upgrade pip)

# With LOCKED=1, as in the workflows, exactly what the locks name is installed, each file held against its hash. Without,
# what pyproject.toml allows: a mirror may lack the one release.
PIP_LOCKED := $(BIN)/python -m pip install --quiet --require-hashes
OWN := $(BIN)/python -m pip install --quiet --editable .

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml $(if $(LOCKED),requirements/run.txt requirements/build.txt)
	$(if $(LOCKED),$(PIP_LOCKED) --requirement requirements/run.txt --requirement requirements/build.txt)
	$(OWN) $(if $(LOCKED),--no-deps --no-build-isolation)
	@touch $@

$(VENV)/.dev: $(VENV)/.installed pyproject.toml $(if $(LOCKED),requirements/dev.txt)
	$(if $(LOCKED),$(PIP_LOCKED) --requirement requirements/dev.txt,$(OWN) --group dev)
	@touch $@
