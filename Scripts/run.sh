#!/bin/sh
# Sets up everything, builds labbook in release mode and runs the experiments (all, or those named).
set -eu
cd "$(dirname "$0")/.."
. Scripts/setup.sh
set_up pkg-config g++ libcmark-dev libyaml-dev libre2-dev libxxhash-dev libevent-dev
swift build --configuration release --product labbook
exec .build/release/labbook run "$@"
