#!/bin/sh
# Finds Swift and installs what is missing of Debian's packages; changes nothing where all is there.
#
#   . Scripts/setup.sh PACKAGE...     then `swift` is on the PATH
#
# Sourced by run.sh and test.sh, which name the packages that they need.

find_swift() {
  command -v swift > /dev/null 2>&1 && return 0
  for folder in /opt/swift/usr/bin /opt/swift*/usr/bin /usr/local/swift/usr/bin \
    /usr/libexec/swift/bin "${HOME:-/root}"/.local/share/swiftly/bin /usr/share/swift/usr/bin; do
    if [ -x "$folder/swift" ]; then
      PATH="$folder:$PATH"
      export PATH
      return 0
    fi
  done
  echo "labbook: there is no Swift on the PATH; install Swift 6.2 or newer (swift.org/install)" >&2
  return 1
}

missing_packages() {
  for package in "$@"; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2> /dev/null || true)
    [ "$state" = installed ] || printf '%s ' "$package"
  done
}

install_packages() {
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if ! command -v apt-get > /dev/null 2>&1; then
    echo "labbook: missing, and apt-get is not here to install them: $missing" >&2
    return 1
  fi
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo > /dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2> /dev/null; }; then
    as_root=sudo
  else
    echo "labbook: these Debian packages are missing, and may not be installed from here:" >&2
    echo "  $missing" >&2
    echo "Ask for: apt-get install --yes $missing" >&2
    return 1
  fi
  echo "labbook: installing $missing"
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive sh -c '
    apt-get update --quiet=2 && apt-get install --yes --quiet=2 --no-install-recommends "$@"
  ' install $missing > /dev/null
}

set_up() {
  find_swift && install_packages "$@"
}
