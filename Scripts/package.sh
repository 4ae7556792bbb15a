#!/bin/sh
# package.sh [FOLDER]: makes what one installs, in .build/package or FOLDER: a .deb, a tar.gz, and a
# Containerfile beside them. The program holds Swift's libraries, so that it needs Debian's alone;
# LABBOOK_PROGRAM names one that is built already.
set -eu
cd "$(dirname "$0")/.."
. Scripts/setup.sh
set_up pkg-config g++ libcmark-dev libyaml-dev libre2-dev libxxhash-dev libevent-dev dpkg-dev
target="${1:-.build/package}"
# Everything is made in a folder of its own: of the target only the three files are replaced.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
program="${LABBOOK_PROGRAM:-}"
if [ -z "$program" ]; then
  set -- --scratch-path .build/static --configuration release --static-swift-stdlib
  swift build "$@" --product labbook
  program="$(swift build "$@" --show-bin-path)/labbook"
fi
version="$("$program" --version | cut -d' ' -f2)"
architecture="$(dpkg --print-architecture)"

root="$work/package"
install -D -m 755 "$program" "$root/usr/bin/labbook"
strip --strip-unneeded "$root/usr/bin/labbook"
"$program" completions bash | install -D -m 644 /dev/stdin \
  "$root/usr/share/bash-completion/completions/labbook"
"$program" completions zsh | install -D -m 644 /dev/stdin \
  "$root/usr/share/zsh/vendor-completions/_labbook"
"$program" completions fish | install -D -m 644 /dev/stdin \
  "$root/usr/share/fish/vendor_completions.d/labbook.fish"
mkdir -p "$root/usr/share/man/man1"
"$program" man | gzip -9n > "$root/usr/share/man/man1/labbook.1.gz"
install -D -m 644 LICENSE "$root/usr/share/doc/labbook/copyright"
gzip -9nc CHANGELOG.md | install -D -m 644 /dev/stdin "$root/usr/share/doc/labbook/changelog.gz"

# What the program needs is asked of the program itself.
mkdir -p "$work/shlibs/debian"
printf 'Source: labbook\n\nPackage: labbook\nArchitecture: any\n' > "$work/shlibs/debian/control"
depends="$(cd "$work/shlibs" && dpkg-shlibdeps -O "$root/usr/bin/labbook" 2> /dev/null |
  sed -n 's/^shlibs:Depends=//p')"
[ -n "$depends" ] || { echo "package: dpkg-shlibdeps found no libraries" >&2; exit 1; }
mkdir -p "$root/DEBIAN"
cat > "$root/DEBIAN/control" << CONTROL
Package: labbook
Version: $version
Architecture: $architecture
Maintainer: The labbook authors <labbook@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $depends
Recommends: git
Suggests: chromium, librsvg2-bin, fonts-noto-cjk
Section: net
Priority: optional
Description: experiment notebook for service-mesh traffic rules
 Compiles Kubernetes' and Istio's manifests as istiod does, simulates Envoy,
 judges hypotheses and writes reports, without a cluster.
CONTROL
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
deb="labbook_${version}_${architecture}.deb"
mkdir -p "$target"
dpkg-deb --root-owner-group --build "$root" "$target/$deb" > /dev/null

name="labbook-$version-$architecture"
mkdir "$work/$name"
cp -R "$root/usr/bin" "$root/usr/share" README.md LICENSE "$work/$name/"
tar --sort=name --owner=0 --group=0 --numeric-owner -C "$work" -czf "$target/$name.tar.gz" "$name"

cat > "$target/Containerfile" << CONTAINERFILE
FROM docker.io/library/debian:12-slim
COPY $deb /tmp/
RUN apt-get update && apt-get install -y --no-install-recommends /tmp/$deb git && \\
    rm -rf /var/lib/apt/lists/* /tmp/$deb
WORKDIR /notebook
ENTRYPOINT ["labbook"]
CONTAINERFILE
ls -l "$target"
