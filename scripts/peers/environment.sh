#!/usr/bin/env bash
# The libraries that ours are timed beside, in a virtual environment from PyPI: PyTorch, JAX, Keras, NumPy,
# SciPy, scikit-learn, faiss.
#
#   scripts/peers/environment.sh [DIR]      # default: .build/peers
#
# Prints the path of its Python. What is there is not installed again. PyTorch from PyPI is large (gigabytes with the
# libraries of its GPU part); a wheel for the CPU alone that pip finds elsewhere (PIP_FIND_LINKS) is taken as well.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
(($# <= 1)) || fail 64 "takes at most a directory"

directory=${1:-.build/peers}
modules=torch,jax,keras,numpy,scipy,sklearn,faiss,threadpoolctl
if ! KERAS_BACKEND=jax "$directory/bin/python" -c "import $modules" 2>/dev/null; then
  python3 -m venv "$directory" || fail 69 "python3 -m venv: cannot make $directory (Debian: python3-venv)"
  "$directory/bin/pip" install --quiet "torch==2.13.0" jax keras numpy scipy scikit-learn faiss-cpu \
    threadpoolctl >&2 ||
    fail 69 "pip: cannot install the libraries from PyPI"
fi
printf '%s\n' "$directory/bin/python"
