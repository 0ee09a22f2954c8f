#!/usr/bin/env bash
# The Python package with everything that it needs, as one wheel.
#
#   scripts/wheel.sh            # dist/crossmodal-*.whl
#   scripts/wheel.sh check      # and installs it into an empty environment, without swift in PATH, and tries it there
#
# Holds libcrossmodal, the programs crossmodal and crossmodal-matrix, the Swift runtime, OpenBLAS, and their licenses. Its tag
# names the glibc that their symbols need; pip refuses it on a system with an older one, or with musl. libstdc++ and libgcc_s
# are those of the system, as for every wheel: two of them in one process would not agree.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source scripts/bundle.sh
(($# == 0)) || [[ $# == 1 && $1 == check ]] || fail 64 "takes nothing or the word check"
most=60

need_bundling
step "Building (the first build takes minutes)"
bundle_build crossmodal-c crossmodal
stage=python/build/stage
rm -rf "$stage"
bundle_programs "$stage"
cp "$products/libcrossmodal-c.so" "$stage/lib/libcrossmodal.so"
strip --strip-unneeded "$stage/lib/libcrossmodal.so"
patchelf --set-soname libcrossmodal.so "$stage/lib/libcrossmodal.so"
patchelf --set-rpath '$ORIGIN' "$stage/lib/libcrossmodal.so"
mkdir -p "$stage/include"
cp Sources/CCrossModal/crossmodal.h "$stage/include/"
bundle_libraries "$stage" '^(libstdc\+\+|libgcc_s)\.so' "$products/libcrossmodal-c.so" "$products/crossmodal"

step "Packing"
mkdir -p dist
rm -f dist/crossmodal-*.whl
(cd python && PYTHONPATH=backend "$python" -c 'import crossmodal_backend; print(crossmodal_backend.build_wheel("../dist"))')
wheel=$(echo dist/crossmodal-*.whl)
size=$(($(stat -c %s "$wheel") / 1000000))
((size <= most)) || fail 1 "$wheel: $size MB; at most $most MB are allowed"
step "$wheel: $size MB"

if [[ ${1:-} == check ]]; then
  step "In an empty environment, without swift"
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  "$python" -m venv "$scratch/environment"
  "$scratch/environment/bin/pip" install -q "$wheel"
  # An older glibc, and musl.
  for platform in manylinux_2_28_x86_64 musllinux_1_2_x86_64; do
    answer=$("$scratch/environment/bin/pip" install --dry-run --no-deps --only-binary=:all: --target "$scratch/other" \
      --platform "$platform" "$wheel" 2>&1) && fail 1 "$wheel: pip installs it on $platform"
    [[ $answer == *"not a supported wheel"* ]] || fail 1 "$platform: $answer"
  done
  path=$scratch/environment/bin:/usr/bin:/bin
  if env -i PATH="$path" bash -c 'command -v swift' >/dev/null; then fail 1 "swift is in $path"; fi
  # README's lines.
  awk '/^```python/ { inside = 1; next } /^```/ { inside = 0 } inside' README.md >"$scratch/readme.py"
  [[ -s $scratch/readme.py ]] || fail 1 "README.md: no lines of Python"
  (cd "$scratch" && env -i PATH="$path" HOME="$scratch" python readme.py)
  (cd "$scratch" && env -i PATH="$path" HOME="$scratch" crossmodal --version)
  foreign=$(env -i ldd "$scratch"/environment/lib/python*/site-packages/crossmodal/lib/libcrossmodal.so |
    awk '$2 == "=>" { print $1, $3 }' | grep -v " $scratch/" |
    grep -vE "$glibc_libraries|^(libstdc\+\+|libgcc_s)\.so" || true)
  [[ -z $foreign ]] || fail 1 "found outside the wheel: $foreign"
fi
