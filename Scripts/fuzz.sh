#!/bin/sh
# fuzz.sh [SECONDS [TARGET…]]: feeds every way from bytes to answers with inputs that libFuzzer finds
# by coverage and that a mutator of ours makes by type; SECONDS each (60). What it finds is kept in
# .build/fuzz/finds; each find becomes a unit test. Targets: manifests experiment notebook requests
# rules site tests.
set -eu
cd "$(dirname "$0")/.."
seconds="${1:-60}"
[ $# -gt 0 ] && shift
targets="${*:-manifests experiment notebook requests rules site tests}"
scratch=.build/fuzz

# Only the library is built, with coverage; its objects are linked with the entry points. Objects of
# files that are gone would be linked, too.
rm -rf "$scratch"/*/debug
swift build --scratch-path "$scratch" --target HostileInput \
  -Xswiftc -sanitize=fuzzer -Xswiftc -parse-as-library
products="$(swift build --scratch-path "$scratch" --show-bin-path)"
objects="$(find "$products" -path '*.build/*' -name '*.o' ! -path '*labbook.build*' \
  ! -path '*Benchmark.build*' ! -path '*Conformance.build*' ! -path '*Tests.build*')"
# shellcheck disable=SC2086
swiftc -sanitize=fuzzer -parse-as-library -I "$products/Modules" \
  -I Sources/System/CCMark -I Sources/System/CYAML -I Sources/System/CXXHash -I Sources/System/CEvent \
  -Xcc -fmodule-map-file="$products/CRE2.build/module.modulemap" Tests/Fuzzing/EntryPoints.swift \
  $objects -o "$scratch/fuzz" -lcmark -lyaml -lre2 -lxxhash -levent_core -levent_extra -lstdc++ -lm

status=0
for target in $targets; do
  printf '== %s\n' "$target"
  mkdir -p "$scratch/corpus/$target" "$scratch/finds"
  # The backtracer would keep the pipe open behind a crash.
  LABBOOK_FUZZ_TARGET="$target" SWIFT_BACKTRACE=enable=no nice "$scratch/fuzz" \
    -seed=20240228 -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=20000 \
    -artifact_prefix="$scratch/finds/$target-" -print_final_stats=1 \
    "$scratch/corpus/$target" "Tests/Fuzzing/corpus/$target" 2> "$scratch/$target.log" || status=1
  grep -E 'number_of_executed_units|SUMMARY|Test unit written' "$scratch/$target.log" || true
done
exit $status
