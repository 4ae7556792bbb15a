#!/bin/sh
# Sets up everything and passes the tests: format, build with checked imports, tests, conformance
# with real istiod, and whether the committed reports are what a run gives.
set -eu
cd "$(dirname "$0")/.."
. Scripts/setup.sh
set_up pkg-config g++ xz-utils libcmark-dev libyaml-dev libre2-dev libxxhash-dev

step() { printf '\n== %s\n' "$1"; }

checked="--explicit-target-dependency-import-check error"

step "Format"
swift format lint --strict --recursive Package.swift Sources Tests

step "Goldens"
Scripts/unpack-goldens.sh

step "Release build"
# shellcheck disable=SC2086
swift build --configuration release $checked

step "Tests"
# shellcheck disable=SC2086
swift build --build-tests $checked
LABBOOK_BINARY="$PWD/.build/release/labbook" swift test --skip-build --disable-xctest

step "Conformance with real istiod"
.build/release/Conformance
