# Defects at Work: build, test and renew the book. `make help` lists the targets.
# Written for GNU make 3.81, which macOS ships, and a POSIX shell.

VENV = .venv
BIN = $(VENV)/bin
PORT = 8000
UV = uv==0.13.8

# What a caller, the environment, git or the name of a file says is text: make expands nothing in it, and recipes read
# it from the environment, in quotes.
TEXTS = BOOK_URL SUMS SINCE PAGES ROWS PORT
$(foreach name,$(TEXTS),$(if $(filter undefined,$(origin $(name))),,\
  $(eval override $(name) := $$(value $(name)))$(eval export $(name))))

.SUFFIXES:
.PHONY: help book offline pdf epub slides site live wheel checksums verify changes test interruptions
.PHONY: corruption checkers lighthouse bench refresh figures tables serve lock clean

help:
	@echo "make book     build the site into _build/html, after running the notebooks that are stale"
	@echo "make offline  build, then pack the site into one archive that needs no network"
	@echo "make pdf      build, then print the book as one PDF (needs Chromium)"
	@echo "make epub     build, then write the book as EPUB"
	@echo "make slides   build, then write the figures as slides (PowerPoint)"
	@echo "make site     all five: the site, with the four files on its first page"
	@echo "make live     build, then a copy in _build/live whose figures readers can change (needs npm)"
	@echo "make wheel    pack code and data as a Python package"
	@echo "make checksums  all that a release publishes, and their sums in _build/SHA256SUMS (needs Chromium, npm)"
	@echo "make verify   build this commit anew in a folder of its own and compare: make verify SUMS=FILE"
	@echo "make changes  write into the page on changes what moved since the last release (or SINCE=v1.2.3)"
	@echo "make interruptions  kill commands at random moments and look at what they leave (KILLS=150)"
	@echo "make test     run every check: style, types, data, code, notebooks, a strict build, the built pages"
	@echo "make corruption  damage the data, the references and the pages in many ways, and print what the checks report"
	@echo "make checkers fetch the Nu HTML Checker, with which make test also checks the markup; needs npm and Java"
	@echo "make lighthouse  build, and print what Lighthouse says of pages; needs npm and Chromium"
	@echo "make bench    time the book against the bare work, as ratios (ROWS=whole names rows)"
	@echo "make refresh  run all notebooks and store their outputs"
	@echo "make figures  write all figures into _build/figures"
	@echo "make tables   write all tables into _build/tables"
	@echo "make serve    build, then serve the site on this machine (PORT=$$PORT)"
	@echo "make lock     renew requirements.lock from pyproject.toml; versions that still fit stay"
	@echo "make clean    remove what was built, and the environment"

# The environment. Each mark is set last, so that one left half made is not taken for whole.

$(VENV)/.locked: requirements.lock
	@set -e; \
	for python in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "make: found no Python 3.11 or later; install one, or name it: make PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "make: $$python lacks the module venv; on Debian: apt install python3-venv" >&2; \
	  exit 1; \
	fi; \
	echo "environment: making $(VENV) with $$("$$python" --version)"; \
	rm -rf $(VENV); \
	"$$python" -m venv $(VENV); \
	echo "environment: installing the $$(grep -c '^[a-z].*==' requirements.lock) packages of requirements.lock;" \
	  "this takes some minutes, once"; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.ready: $(VENV)/.locked pyproject.toml
	@echo "environment: installing this project into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The site. The mark bears a checksum of the names of all inputs, so that a file taken away counts as a change. A name
# in which make or a shell could read more than a name is left out here, and refused by the build.

INPUTS := $(sort $(shell find chapters data src references.bib _config.yml _toc.yml CITATION.cff LICENSE-CONTENT.md \
	-type f ! -name '.*' ! -name '*.pyc' ! -name '*.part' ! -path '*.egg-info/*' ! -path '*/.ipynb_checkpoints/*' \
	! -path '*[!A-Za-z0-9._/~+@-]*'))
BUILT := _build/built-$(shell echo "$(INPUTS)" | cksum | cut -d ' ' -f 1)

# Pages name the version and the address of the book: a new commit or another BOOK_URL makes them anew.
export STATE := $(strip $(shell git rev-parse HEAD 2>/dev/null; git tag --points-at HEAD 2>/dev/null) $(BOOK_URL))
ifneq ($(STATE),$(shell cat _build/state 2>/dev/null))
.PHONY: $(BUILT)
endif

book: $(BUILT)
	@if [ -e _build/now ]; then rm _build/now; else echo "Nothing has changed; the site is up to date."; fi
	@echo "$$PWD/_build/html/index.html"

# A build that was cut off or had warnings would keep the pages it read, and the next one would not warn of them
# again: then all is read anew. So too when pages came or went, for Sphinx leaves behind those that went.
# Sphinx writes into a folder of its own; the site is a link that leads to a copy of a finished build, old or new.
WORK = _build/work
$(BUILT): $(VENV)/.ready $(INPUTS)
	@mkdir -p _build
	@echo "[1/3] environment: $(VENV) is ready"
	@echo "[2/3] notebooks"
	@$(BIN)/python -m reviewhelpers refresh
	@echo "[3/3] pages"
	@if [ ! -e $@ ] || [ -e _build/unfinished ]; then rm -rf $(WORK); fi
	@rm -f _build/built-*
	@touch _build/unfinished
	@$(BIN)/python -m reviewhelpers build $(WORK)
	@rm _build/unfinished
	@$(BIN)/python -m reviewhelpers publish $(WORK)/_build/html _build/html
	@printf '%s\n' "$$STATE" > _build/state
	@touch $@ _build/now

