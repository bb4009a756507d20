# make build   sets everything up and runs the main job
# make test    sets everything up and runs the tests
# make check   lint, format, types, tests
# make quality measures alignment and checks on texts of our own, beside the floors
# make docs    builds the documentation as a site
# make screenshots  takes the pictures of the documentation, with Chromium
# make wheel   builds the distributions, and tries the wheel, pipx, uv and the tests of the sdist in fresh environments
# make bundle  builds programs that need no Python, and does the main job with them
# make container  does by hand what the Dockerfile and compose.yaml say, with PostgreSQL, and asks hadolint about them
# make fuzz    damages files of every kind and reads them; FILES=50000 for a long run
# make bench   measures, side by side with what a user would take instead

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
EXTRAS ?= web
# Other extras are another set-up.
READY  := $(VENV)/.ready.$(EXTRAS)

.PHONY: build test check lint quality docs screenshots wheel bundle container bench fuzz clean

build: $(READY)
	@$(BIN)/cdalign build

# Tests start cdalign some 200 times: where PYTHONDONTWRITEBYTECODE is set, each time would compile it again.
# Neighbours share what a module builds once, so a worker takes them in a row, and then from who has most left.
test: $(READY)
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: lint test

quality: $(READY)
	@$(BIN)/python tests/quality/quality_measures.py

docs: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	@$(BIN)/python packaging/check_site.py build/site

screenshots: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group docs
	@$(BIN)/python packaging/screenshots.py

wheel: $(READY)
	@rm -rf dist
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check build
	@$(BIN)/python -m build --outdir dist . >/dev/null
	@$(BIN)/python packaging/try_wheel.py dist
	@$(BIN)/python packaging/try_tools.py dist
	@$(BIN)/python packaging/try_sdist.py dist

bundle: $(READY)
	@$(BIN)/python packaging/bundle.py

container: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group container
	@$(BIN)/hadolint Dockerfile
	@$(BIN)/python packaging/try_container.py

FILES ?= 5000
fuzz: $(READY)
	@$(BIN)/python -m fuzz --files $(FILES)

bench: $(READY)
	@$(BIN)/python -m bench

clean:
	@rm -rf $(VENV) .weblate build dist .mypy_cache .ruff_cache

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: cdalign needs Python 3.11 or newer; try: make PYTHON=python3.11" >&2; exit 2; }
	@echo "setting up $(VENV) (once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[$(EXTRAS)]" --group dev
	@touch $(READY)
