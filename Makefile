# Defects at Work: build, test and renew the book. `make help` lists the targets.
# Written for GNU make 3.81, which macOS ships, and a POSIX shell.

VENV = .venv
BIN = $(VENV)/bin
PYTHON_M = "$(BIN)/python" -m
PORT = 8000
UV = uv==0.13.8

# What a caller, the environment, git or the name of a file says is text: make expands nothing in it, and recipes read
# it from the environment, in quotes.
TEXTS = BOOK_URL SUMS SINCE PAGES ROWS PORT DAY
$(foreach name,$(TEXTS),$(if $(filter undefined,$(origin $(name))),,\
  $(eval override $(name) := $$(value $(name)))$(eval export $(name))))

.SUFFIXES:
.PHONY: help book offline pdf epub slides site live live-cache wheel checksums verify stamp changes test test-all
.PHONY: interruptions corruption checkers lighthouse accessibility bench refresh figures tables serve lock clean

help:
	@echo "make book     build the site into _build/html"
	@echo "make offline  build, then pack the site into one archive that needs no network"
	@echo "make pdf      build, then print the book as one PDF (needs Chromium)"
	@echo "make epub     build, then write the book as EPUB"
	@echo "make slides   build, then write the figures as slides (PowerPoint)"
	@echo "make site     all five: the site, with the four files on its first page"
	@echo "make live     build, then a copy in _build/live whose figures readers can change (needs npm)"
	@echo "make live-cache  fetch what the live site needs, with which make test-all also checks it (needs npm)"
	@echo "make wheel    pack code and data as a Python package"
	@echo "make checksums  all that a release publishes, and their sums in _build/SHA256SUMS (needs Chromium, npm)"
	@echo "make verify   build this commit anew in a folder of its own and compare: make verify SUMS=FILE"
	@echo "make stamp    write version and day of a release into CITATION.cff and the data package: make stamp DAY=2026-03-01"
	@echo "make changes  write into the page on changes what moved since the last release (or SINCE=v1.2.3)"
	@echo "make interruptions  kill commands at random moments and look at what they leave (KILLS=150)"
	@echo "make test     check style, types, data, code, notebooks, a strict build and its pages, with nothing but Python"
	@echo "make test-all  these, then all that takes longer: browsers, TeX, kills, full disks, damage, further builds"
	@echo "make corruption  damage the data, the references and the pages in many ways, and print what the checks report"
	@echo "make checkers fetch the Nu HTML Checker and citeproc-js, with which make test-all also checks markup and citations; needs npm and Java"
	@echo "make lighthouse  build, and print what Lighthouse says of pages; needs npm and Chromium"
	@echo "make accessibility  build, and print what three checkers find on pages; needs npm and Chromium"
	@echo "make bench    time the book against the bare work, as ratios (ROWS=book names rows)"
	@echo "make refresh  run all notebooks and store the outputs that differ"
	@echo "make figures  write all figures into _build/figures"
	@echo "make tables   write all tables into _build/tables"
	@echo "make serve    build, then serve the site on this machine (PORT=$$PORT)"
	@echo "make lock     renew requirements.lock from pyproject.toml; versions that still fit stay"
	@echo "make clean    remove what was built, and the environment"

# The environment. A script makes it where the marks in it do not fit the contents of the lock and of this clone.

SPACE := $(subst x,,x x)
READY := $(subst $(SPACE),\ ,$(VENV))/.ready
FIND_PYTHON = set -e; \
	for python in $${PYTHON:-"$(BIN)/python" python3 python3.14 python3.13 python3.12 python3.11}; do \
	  "$$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "make: found no Python 3.11 or later; install one, or name it: make PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi
ENVIRONMENT = "$$python" -I src/reviewhelpers/workspace/virtualenv.py

$(READY): FORCE
	@$(FIND_PYTHON); $(ENVIRONMENT) "$(VENV)"

FORCE:

# Python runs the code of this clone, and takes nothing from the shell that would change what it does.
unexport PYTHONHOME PYTHONOPTIMIZE PYTHONWARNINGS PYTHONINSPECT PYTHONIOENCODING PYTHONSAFEPATH PYTHONDEVMODE
unexport GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE CDPATH
export PYTHONUTF8 := 1
export PYTHONNOUSERSITE := 1
# Names of folders are read in the character set of the shell, which may lack their letters.
ifneq ($(shell locale charmap 2>/dev/null),UTF-8)
ifeq ($(shell uname),Linux)
unexport LC_ALL
export LC_CTYPE := C.UTF-8
endif
endif
# A colon would part the name of this folder in two; the environment finds the code without it.
ifeq (,$(findstring :,$(CURDIR)))
export PYTHONPATH := $(CURDIR)/src
else
unexport PYTHONPATH
endif

# The site. The command compares the contents of all inputs with those of the last build.

book: $(READY)
	@$(PYTHON_M) reviewhelpers book

