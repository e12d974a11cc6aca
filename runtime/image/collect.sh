#!/bin/sh
# collect.sh <built runtime> <target>: node, the libraries that ldd names, the runtime, and nothing else.
set -eu
dist=$1
target=$2

for folder in app data run/bulkhead proc sys dev etc; do mkdir -p "$target/$folder"; done
mkdir -m 1777 "$target/tmp"
echo 'runtime:x:1000:1000:Bulkhead runtime:/data:/nowhere' > "$target/etc/passwd"
echo 'runtime:x:1000:' > "$target/etc/group"

cp -R "$dist/." "$target/app/"
cp "$(readlink -f "$(command -v node)")" "$target/app/node"

{
  ldd "$target/app/node"
  find "$target/app" -name '*.node' -exec ldd {} \;
} | sed -n 's/^.*[[:space:]]\(\/[^ ]*\) (0x.*$/\1/p' | sort -u | while read -r library; do
  mkdir -p "$target$(dirname "$library")"
  cp -L "$library" "$target$library"
done