# The whole book as one file. A build takes the files of the last one out of the site, so that none is stale; each
# form adds its link to the same page, so that they are made one after the other.

.NOTPARALLEL:
ALONG = _build/html/along
OFFLINE = $(ALONG)/defects-at-work-offline.zip
PDF = $(ALONG)/defects-at-work.pdf
EPUB = $(ALONG)/defects-at-work.epub
SLIDES = $(ALONG)/defects-at-work-slides.pptx

offline: book $(OFFLINE)
	@echo "$$PWD/_build/$(notdir $(OFFLINE))"

pdf: book $(PDF)
	@echo "$$PWD/_build/$(notdir $(PDF))"

epub: book $(EPUB)
	@echo "$$PWD/_build/$(notdir $(EPUB))"

slides: book $(SLIDES)
	@echo "$$PWD/_build/$(notdir $(SLIDES))"

site: offline pdf epub slides

# A copy of the site whose figures and tables a reader can change and run again. What it needs is fetched once.

live: book
	@$(BIN)/python -m reviewhelpers live
	@echo "$$PWD/_build/live/index.html"

# A release: all that is published, and sums by which anyone can tell that it is what this code makes.

wheel: $(VENV)/.ready
	@$(BIN)/python -m reviewhelpers wheel

checksums: site live figures wheel
	@$(BIN)/python -m reviewhelpers sums

verify: $(VENV)/.ready
	@if [ -z "$$SUMS" ]; then echo "make: name the sums to verify: make verify SUMS=path/to/SHA256SUMS" >&2; exit 2; fi
	@$(BIN)/python -m reviewhelpers verify --anew -- "$$SUMS"

# What moved since a release, as a section of the page on changes.
changes: $(VENV)/.ready
	@$(BIN)/python -m reviewhelpers changes -- "$$SINCE"

$(OFFLINE): $(BUILT)
	@$(BIN)/python -m reviewhelpers along offline >/dev/null

$(PDF): $(BUILT)
	@$(BIN)/python -m reviewhelpers along pdf >/dev/null

$(EPUB): $(BUILT)
	@$(BIN)/python -m reviewhelpers along epub >/dev/null

$(SLIDES): $(BUILT)
	@$(BIN)/python -m reviewhelpers along slides >/dev/null

# Tests. Notebooks run apart: all cells of one must meet the same kernel.

test: $(VENV)/.ready
	@echo "[1/4] style"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo "[2/4] types"
	@$(BIN)/mypy
	@echo "[3/4] data, code, the site and its pages"
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile
	@echo "[4/4] notebooks against their stored outputs"
	@$(BIN)/python -m pytest -q -n 2 --dist loadscope $(NBVAL) chapters
	@echo "All checks passed."

# The digest in each output stands for the picture: its last digits may differ between platforms. Notebooks draw
# no values as hypothesis does, which each process would load.
NBVAL = -p kernels_forked -p no:hypothesispytest --nbval --nbval-current-env --nbval-sanitize-with tests/nbval.cfg

# Commands killed at random moments leave the old or the new state. `make test` tries a few, this tries many.
interruptions: $(VENV)/.ready
	@KILLS=$${KILLS:-150} $(BIN)/python -m pytest -q tests/test_interruptions.py

corruption: $(VENV)/.ready
	@$(BIN)/python tests/corruption.py

# Programs of Node and Java that look at the built pages, of fixed versions with hashes. Their own scripts do not run.
CHECKERS = _build/checkers
NPM_CI = mkdir -p $(CHECKERS) && cp tests/checkers/package.json tests/checkers/package-lock.json $(CHECKERS) && \
	cd $(CHECKERS) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

checkers:
	@$(NPM_CI) --omit=dev

lighthouse: book
	@$(NPM_CI)
	@$(BIN)/python tests/checkers/lighthouse.py "$$PAGES"

bench: $(VENV)/.ready
	@$(BIN)/python bench/bench.py "$$ROWS"

refresh: $(VENV)/.ready
	@$(BIN)/python -m reviewhelpers refresh --all

figures: $(VENV)/.ready
	@$(BIN)/python -m reviewhelpers figures --out _build/figures

tables: $(VENV)/.ready
	@$(BIN)/python -m reviewhelpers tables --out _build/tables

serve: book
	@echo "http://127.0.0.1:$$PORT/ (stop with Ctrl-C)"
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html -- "$$PORT"

# uv resolves for Linux, macOS and Windows at once, which pip cannot. It keeps the versions it finds in the file.
lock: $(VENV)/.ready
	@rm -rf _build/lock
	@$(BIN)/python -m venv _build/lock
	@_build/lock/bin/python -m pip install --quiet --disable-pip-version-check $(UV)
	@cp requirements.lock _build/lock/requirements.lock
	@_build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras \
	  --no-header --no-emit-index-url --output-file _build/lock/requirements.lock pyproject.toml
	@if cmp -s _build/lock/requirements.lock requirements.lock; then \
	  echo "requirements.lock fits pyproject.toml already"; \
	else \
	  cp _build/lock/requirements.lock requirements.lock; \
	  echo "requirements.lock is renewed; make book or make test installs it"; \
	fi
	@rm -rf _build/lock

clean:
	rm -rf _build $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