# The whole book as one file. A build takes the files of the last one out of the site, so that none is stale; each
# form adds its link to the same page, so that they are made one after the other.

.NOTPARALLEL:

offline pdf epub slides: book
	@$(PYTHON_M) reviewhelpers export --missing --out "$$PWD/_build" $@

site: offline pdf epub slides

# A copy of the site whose figures and tables a reader can change and run again. What it needs is fetched once.

live: book
	@$(PYTHON_M) reviewhelpers live
	@echo "$$PWD/_build/live/index.html"

# What the live site needs, without a build: the tests take it from there.
live-cache: $(READY)
	@"$(BIN)/python" -c "from reviewhelpers.live import runtime; from reviewhelpers.cli.live import CACHE; runtime.fetch(CACHE)"

# A release: all that is published, and sums by which anyone can tell that it is what this code makes.

wheel: $(READY)
	@$(PYTHON_M) reviewhelpers wheel

checksums: site live figures wheel
	@$(PYTHON_M) reviewhelpers checksums

verify: $(READY)
	@if [ -z "$$SUMS" ]; then echo "make: name the sums to verify: make verify SUMS=path/to/SHA256SUMS" >&2; exit 2; fi
	@$(PYTHON_M) reviewhelpers verify --anew -- "$$SUMS"

# The version of pyproject.toml and the day of the release, where others look for them.
stamp: $(READY)
	@if [ -z "$$DAY" ]; then echo "make: name the day of the release, in UTC: make stamp DAY=2026-03-01" >&2; exit 2; fi
	@$(PYTHON_M) reviewhelpers stamp -- "$$DAY"

# What moved since a release, as a section of the page on changes.
changes: $(READY)
	@$(PYTHON_M) reviewhelpers changes -- "$$SINCE"

# Tests. Notebooks run apart: all cells of one must meet the same kernel. Those marked as slow run by `make test-all`
# alone; both commands look at the same site, which is built once. Files begin in the order of tests/conftest.py.

test: $(READY)
	@echo "[1/5] style"
	@"$(BIN)/ruff" check
	@"$(BIN)/ruff" format --check
	@echo "[2/5] types"
	@$(PYTHON_M) mypy
	@echo "[3/5] layers"
	@"$(BIN)/lint-imports" --no-logo
	@echo "[4/5] data, code, the site and its pages"
	@"$(BIN)/python" -m pytest -q $(SHARED) -m "not slow"
	@echo "[5/5] notebooks against their stored outputs"
	@"$(BIN)/python" -m pytest -q -n 2 --dist loadscope $(NBVAL) chapters
	@echo "All checks of make test passed."

test-all: test
	@echo "[1/1] what takes longer"
	@"$(BIN)/python" -m pytest -q $(SHARED) -m slow
	@echo "All checks passed."

SHARED = -n 2 --dist loadfile --no-loadscope-reorder

# Notebooks draw no values as hypothesis does, which each process would load.
NBVAL = -p no:hypothesispytest --nbval --nbval-current-env

# Commands killed at random moments leave the old or the new state. `make test-all` tries a few, this tries many.
interruptions: $(READY)
	@KILLS=$${KILLS:-150} "$(BIN)/python" -m pytest -q tests/test_interruptions.py

corruption: $(READY)
	@"$(BIN)/python" tests/corruption.py

# Programs of Node and Java that look at the built pages, of fixed versions with hashes. Their own scripts do not run.
CHECKERS = _build/checkers
NPM_CI = mkdir -p $(CHECKERS) && cp tests/checkers/package.json tests/checkers/package-lock.json $(CHECKERS) && \
	cd $(CHECKERS) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

checkers:
	@$(NPM_CI) --omit=dev

lighthouse: book
	@$(NPM_CI)
	@"$(BIN)/python" tests/checkers/lighthouse.py "$$PAGES"

accessibility: book
	@$(NPM_CI)
	@"$(BIN)/python" tests/checkers/accessibility.py "$$PAGES"

bench: $(READY)
	@"$(BIN)/python" bench/bench.py "$$ROWS"

refresh: $(READY)
	@$(PYTHON_M) reviewhelpers refresh --all

figures: $(READY)
	@$(PYTHON_M) reviewhelpers figures --out _build/figures

tables: $(READY)
	@$(PYTHON_M) reviewhelpers tables --out _build/tables

serve: book
	@echo "http://127.0.0.1:$$PORT/ (stop with Ctrl-C)"
	@"$(BIN)/python" -m http.server --bind 127.0.0.1 --directory _build/html -- "$$PORT"

# uv resolves for Linux, macOS and Windows at once, which pip cannot. It keeps the versions it finds in the file.
lock: $(READY)
	@rm -rf _build/lock
	@"$(BIN)/python" -m venv _build/lock
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

# What is being built is waited for.
clean:
	@$(FIND_PYTHON); $(ENVIRONMENT) --clean "$(VENV)"
