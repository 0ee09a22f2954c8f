# For peers that are compared with the program: sets $CROSSMODAL and $directory, the folder of a Python environment with numpy,
# scipy and scikit-learn; pin_to_cores THREADS sets $pin.
export CROSSMODAL=${CROSSMODAL:-.build/release/crossmodal}
[[ -x $CROSSMODAL ]] || fail 69 "$CROSSMODAL: not built; run swift build -c release --product crossmodal"
directory=${CROSSMODAL_PEERS:-.build/peers}
if ! "$directory/bin/python" -c "import numpy, scipy, sklearn" 2>/dev/null; then
  [[ -x $directory/bin/python ]] || python3 -m venv "$directory" ||
    fail 69 "python3 -m venv: cannot make $directory (Debian: python3-venv)"
  "$directory/bin/pip" install --quiet numpy scipy scikit-learn >&2 ||
    fail 69 "pip: cannot install the libraries from PyPI"
fi

pin_to_cores() {
  pin=(env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "OPENBLAS_NUM_THREADS=$1")
  ! command -v taskset >/dev/null || pin+=(taskset -c "$(($(nproc) - $1))-$(($(nproc) - 1))")
}
