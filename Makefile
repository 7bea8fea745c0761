# Everything a newcomer needs is `make demo`, `make test` and `make check`; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PUBLISH := build/publish
PUBLISH_STAMP := $(PUBLISH)/.installed
DEMO_STAMP := $(VENV)/.demo
LANGUAGE ?=
PORT ?= 8080
EXTRACT = $(BIN)/pybabel --quiet extract --mapping babel.cfg --no-default-keywords -k tr -k plural:1,2 -k plain -k N_ \
	--omit-header --no-wrap --sort-by-file --add-location=file --output-file build/jogan.pot .
UPDATE = $(BIN)/pybabel --quiet update --domain jogan --input-file build/jogan.pot --output-dir locales \
	--no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
COMPILE_GROUPS = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
COMPILE = $(COMPILE_GROUPS) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help install demo test quick types check foreign nginx docs screenshots release bench findings format catalogues language lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile

CHECK_PYTHON = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jogan needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 $(or $(MAKECMDGOALS),install)")'

$(STAMP): requirements.lock requirements-dev.lock pyproject.toml
	@$(CHECK_PYTHON)
	$(PYTHON) -m venv $(VENV)
# Python compiles what it imports, a third of all modules; pip would compile them all, one after the other.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

# The lock is complete, so that nothing has to be resolved; the modules that the demo imports Python compiles itself.
INSTALL_DEMO = $(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-compile --require-hashes -r requirements-demo.lock
DEMO_PACKAGES = $(shell grep -c '^[a-z].*==' requirements-demo.lock)

$(DEMO_STAMP): requirements-demo.lock pyproject.toml
	@$(CHECK_PYTHON)
	@echo "1 of 3: creating a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "2 of 3: downloading up to $(DEMO_PACKAGES) packages"
	@{ $(INSTALL_DEMO) || echo "failed"; } 2>&1 | awk -v all=$(DEMO_PACKAGES) ' \
		/^(Collecting|Processing) /{sub(/.*\//, "", $$2); printf "  %d: %s\n", ++n, $$2; fflush(); next} \
		/^Installing collected/{print "  unpacking them"; fflush(); next} \
		/^failed$$/{print text; exit 1} {text = text $$0 "\n"}'
	@echo "3 of 3: installing Jogan itself"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --no-build-isolation --editable .
	@touch $(DEMO_STAMP)

# What builds the site and the SBOM has an environment of its own: the bot and its tests need nothing of it.
$(PUBLISH_STAMP): requirements-publish.lock
	@$(CHECK_PYTHON)
	$(PYTHON) -m venv --clear $(PUBLISH)
	$(PUBLISH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-publish.lock
	@touch $(PUBLISH_STAMP)

install: $(STAMP) ## create the virtual environment in .venv

# A developer's environment has all that the demo needs.
demo: $(if $(wildcard $(STAMP)),$(STAMP),$(DEMO_STAMP)) ## see a morning bulletin arrive (LANGUAGE=en, PORT=8080)
	@$(BIN)/python main.py demo $(if $(LANGUAGE),--language $(LANGUAGE)) --port $(PORT)

# In CI a test that hangs and cannot be cancelled (tests/limits.py) ends its worker, with the stacks of all threads.
LIMIT = $(if $(CI),-o faulthandler_timeout=170 -o faulthandler_exit_on_timeout=true)
# Without cached bytecode each worker would rewrite the assertions of 180 modules on every run.
PYTEST = env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest --numprocesses auto --dist worksteal $(LIMIT)
UNIT_TESTS = tests/bot tests/packaging tests/publish tests/simulator tests/sources tests/storage $(wildcard tests/test_*.py)

test: install ## run the tests
	$(PYTEST)

quick: install ## formatting, lint, types and unit tests: under a minute, while you work
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/dmypy run
	@JOGAN_EXAMPLES=100 $(PYTEST) -m "not process" --hypothesis-profile quick --ignore tests/simulator/api/test_requests.py $(UNIT_TESTS)

types: install
	$(BIN)/mypy

check: install ## formatting, lint, types, import contracts, catalogues, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	@mkdir -p build
	$(EXTRACT)
	$(UPDATE) --check
# mypy has work for one core only, which in CI the tests need not wait for.
	@$(MAKE) --no-print-directory --jobs=$(if $(CI),2,1) types test

foreign: install ## try the local Telegram with bots of other libraries; needs node, npm and the package indexes
	@$(BIN)/python -m pytest -q tests/foreign/conversations.py

nginx: install ## try the webhook behind a real nginx that does TLS; needs nginx and openssl
	@$(BIN)/python -m pytest -q tests/foreign/behind_nginx.py

docs: install $(PUBLISH_STAMP) ## build the documentation site in build/site, in English and Korean
	@$(BIN)/python -m publish.site $(PUBLISH)/bin/zensical

screenshots: install ## take the pictures of the documents again; needs chromium
	@$(BIN)/python -m publish.screenshots

release: install $(PUBLISH_STAMP) ## build the wheel, the sdist, an SBOM and checksums in dist/, and try the wheel
	rm -rf dist
	$(BIN)/hatchling build
	@$(BIN)/python -m tests.packaging.release dist $(PUBLISH)/bin/cyclonedx-py

bench: install ## measure everything next to other libraries and write docs/benchmarks.md
	@$(BIN)/python -m bench

findings: ## run the scripts of findings/, or one of them (NAME=babel-skeleton-width)
	@failed=; for script in findings/$(or $(NAME),*).sh; do \
		echo "== $$script"; PYTHON="$(PYTHON)" bash "$$script" || failed="$$failed $$script"; \
	done; test -z "$$failed" || { echo "failed:$$failed"; exit 1; }

format: install ## format the code and fix what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogues: install ## update the catalogues in locales/ from the code
	@mkdir -p build
	$(EXTRACT)
	$(UPDATE)

language: install ## add a language (NEW=fr)
	@mkdir -p build
	$(EXTRACT)
	$(BIN)/pybabel --quiet init --domain jogan --input-file build/jogan.pot --output-dir locales --no-wrap --locale $(NEW)
	$(UPDATE)

lock: install ## resolve the exact versions and hashes again
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --group dev --output-file requirements-dev.lock
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements.lock
	$(COMPILE_GROUPS) --group docs --group release --output-file requirements-publish.lock
	$(COMPILE) --group demo --constraint requirements-dev.lock --output-file requirements-demo.lock
	$(COMPILE) --extra cluster --constraint requirements-dev.lock --output-file requirements-cluster.lock

clean: ## remove the environment and the caches
	-@$(BIN)/dmypy stop >/dev/null 2>&1
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
