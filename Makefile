# Everything is installed into .venv, .venv-lab and labextension/node_modules, or below demo-output for the demo;
# nothing global. Needs Python 3.11+ with pip; what is about JupyterLab needs Node 20 as well.
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo-output

LAB_BIN := .venv-lab/bin
WITH_LAB := PATH="$(CURDIR)/.venv-lab/bin:$$PATH"
BUNDLE := src/nb2pkg/labextension

.PHONY: help demo test test-fuzz test-airflow test-lab test-lab-old lab-shots lint lint-lab format docs lab wheel bench bench-estate fuzz corpus clean
help:
	@echo 'make demo | test | lint | format | docs | lab | wheel | bench | bench-estate | test-fuzz | fuzz | corpus | clean'

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

.venv/.installed-fuzz: .venv/.installed-dev
	$(BIN)/python -m pip install --quiet --group fuzz
	@touch $@

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
	@$(if $(ARGS),,$(MAKE) --no-print-directory test-airflow test-lab)

.venv-airflow/.installed: pyproject.toml
	$(PYTHON) -m venv .venv-airflow
	.venv-airflow/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	.venv-airflow/bin/python -m pip install --quiet --group airflow
	@touch $@

# A generated DAG, parsed and run by a real Airflow.
test-airflow: .venv/.installed-dev .venv-airflow/.installed
	NB2PKG_AIRFLOW=$(CURDIR)/.venv-airflow/bin $(BIN)/python -m pytest tests/airflow

.venv-lab/.installed: pyproject.toml
	$(PYTHON) -m venv .venv-lab
	$(LAB_BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(LAB_BIN)/python -m pip install --quiet --group lab
	@touch $@

labextension/node_modules/.yarn-state.yml: .venv-lab/.installed labextension/package.json labextension/yarn.lock
	cd labextension && $(WITH_LAB) jlpm install --immutable
	@touch $@

lab: labextension/node_modules/.yarn-state.yml
	cd labextension && $(WITH_LAB) jlpm build:prod
	test -f $(BUNDLE)/static/style.js

wheel: lab
	rm -rf dist
	$(LAB_BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

# The front end, the server extension and the two in a browser, all from the wheel as users get it.
ifneq ($(shell command -v node),)
test-lab: wheel
	cd labextension && $(WITH_LAB) jlpm test
	$(LAB_BIN)/python -m pip install --quiet --force-reinstall --no-deps dist/nb2pkg-*.whl
	$(LAB_BIN)/python -m pip install --quiet "nb2pkg[lab,verify] @ file://$$(echo $(CURDIR)/dist/nb2pkg-*.whl)"
	NB2PKG_LAB=1 $(LAB_BIN)/python -m pytest tests/lab
	$(LAB_BIN)/python -m pytest ui_tests

# The wheel in a clean environment with the oldest JupyterLab and Notebook that are supported; not in `make test`.
test-lab-old: wheel
	rm -rf .venv-lab-old
	$(PYTHON) -m venv .venv-lab-old
	.venv-lab-old/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	.venv-lab-old/bin/python -m pip install --quiet "nb2pkg[lab,verify] @ file://$$(echo $(CURDIR)/dist/nb2pkg-*.whl)" \
		'jupyterlab==4.4.0' 'notebook==7.4.0' pillow pytest pytest-playwright
	.venv-lab-old/bin/python -m pytest tests/lab/test_installed.py -k jupyter_has --noconftest -p no:cacheprovider
	.venv-lab-old/bin/python -m pytest ui_tests -k 'whole_way or beside or data_flow or notebook7'

# The screenshots of docs/jupyterlab.md.
lab-shots: wheel
	$(LAB_BIN)/python -m pip install --quiet --force-reinstall --no-deps dist/nb2pkg-*.whl
	NB2PKG_SHOTS=docs/jupyterlab $(LAB_BIN)/python -m pytest ui_tests -k 'whole_way or differs or template'
else
test-lab test-lab-old:
	@echo 'NOT RUN: the tests of the JupyterLab extension, which need Node 20.'
	@test -z "$$NB2PKG_REQUIRE_LAB"
endif

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src bench $(wildcard tests/support)
	$(BIN)/lint-imports --no-logo
	@$(if $(shell command -v node),$(MAKE) --no-print-directory lint-lab)

lint-lab: labextension/node_modules/.yarn-state.yml
	cd labextension && $(WITH_LAB) jlpm lint

format: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.installed-dev
	$(BIN)/python -m pytest -q tests/architecture/test_rule_pages.py tests/architecture/test_audit_page.py tests/labelled/test_accuracy_table.py --update-docs

bench: .venv/.installed-dev
	$(BIN)/python -m bench $(ARGS)

bench-estate: .venv/.installed-dev
	$(BIN)/python -m bench.estate $(ARGS)

# For CI: few inputs, always the same ones. atheris has wheels for Linux and CPython 3.11 to 3.13; elsewhere it is said.
test-fuzz: .venv/.installed-dev
	-@$(BIN)/python -m pip install --quiet --only-binary atheris --group fuzz
	PYTHONHASHSEED=0 $(BIN)/python -m tests.fuzz.fixed

# SECONDS: of CPU for each target, one after the other.
SECONDS ?= 1800
fuzz: .venv/.installed-fuzz
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(ARGS)

corpus: .venv/.installed-dev
	NB2PKG_CORPUS=1 $(BIN)/python -m pytest -n auto tests/corpus $(ARGS)

clean:
	rm -rf $(DEMO) .venv .venv-airflow .venv-lab .venv-lab-old labextension/node_modules labextension/lib labextension/build $(BUNDLE) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
