# For peers that are compared with the program. Sets $CROSSMODAL and $directory, the folder of a Python environment.
export CROSSMODAL=${CROSSMODAL:-.build/release/crossmodal}
[[ -x $CROSSMODAL ]] || fail 69 "$CROSSMODAL: not built; run swift build -c release --product crossmodal"
directory=${CROSSMODAL_PEERS:-.build/peers}

# need_libraries MODULE[=PACKAGE]...: what the environment must import, installed from PyPI where it is missing.
need_libraries() {
  local names=() packages=() entry
  for entry in "$@"; do
    names+=("${entry%%=*}")
    packages+=("${entry#*=}")
  done
  "$directory/bin/python" -c "import $(IFS=,; printf '%s' "${names[*]}")" 2>/dev/null && return
  [[ -x $directory/bin/python ]] || python3 -m venv "$directory" ||
    fail 69 "python3 -m venv: cannot make $directory (Debian: python3-venv)"
  "$directory/bin/pip" install --quiet "${packages[@]}" >&2 || fail 69 "pip: cannot install ${packages[*]} from PyPI"
}

# pin_to_cores THREADS: sets $pin, in front of what is timed.
pin_to_cores() {
  pin=(env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "OPENBLAS_NUM_THREADS=$1" "OMP_NUM_THREADS=$1")
  ! command -v taskset >/dev/null || pin+=(taskset -c "$(($(nproc) - $1))-$(($(nproc) - 1))")
}
