# Everything runs in .venv, made on first use; only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANIFEST := pyproject.toml hatch_build.py

PORT ?= 8000

.PHONY: demo test check format eval screenshots clean bench-match bench-ablation bench-speed bench-reliability \
	bench-kill bench-replicas bench-inbox bench-whole bench-memory bench-inline bench-faults bench-kill-feedback \
	bench-scale bench-reload bench-instructions audit fuzz

demo: $(VENV)/.installed  ## install and try the bot in a browser
	$(BIN)/kharkiv-bot demo --port $(PORT)

test: $(VENV)/.tools  ## install the test tools and run all tests
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(VENV)/.tools  ## lint, types, layers, knowledge
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml bot
	$(BIN)/kharkiv-bot check --golden tests/questions
	$(BIN)/kharkiv-bot schema --check

format: $(VENV)/.tools  ## put the code into its one form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

eval: $(VENV)/.installed  ## how well the labelled questions are answered
	$(BIN)/kharkiv-bot eval tests/eval/dev.jsonl

screenshots: $(VENV)/.tools  ## write docs/screenshots anew; needs Chromium
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

bench-scale bench-reload: $(VENV)/.bench  ## the tables and the plots of docs/performance-matching.md
	$(BIN)/python -m benchmarks.$(@:bench-%=%)

bench-instructions: $(VENV)/.installed  ## fail where a question or a reply takes a tenth more than recorded (valgrind)
	$(BIN)/python -m benchmarks.instructions --check

bench-match bench-ablation bench-speed bench-reliability: $(VENV)/.bench  ## the tables of docs/matching.md
	$(BIN)/python -m benchmarks.$(@:bench-%=%)

bench-kill bench-replicas bench-inbox: $(VENV)/.tools  ## the tables of docs/reliability.md
	$(BIN)/python -m benchmarks.$(@:bench-%=%)

audit: $(VENV)/.installed  ## known faults of what is installed (asks PyPI's service)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[audit]'
	$(BIN)/pip-audit --local --skip-editable

FUZZED ?= callbacks links tree questions cleaning redaction splitting intake sealing scrubbing
SECONDS ?= 120

fuzz: $(VENV)/.installed  ## read arbitrary bytes: make fuzz FUZZED="tree redaction" SECONDS=600
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	for target in $(FUZZED); do $(BIN)/python -m fuzz $$target --seconds $(SECONDS) || exit 1; done

bench-kill-feedback: $(VENV)/.tools  ## is an acknowledged rating ever lost to a kill?
	$(BIN)/python -m benchmarks.kill_feedback $(ARGS)

bench-whole: $(VENV)/.tools  ## the whole bot beside echo bots: docs/performance.md
	$(BIN)/python -m benchmarks.whole --plots docs/plots $(ARGS)
	$(BIN)/python -m benchmarks.whole --plots docs/plots --webhook $(ARGS)

bench-memory: $(VENV)/.tools  ## memory of the running bot: docs/performance.md
	$(BIN)/python -m benchmarks.memory

bench-inline bench-faults: $(VENV)/.tools  ## inline queries as people type; minutes of faults: docs/performance.md, docs/faults.md
	$(BIN)/python -m benchmarks.$(@:bench-%=%) $(ARGS)

clean:  ## remove what was installed and built
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(MANIFEST) $(wildcard bot/texts/locale/*/LC_MESSAGES/*.po) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tools: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check]'
	@touch $@

$(VENV)/.bench: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@
