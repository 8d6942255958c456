# What there is to do with this repository. It needs Go and make; the other
# tools are pinned in tools.mod, and Go fetches them the first time.

TOOL    := go tool -modfile=tools.mod
SYSTEMS := windows/amd64 darwin/arm64
COUNT   ?= 6
RUNS    ?= 7
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

# The race detector needs a C compiler. Whoever has none still gets the tests.
RACE ?= $(shell command -v "$$(go env CC)" >/dev/null 2>&1 && echo -race)

# It sees what happens at once: in packages whose program starts something beside
# itself, or guards something. The others' tests say the same with it and without,
# and as go test ./... runs them they are quicker.
AT_ONCE = $(shell grep -rlE --include='*.go' --exclude='*_test.go' '^[[:space:]]+go [a-z]|sync\.(Mutex|WaitGroup)|"sync/atomic"|/bubbletea"' cmd session timer | \
	xargs -n 1 dirname | sort -u | sed 's|^|./|')

.PHONY: help build test torture check format vet staticcheck deadcode race cross fmt bench bench-go bench-program pictures docs dist

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 18

build: ## build ./facilitate
	go build -o facilitate$(shell go env GOEXE) .

test: ## run the tests
	go test ./...

torture: ## run the tests, the long ones too
	FACILITATE_LONG=1 go test -count=1 -timeout 60m ./...

fmt: ## format the code
	$(TOOL) gofumpt -w .

check: format vet staticcheck deadcode race cross ## all of the checks below, as CI runs them

format: ## is everything formatted?
	@files=$$($(TOOL) gofumpt -l .) || exit 1; \
	[ -z "$$files" ] || { echo "not formatted (make fmt does it):"; echo "$$files"; exit 1; }

vet: ## go vet
	go vet ./...

staticcheck: ## staticcheck
	$(TOOL) staticcheck ./...

# First what the program never reaches, though a test may; then what not even
# a test reaches, helpers of tests among it.
deadcode: ## is there code that nothing calls?
	@dead=$$($(TOOL) deadcode . && $(TOOL) deadcode -test ./...) || { echo "$$dead"; exit 1; }; \
	[ -z "$$dead" ] || { echo "nothing calls these:"; echo "$$dead" | sort -u; exit 1; }

race: ## run the tests of what happens at once with the race detector
	@[ -n "$(RACE)" ] || echo "no C compiler: the tests run without the race detector"
	go test -vet=off $(RACE) $(if $(RACE),$(AT_ONCE),./...)

# A system's own files, those of its tests too, are read nowhere else. Whoever
# looks for dead code reads all there is as that system would, and says what does
# not fit together, in a tenth of the time that it takes to compile it; make dist
# builds. No file is a processor's own: one of each system tells all.
cross: ## does it fit together for the other systems?
	@reader=$$($(TOOL) -n deadcode) || exit 1; \
	for system in $(SYSTEMS); do \
		echo "read for $$system"; \
		CGO_ENABLED=0 GOOS=$${system%/*} GOARCH=$${system#*/} $$reader -test ./... >/dev/null || exit 1; \
	done

bench: bench-go bench-program ## measure: both of the below

# The figures of the time before are kept, so that the change is seen.
bench-go: ## the Go benchmarks, beside those of the last time (COUNT=6)
	@mkdir -p dist
	@[ ! -s dist/bench.txt ] || mv dist/bench.txt dist/bench.before.txt
	go test -run '^$$' -bench . -benchmem -count $(COUNT) $$(go list ./... | grep -v cmd/bench) > dist/bench.txt || { cat dist/bench.txt; rm dist/bench.txt; exit 1; }
	$(TOOL) benchstat $$(ls dist/bench.before.txt 2>/dev/null) dist/bench.txt

bench-program: ## the whole program in a pseudo-terminal, against its limits (RUNS=7)
	go test -run '^$$' -bench . -benchtime $(RUNS)x -timeout 60m ./cmd/bench

# PICTURES picks some of them: make pictures PICTURES=80x24/over
pictures: ## what the console looks like, on many terminals, into dist/pictures (Xvfb, xterm, ImageMagick)
	FACILITATE_PICTURES='$(CURDIR)/dist/pictures' FACILITATE_PICTURES_ONLY='$(PICTURES)' go test -count=1 -parallel 6 -timeout 60m ./cmd/pictures

docs: ## docs/commands.md and docs/man from the commands
	go run ./cmd/reference

dist: ## the files of a release, for six systems, into dist (VERSION=1.2.3)
	go run ./cmd/release -version '$(VERSION)'
