# make demo: a knowledge graph from two documents.  make test: every check that a change has to pass.
# make model: the statistical model again, from annotated texts (docs/annotating.md), with cross-validated figures.
# They make .venv from nothing; PYTHON chooses the interpreter (3.11 or newer).

PYTHON ?= python3
VENV := $(CURDIR)/.venv
BIN := $(VENV)/bin
SOURCES := $(shell find cli extract graph ontology -type f -not -name '*.pyc') pyproject.toml constraints.txt README.md LICENSE
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test lint types model clean

demo: $(VENV)/.installed
	$(BIN)/beleidsgraaf demo --output demo

test: $(VENV)/.tested-install lint types
	$(BIN)/pytest

lint: $(VENV)/.tested-install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# From an empty folder, so that mypy sees the installed packages and not the checkout's folders of the same names.
types: $(VENV)/.tested-install
	cd $(VENV) && bin/mypy --strict --config-file ../pyproject.toml -p beleidsgraaf
	$(BIN)/mypy --strict --explicit-package-bases tests
	cd bench && $(BIN)/mypy --strict --config-file ../pyproject.toml .

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python $(SOURCES)
	rm -rf build
	$(PIP) install --quiet -c constraints.txt .
	touch $@

# The tests run against the wheel, as users get it.
$(VENV)/.tested-install: $(BIN)/python $(SOURCES)
	rm -rf build dist
	$(PIP) install --quiet -c constraints.txt build setuptools
	$(BIN)/python -m build --wheel --no-isolation > $(VENV)/build.log || { cat $(VENV)/build.log; exit 1; }
	$(PIP) uninstall --quiet --yes beleidsgraaf
	$(PIP) install --quiet -c constraints.txt "$$(ls $(CURDIR)/dist/*.whl)[test]"
	rm -rf build
	touch $@ $(VENV)/.installed

# From .venv/, where the installed package is found; the result goes into the checkout.
SHARED ?= $(CURDIR)/../shared
GOLD ?= $(SHARED)/gold/dev.jsonl
model: $(VENV)/.installed
	cd $(VENV) && bin/python -m beleidsgraaf.extract.training $(abspath $(GOLD)) --output $(CURDIR)/extract/model \
		--shared $(abspath $(SHARED)) --jobs 2

clean:
	rm -rf .venv build dist demo .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
