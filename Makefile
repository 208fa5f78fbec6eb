# `make run` and `make test` are all that a fresh clone needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What failed runs once more, alone and on a fresh server: a real fault fails again.
ONCE_MORE := --last-failed --last-failed-no-failures none --numprocesses=0

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format types unit e2e js bench screenshots clean

help: ## Show what can be made
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/run.stamp

setup: $(VENV)/dev.stamp ## Make .venv with everything for development

run: $(VENV)/run.stamp ## Set up and start the app on the sample articles
	$(BIN)/streamlit run app.py

test: setup ## Set up and run every check and test
	$(MAKE) --no-print-directory --jobs=3 lint types js
	$(BIN)/python tests/browser.py
	$(BIN)/pytest || $(BIN)/pytest $(ONCE_MORE)

lint: setup ## Check format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

format: setup ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: setup ## Check types
	$(BIN)/mypy

js: ## Test the desk's modules
	node --test tests/js/*.test.js

unit: setup ## Test everything but the browser
	$(BIN)/pytest -m "not e2e"

e2e: setup ## Test in a real browser
	$(BIN)/python tests/browser.py
	$(BIN)/pytest -m e2e

bench: setup ## Print every figure that the documents name
	$(BIN)/python -m benchmarks

screenshots: setup ## Take pictures of every page into screenshots/
	$(BIN)/python -m benchmarks.screenshots

clean: ## Remove what was made, but for the database
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
