# Needs make and Python 3.11 or newer. Everything else goes into .venv; on Debian, with root or
# sudo, missing system packages are installed too. See `make help`.

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := .requirements
DEMO := sample_videos/glute_bridge__hyperextension18__side__ben_L.mp4

# What a stamp was made for: another folder or another Python means setting up again.
HERE := $(CURDIR) $(shell $(BIN)/python -V 2>/dev/null || :)
RUN := $(VENV)/.set-up-to-run
DEV := $(VENV)/.set-up-to-test
NODE_BIN := web/node_modules/.bin
NODE := web/node_modules/.package-lock.json
again = $(if $(filter-out x$(HERE)x,x$(shell cat $(1) 2>/dev/null)x),FORCE)

# Test files that run at once. More than half of the time they wait for a page, a camera or a server:
# three took 650 s on two cores for 800 s of processor time. Each takes up to 1 GB of memory.
AT_ONCE ?= 5

.PHONY: help demo serve test trial bench lint format setup lock audit browser clean FORCE

help: ## Say what can be made (the default)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' Makefile

demo: $(RUN) ## Check a sample set and say where the report is
	@$(BIN)/formcheck check $(DEMO) --out demo_report
	@set -- demo_report/*.html; echo "The report is here: $(CURDIR)/$$1"
	@echo "For a set of your own, 'make serve' opens the page."

serve: $(RUN) ## Open the page: record a set, upload videos, look at results
	@$(BIN)/formcheck serve

# Some hundred servers, workers and analysers are started: each compiles all modules anew where
# their bytecode may not be kept.
test: export PYTHONDONTWRITEBYTECODE =
test: lint browser ## Run every check and every test
	node --test tests/web/unit/*.test.mjs
	@$(BIN)/python -m pytest -n $(AT_ONCE) --dist loadfile --no-loadscope-reorder

trial: $(DEV) ## Try everything that may befall it: files, crashes, load, break-in (20 minutes)
	@[ -n "$$FORMCHECK_TEST_POSTGRES" ] || command -v initdb >/dev/null 2>&1 \
	  || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { $(call install,trial,--group trial); }
	@$(BIN)/python -m pytest tests/trial --whole -v $(if $(TABLE),--table $(TABLE))

lint: $(DEV) $(NODE) ## Run the checks only: ruff, mypy, import-linter; eslint, prettier, tsc
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NODE_BIN)/eslint --config web/eslint.config.js web/js tests/web/unit
	$(NODE_BIN)/prettier --check --log-level warn --config web/.prettierrc.json \
	  --ignore-path web/.prettierignore web/js tests/web/unit
	$(NODE_BIN)/tsc --project web

bench: $(DEV) ## Measure speed and memory (minutes; alone on the machine)
	$(BIN)/python -m tests.benchmarks.speed
	$(BIN)/python -m tests.benchmarks.waiting

setup: $(DEV) ## Set up everything needed to run and to test
	@echo "Everything is set up in $(VENV)."

lock: $(DEV) ## Pin the newest packages that pyproject.toml allows, with their hashes
	@$(call install,upkeep,--group upkeep)
	@index="$${PIP_INDEX_URL:-$$($(PIP) config get global.index-url 2>/dev/null || :)}"; \
	[ -z "$$index" ] || export UV_DEFAULT_INDEX="$$index"; \
	pin="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url pyproject.toml"; \
	$$pin --upgrade --group build --group dev --group trial --output-file $(LOCK)/trial.txt; \
	$$pin --constraint $(LOCK)/trial.txt --group build --group dev --output-file $(LOCK)/test.txt; \
	$$pin --constraint $(LOCK)/trial.txt --group build --output-file $(LOCK)/run.txt; \
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-header --no-annotate --no-emit-index-url --group upkeep \
	  --constraint $(LOCK)/trial.txt --output-file $(LOCK)/upkeep.txt

audit: $(DEV) $(NODE) ## Ask for known weaknesses of all packages; fails if any, or if none could be asked
	@$(call install,upkeep,--group upkeep)
	@$(BIN)/python -m tests.support.audit

format: $(DEV) $(NODE) ## Lay out all code: ruff, prettier
	$(BIN)/ruff format .
	$(NODE_BIN)/prettier --write --log-level warn --config web/.prettierrc.json \
	  --ignore-path web/.prettierignore web/js tests/web/unit

clean: ## Remove .venv, the demo report and all caches
	rm -rf $(VENV) web/node_modules demo_report build dist .mypy_cache .pytest_cache .ruff_cache \
	  .import_linter_cache .hypothesis
	find formcheck tests -name __pycache__ -prune -exec rm -rf {} +

# --- set-up -----------------------------------------------------------------------------------

# Installs Debian packages $(1), if we may; otherwise says what to type, for the reason $(2).
define debian
	  as=; [ "$$(id -u)" = 0 ] || as="sudo -n"; \
	  if ! command -v apt-get >/dev/null 2>&1; then \
	    echo "$(2): install your system's $(1), then run make again." >&2; exit 1; \
	  fi; \
	  ask="$(2): as root, type 'apt-get install $(1)', then run make again."; \
	  $$as true >/dev/null 2>&1 || { echo "$$ask" >&2; exit 1; }; \
	  echo "Installing Debian's $(1) ..."; \
	  $$as apt-get -qq update; \
	  $$as env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 \
	    install --no-install-recommends $(1) >/dev/null || { echo "$$ask" >&2; exit 1; }
endef

# A whole .venv, or none: one left half made, moved or made by another Python is made anew.
define venv
	  command -v $(PYTHON) >/dev/null 2>&1 \
	    || { echo "formcheck needs Python 3.11 or newer, and there is no '$(PYTHON)' here: install python3, or say 'make PYTHON=/path/to/python'." >&2; exit 1; }; \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "formcheck needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) -V 2>&1): install a newer one, or say 'make PYTHON=/path/to/python'." >&2; exit 1; }; \
	  if $(PIP) --version 2>/dev/null | grep -qF "from $(CURDIR)/$(VENV)/"; then exit 0; fi; \
	  rm -rf $(VENV); \
	  if $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then :; \
	  elif command -v uv >/dev/null 2>&1 \
	    && uv venv --quiet --seed --python "$$(command -v $(PYTHON))" $(VENV); then exit 0; \
	  else \
	    rm -rf $(VENV); \
	    $(call debian,python3-venv,Python's venv module is missing); \
	  fi; \
	  $(PYTHON) -m venv $(VENV) && $(PIP) --version >/dev/null \
	    || { rm -rf $(VENV); echo "'$(PYTHON) -m venv' failed: install the venv module of that Python, or say 'make PYTHON=/path/to/python'." >&2; exit 1; }
endef

# Installs what .requirements/$(1).txt pins, each file checked by its hash. A Python that the lock
# was not tried with takes the newest packages that pyproject.toml allows: $(2). So does anybody
# who says LOCKED=no, where a package is not to be had in the version that is pinned.
LOCKED ?= $(shell $(PYTHON) -c 'import sys; print("yes" if sys.version_info < (3, 14) else "no")' 2>/dev/null)
define install
	  if [ "$(LOCKED)" = yes ]; then \
	    $(PIP) install -qq --require-hashes --requirement $(LOCK)/$(1).txt; \
	  else \
	    echo "Not from the lock file: the newest packages that pyproject.toml allows." >&2; \
	    $(PIP) install -qq 'pip>=25.1' && $(PIP) install -qq $(2); \
	  fi
endef

# Hashes are of files that others made, so formcheck itself is installed beside them, by the
# hatchling that was pinned with them.
$(RUN): pyproject.toml $(LOCK)/run.txt $(call again,$(RUN))
	@$(venv)
	@echo "Setting up $(VENV): about 150 MB, once ..."
	@rm -f $(RUN) $(DEV)
	@$(call install,run,--group build --editable .)
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@echo "$(CURDIR) $$($(BIN)/python -V 2>&1)" >$@

# The browser tests take any Chromium that is there, or Debian's; without one they are left out.
browser:
	@missing=; \
	[ -n "$$FORMCHECK_CHROMIUM" ] || command -v chromium >/dev/null 2>&1 \
	  || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 \
	  || missing="chromium fonts-dejavu-core"; \
	ls /usr/lib*/libatomic.so.1 /usr/lib/*/libatomic.so.1 2>/dev/null | grep -q . \
	  || missing="$$missing libatomic1"; \
	if [ -n "$$missing" ]; then \
	  ( $(call debian,$$missing,The tests in tests/web may be left out for want of a browser) ) || :; \
	fi

$(DEV): $(RUN) $(LOCK)/test.txt $(call again,$(DEV))
	@echo "Setting up the tests' packages: about 140 MB, once ..."
	@$(call install,test,--group dev)
	@echo "$(CURDIR) $$($(BIN)/python -V 2>&1)" >$@

# The page's checks run on Node; the page itself needs neither Node nor a build.
$(NODE): web/package-lock.json
	@if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then \
	  $(call debian,nodejs npm,Node and npm are missing); \
	fi
	@echo "Setting up the page's checks in web/node_modules: about 50 MB, once ..."
	@cd web && npm ci --silent && touch node_modules/.package-lock.json
