.DEFAULT_GOAL := help
.PHONY: help install run platform demo test soak bench publish pack images lock format clean

help: ## List the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

install: ## Restore packages and build
	dotnet build

run: ## Start platform and demo (with a .env: only the demo) and print where to click
	@dotnet run --project src/Wristband.AppHost

platform: ## Start the platform alone on ports 6002 (http) and 6443 (https)
	@dotnet run --project src/Wristband.AppHost -- people
	Platform__DataDirectory="$(CURDIR)/.data" dotnet run --project src/Wristband.Platform

demo: ## Start the demo alone on port 6001, with the settings of .env or, without one, of the platform here
	set -a; if [ -f .env ]; then . ./.env; else . ./.data/demo.env; fi; Demo__DataDirectory="$(CURDIR)/.data" dotnet run --project src/Wristband.DemoApp

test: ## Everything: warnings as errors, format check, all suites; ends with "N passed, N failed"
	@bash eng/test.sh

soak: ## The endurance tests of `make test` in full: thousands of rounds of parallel refreshes, logouts and replicas
	SOAK=1 dotnet test --project tests/Wristband.AspNetCore.Tests --filter-namespace "*Soak"
	SOAK=1 dotnet test --project tests/Wristband.EndToEnd.Tests --filter-namespace "*Soak" "*Replicas"

bench: ## Measure everything beside its peers; ROWS="refresh jwks" for some only
	@bash eng/bench.sh $(ROWS)

publish: ## The platform as an archive with runtime, systemd unit and SBOM, in artifacts/publish; RID=linux-arm64 for another machine
	@bash eng/publish.sh $(RID)

pack: ## The NuGet packages with symbols and SBOMs, in artifacts/packages
	@bash eng/pack.sh

images: ## The container images of platform and demo as files for `docker load`, in artifacts/images; RID as above
	@bash eng/images.sh $(RID)

lock: ## Write all lock files anew, after a change of packages
	@bash eng/lock.sh

format: ## Format the source the way `make test` expects it
	dotnet format

clean: ## Remove build output and local data (.data holds the development database)
	rm -rf artifacts .data
