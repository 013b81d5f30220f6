# `make run` opens the program, `make test` checks it; both set up whatever is missing first.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
BIN := .venv/bin
BOUND := timeout --kill-after=15
# Empty is unset: the tests start many programs, and none of them shall compile the same files anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test proof bench screenshots format lock

run: ## open the window; without a display tell the story headless into demo-output/
	@.ci/setup run
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	    exec $(BIN)/python main.py; \
	else \
	    exec $(BOUND) 600 $(BIN)/python main.py story -o demo-output; \
	fi

test: ## the house rules and every test but the long ones
	@.ci/setup test
	$(BOUND) 60 $(BIN)/ruff format --check --quiet
	$(BOUND) 60 $(BIN)/ruff check --quiet
	@$(BOUND) 600 $(BIN)/mypy & types=$$!; code=0; \
	    $(BOUND) 120 $(BIN)/lint-imports --no-logo || code=$$?; \
	    $(BOUND) 1500 $(BIN)/python -m pytest -q -n 2 --dist worksteal || code=$$?; \
	    wait $$types || code=$$?; \
	    exit $$code

proof: ## long walks, kills, contracts broken on purpose
	@.ci/setup test
	$(BOUND) 3300 $(BIN)/python -m pytest -q -n 2 --dist worksteal --timeout 1800 tests/proof

ORDERS ?= 100000
ON ?= both

bench: ## our figures beside their raw baselines; ORDERS=1000000, ON=sqlite or postgresql
	@.ci/setup test
	@mkdir -p build
	$(BOUND) 3600 $(BIN)/python main.py bench --orders $(ORDERS) --on $(ON) --output build/bench.json

screenshots: ## pictures of every page into docs/images
	@.ci/setup test
	$(BOUND) 600 $(BIN)/python -m tests.ui.screenshots docs/images

format: ## lay the code out and mend what can be mended by rule
	@.ci/setup test
	$(BIN)/ruff format --quiet
	$(BIN)/ruff check --fix --quiet

lock: ## work out the dependencies anew; LOCK=--upgrade takes the newest
	.ci/lock $(LOCK)
