#!/usr/bin/env bash
# Checks of this folder that take minutes or need tools: by hand, or nightly. From the folder of the repository:
#     PATH=.venv/bin:$PATH deploy/check.sh
# An image is built where a Docker daemon answers; everywhere its RUN lines are run without a container.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT

if command -v systemd-analyze >/dev/null; then
	cp deploy/jogan*.service deploy/jogan*.timer "$folder"
	# verify wants the program to be there.
	sed -i 's|/opt/jogan/bin/jogan|/bin/true|' "$folder"/*.service
	systemd-analyze verify "$folder"/jogan*
	for unit in deploy/*.service; do
		systemd-analyze security --offline=true --threshold=25 "$unit" | tail -1
	done
else
	echo "systemd-analyze is missing: the units are not verified"
fi

python -m tests.image

if docker info >/dev/null 2>&1; then
	docker compose --file deploy/compose.yaml config --quiet
	docker build --file deploy/Dockerfile --tag jogan-check .
	docker run --rm --read-only --tmpfs /tmp --cap-drop ALL jogan-check --version
	docker image inspect --format '{{.Size}}' jogan-check
else
	echo "no Docker daemon answers: no image is built"
fi
