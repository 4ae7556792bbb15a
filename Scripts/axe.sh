#!/bin/sh
# Puts axe-core, which PyPI's axe-playwright-python ships, at .build/axe/axe.min.js; once.
set -eu
cd "$(dirname "$0")/.."
[ -f .build/axe/axe.min.js ] && exit 0
mkdir -p .build/axe
python3 -m pip download --quiet --no-deps --disable-pip-version-check --dest .build/axe \
  axe-playwright-python==0.1.8
python3 - <<'PYTHON'
import glob, zipfile
wheel = zipfile.ZipFile(glob.glob(".build/axe/axe_playwright_python-*.whl")[0])
name = next(name for name in wheel.namelist() if name.endswith("axe.min.js"))
open(".build/axe/axe.min.js", "wb").write(wheel.read(name))
PYTHON
