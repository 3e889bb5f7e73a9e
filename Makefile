# Everything is installed into .venv, or below demo-output for the demo; nothing global. Needs Python 3.11+ with pip.
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo-output

.PHONY: help demo test lint format docs bench bench-estate fuzz corpus clean
help:
	@echo 'make demo | test | lint | format | docs | bench | bench-estate | fuzz | corpus | clean'

.venv/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "nb2pkg needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@touch $@

.venv/.installed: .venv/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.installed-dev: .venv/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@ .venv/.installed

demo: .venv/.installed
	rm -rf $(DEMO)
	mkdir -p $(DEMO)
	$(BIN)/nb2pkg convert fixtures/notebooks/churn/churn.ipynb --out $(DEMO)/churn
	cp -R fixtures/notebooks/churn $(DEMO)/run
	$(BIN)/python -m venv $(DEMO)/.venv
	$(DEMO)/.venv/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(DEMO)/.venv/bin/python -m pip install --quiet $(DEMO)/churn pytest
	cd $(DEMO)/run && ../.venv/bin/python -m churn
	CHURN_DATA_DIR='$(CURDIR)/$(DEMO)/run' $(DEMO)/.venv/bin/python -m pytest $(DEMO)/churn
	@printf '%s\n' '' 'Notebook:        fixtures/notebooks/churn/churn.ipynb' \
		'Package:         $(DEMO)/churn (read src/churn/pipeline.py first, then docs/CONVERSION.md)' \
		'Its environment: $(DEMO)/.venv' 'It ran in:       $(DEMO)/run (figures and files that it wrote are there)'

test: .venv/.installed-dev
	$(BIN)/python -m pytest -n auto $(ARGS)

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src bench $(wildcard tests/support)
	$(BIN)/lint-imports --no-logo

format: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.installed-dev
	$(BIN)/python -m pytest -q tests/architecture/test_rule_pages.py tests/architecture/test_audit_page.py tests/labelled/test_accuracy_table.py --update-docs

bench: .venv/.installed-dev
	$(BIN)/python -m bench $(ARGS)

bench-estate: .venv/.installed-dev
	$(BIN)/python -m bench.estate $(ARGS)

# SECONDS: for each target, one after the other.
SECONDS ?= 1800
fuzz: .venv/.installed-dev
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(ARGS)

corpus: .venv/.installed-dev
	NB2PKG_CORPUS=1 $(BIN)/python -m pytest -n auto tests/corpus $(ARGS)

clean:
	rm -rf $(DEMO) .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
