# `make help` lists what one can do here. A step is redone only when what it is made from has changed.
.PHONY: help run fresh test lint bench screenshots clean needs look

ASSETS := $(shell find crates/server/assets -path '*/dist' -prune -o -type f -print 2>/dev/null)
LOOK := crates/server/assets/dist
NPM_CI := npm ci --no-audit --no-fund

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: needs look ## builds and starts the demo on http://localhost:8080; its data stay in var/demo
	cargo run --bin rpps -- demo

fresh: ## the same, with new data
	rm -rf var/demo
	$(MAKE) run

test: ## installs what the tests need, runs them all on SQLite and PostgreSQL, then in a browser
	scripts/test

lint: look ## format, clippy, licences of dependencies
	scripts/lint

bench: needs look ## measures registrations per second on both engines, with durable commits
	scripts/install-debian postgresql
	cargo build --release --bin rpps --bin bench
	scripts/with-postgres --durable target/release/bench

screenshots: needs look e2e/node_modules/.package-lock.json ## takes the pictures of docs/images
	scripts/install-debian chromium
	cargo build --bin rpps
	node e2e/screenshots.mjs

clean: ## removes what was built, and keeps var/
	rm -rf target node_modules e2e/node_modules e2e/results $(LOOK)

needs:
	@scripts/install-debian compiler

look: $(LOOK) ## builds the styles and scripts of the pages

$(LOOK): node_modules/.package-lock.json $(ASSETS)
	npm run --silent build
	@touch $@

node_modules/.package-lock.json: package-lock.json
	$(NPM_CI)
	@touch $@

e2e/node_modules/.package-lock.json: e2e/package-lock.json
	$(NPM_CI) --prefix e2e
	@touch $@
