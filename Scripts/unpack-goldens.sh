#!/bin/sh
# Unpacks what real istiod and real Envoy answered into .build/goldens: corpus/ and decisions/.
# Can be repeated: an archive is unpacked again only when it has changed. A missing archive fails.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
target="$root/.build/goldens"
mkdir -p "$target"
for name in corpus decisions; do
  archive="$root/Tests/Goldens/$name.tar.xz"
  mark="$target/.$name.sum"
  if [ ! -f "$archive" ]; then
    echo "unpack-goldens: $archive is missing" >&2
    exit 1
  fi
  sum=$(cksum < "$archive")
  if [ -d "$target/$name" ] && [ "$(cat "$mark" 2>/dev/null || true)" = "$sum" ]; then
    continue
  fi
  rm -rf "${target:?}/$name" "$mark"
  tar -xJf "$archive" -C "$target"
  echo "$sum" > "$mark"
done
