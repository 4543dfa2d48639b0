# Needs only make and python3 >= 3.11. Every target makes the environment that it needs, in .venv,
# and makes it again when pyproject.toml, constraints.txt or what is compiled has changed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
N ?= 1000000
# Tests wait for disks and for processes: one worker more than two cores keeps both busy.
WORKERS ?= 3
# What an installed checkout is made from.
SOURCES := pyproject.toml constraints.txt hatch_build.py $(wildcard engine/*/*.[ch] engine/*/*/*.[ch])

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo stickiness kernel test longer wheel lint types bench agree tamper faults kills golden build clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.base ## decide by every shipped policy, on its data, into demo-run/; the real purchases last
	@$(BIN)/keytier run policies/key-accounts/policy.yaml policies/key-accounts/customers.csv \
	  --table orders=policies/key-accounts/orders.csv \
	  --table contracts=policies/key-accounts/contracts.csv \
	  --table fx=policies/key-accounts/fx.csv \
	  --as-of 2026-06-30 -o demo-run/key-accounts --force --format short
	@$(BIN)/keytier run policies/relationship-quality/policy.yaml policies/relationship-quality/customers.csv \
	  --table surveys=policies/relationship-quality/surveys.csv \
	  --table reviews=policies/relationship-quality/reviews.csv \
	  --table tickets=policies/relationship-quality/tickets.csv \
	  --table complaints=policies/relationship-quality/tickets.csv \
	  --table orders=policies/relationship-quality/orders.csv \
	  --as-of 2026-06-30 -o demo-run/relationship-quality --force --format short
	@$(BIN)/keytier run policies/customer-credit-quality/policy.yaml policies/customer-credit-quality/customers.csv \
	  --table main_business=policies/customer-credit-quality/registry.csv \
	  --table names=policies/customer-credit-quality/registry.csv \
	  --table restructurings=policies/customer-credit-quality/events.csv \
	  --table new_owners=policies/customer-credit-quality/events.csv \
	  --table trades=policies/customer-credit-quality/industry_growth.csv \
	  --as-of 2026-06-30 -o demo-run/customer-credit-quality --force --format short
	@$(BIN)/keytier run policies/credit-limits/policy.yaml policies/credit-limits/customers.csv \
	  --table filings=policies/credit-limits/filings.csv \
	  --table panel=policies/credit-limits/panel.csv \
	  --as-of 2026-06-30 -o demo-run/credit-limits --force --format short
	@$(BIN)/keytier run policies/payment-terms/policy.yaml policies/customer-credit-quality/customers.csv \
	  --table credit=demo-run/customer-credit-quality \
	  --as-of 2026-07-01 -o demo-run/payment-terms --force --format short
	@$(BIN)/keytier run policies/customer-credit-quality/german-credit.policy.yaml policies/customer-credit-quality/german-credit.csv \
	  --as-of 2026-06-30 -o demo-run/german-credit --force --format short
	@$(BIN)/keytier run policies/customer-screening/policy.yaml policies/customer-screening/customers.csv \
	  --table orders=policies/customer-screening/orders.csv \
	  --table contracts=policies/customer-screening/contracts.csv \
	  --table complaints=policies/customer-screening/tickets.csv \
	  --as-of 2026-06-30 -o demo-run/customer-screening --force --format short
	@$(BIN)/keytier run policies/qc-key-customers/policy.yaml policies/qc-key-customers/customers.csv \
	  --table orders=policies/qc-key-customers/orders.csv \
	  --table complaints=policies/qc-key-customers/tickets.csv \
	  --as-of 2026-06-30 -o demo-run/qc-key-customers --force --format short
	@$(BIN)/keytier run policies/breakthrough-check/policy.yaml policies/breakthrough-check/units-2026-03-31.csv \
	  --as-of 2026-03-31 -o demo-run/breakthrough-before --force --format short
	@$(BIN)/keytier run policies/breakthrough-check/policy.yaml policies/breakthrough-check/units-2026-06-30.csv \
	  --previous demo-run/breakthrough-before \
	  --as-of 2026-06-30 -o demo-run/breakthrough-check --force --format short
	@$(BIN)/keytier run policies/regional-tiers/policy.yaml policies/regional-tiers/customers.csv \
	  --as-of 2026-06-30 -o demo-run/regional-tiers --force --format short
	@$(BIN)/keytier run policies/regional-tiers/east.policy.yaml policies/regional-tiers/customers.csv \
	  --as-of 2026-09-30 -o demo-run/regional-tiers-east --force --format short
	@$(BIN)/keytier run policies/value-tiers/ranks.policy.yaml \
	  --table orders=policies/value-tiers/orders.csv \
	  --as-of 1998-06-30 -o demo-run/value-ranks --force --format short
	@echo
	@$(BIN)/keytier run policies/value-tiers/policy.yaml \
	  --table orders=policies/value-tiers/orders.csv \
	  --as-of 1998-06-30 -o demo-run/value-tiers --force

stickiness: $(VENV)/.base ## what keep_at, grace, soft landing and a hold cost, in 65 runs over all purchases
	@for moves in plain keep-at grace soft-landing hold; do echo "$$moves"; \
	  $(BIN)/keytier series policies/value-tiers/spend-$$moves.policy.yaml \
	  --table orders=policies/value-tiers/all-orders.parquet --from 1997-06-30 --to 1998-06-30 \
	  -o demo-run/stickiness/$$moves --format short --quiet; done

kernel: $(VENV)/.dev ## compile what works on many rows at once, beside its sources
	$(BIN)/python hatch_build.py

test: $(VENV)/.dev ## run every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

longer: $(VENV)/.dev ## every test, those that draw at random with ten times as many draws
	KEYTIER_TEST_TIMES=10 $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

wheel: $(VENV)/.dev ## install the wheel into an empty environment, and try it
	$(BIN)/python -m pytest -m wheel tests/test_packaging.py

lint: $(VENV)/.dev ## ruff, its formatter, and the layers of engine/
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy --strict engine cli.py

bench: $(VENV)/.bench ## speed, as ratios inside one run
	$(BIN)/python -m tests.bench

agree: $(VENV)/.dev ## random policies and customers on every engine, N=1000000 cells
	$(BIN)/python -m tests.agree --cells $(N)

tamper: $(VENV)/.dev ## random changes to a sealed run and its ledger, all to be found, N=100000
	$(BIN)/python -m tests.tampering --count $(if $(filter command line,$(origin N)),$(N),100000)

faults: $(VENV)/.dev ## a disk that refuses at every deed in turn; N=200 of them, else all
	$(BIN)/python -m tests.faults $(if $(filter command line,$(origin N)),--count $(N))

kills: $(VENV)/.dev ## runs killed at random points, nothing acknowledged lost, N=1000
	$(BIN)/python -m tests.kills --count $(if $(filter command line,$(origin N)),$(N),1000)

golden: $(VENV)/.dev ## write the golden files anew; then read git diff
	$(BIN)/python -m pytest --golden-update

build: $(VENV)/.dev ## sdist and wheel, into dist/
	$(BIN)/python -m build

clean: ## remove what these targets made
	rm -rf .venv .ci/.venv dist demo-run .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Makes $(VENV) if need be, and installs this checkout and what it needs, $(WHAT), into it.
define install
@$(PYTHON) -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' || { \
  echo "needs python3 >= 3.11 with venv (on Debian: apt install python3-venv)," \
       "or name another: make PYTHON=python3.12 ..." >&2; exit 1; }
@echo "installing $(WHAT) into $(VENV): a few minutes the first time"
@$(PYTHON) -m venv $(VENV)
@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '$(WHAT)' -c constraints.txt
@touch $@
endef

$(VENV)/.base: WHAT = .
$(VENV)/.base: $(SOURCES)
	$(install)

$(VENV)/.dev: WHAT = .[dev]
$(VENV)/.dev: $(SOURCES)
	$(install)
	@touch $(VENV)/.base

$(VENV)/.bench: WHAT = .[dev,bench]
$(VENV)/.bench: $(SOURCES)
	$(install)
	@touch $(VENV)/.base $(VENV)/.dev
