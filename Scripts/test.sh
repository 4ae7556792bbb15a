#!/bin/sh
# Sets up everything and passes the tests: format, build with checked imports, tests, conformance
# with real istiod, whether the committed reports are what a run gives, and the pages in Chromium.
set -eu
cd "$(dirname "$0")/.."
. Scripts/setup.sh
set_up pkg-config g++ xz-utils python3 libcmark-dev libyaml-dev libre2-dev libxxhash-dev \
  libevent-dev librsvg2-bin chromium fonts-noto-cjk
python3 -m pip --version > /dev/null 2>&1 || set_up python3-pip

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
step "The checks beside istioctl's analyzers"
.build/release/Conformance --analysis

step "Readers of findings"
sh Scripts/check_readers.sh .build/release/labbook
step "Reports are what a run gives, in a release and in a debug build"
.build/release/labbook run --check
.build/debug/labbook run --check self-destination max-connection-dr

step "Pages in Chromium"
Scripts/axe.sh
Scripts/check_pages.py output .build/axe/axe.min.js
