# What the wheel and the folder for other machines share: source it behind lib.sh.
#
# A bundle is a folder with bin (the programs), lib (every library that they need beside glibc) and licenses. Libraries are
# found beside the programs ($ORIGIN), whatever the machine has.

# Of glibc, which every system brings itself and which must be that of its loader.
glibc_libraries='^(ld-linux.*|libc|libm|libdl|libpthread|librt|libresolv|libutil|libmvec|libanl|linux-vdso)\.so'

need_bundling() {
  need_swift
  scripts/install.sh build wheel
  command -v patchelf >/dev/null 2>&1 || fail 69 "patchelf: not found in PATH"
}

# bundle_build PRODUCT…: builds products; sets `products` to their folder. CROSSMODAL_PRODUCTS names one where they are built.
bundle_build() {
  local product
  products=${CROSSMODAL_PRODUCTS:-}
  [[ -z $products ]] || return 0
  for product in "$@"; do
    swift build -c release --product "$product" >&2
  done
  products=$(swift build -c release --show-bin-path)
}

# bundle_programs TARGET: copies the built program and the reader of MAT and HDF5 files into TARGET/bin, without symbols.
bundle_programs() {
  local target=$1
  mkdir -p "$target/bin" "$target/lib" "$target/licenses"
  cp "$products/crossmodal" "$target/bin/"
  # HDF5 as Debian shares it brings forty libraries for files on the network; as an archive it brings none.
  local commit
  commit=$(git rev-parse --short=7 HEAD 2>/dev/null || true)
  cc -O2 -ffunction-sections -fdata-sections -ISources/CMatio -ISources/CProgramVersion/include \
    "-DCROSSMODAL_COMMIT=\"$commit\"" -I/usr/include/hdf5/serial -o "$target/bin/crossmodal-matrix" \
    Sources/MatrixReader/*.c Sources/CProgramVersion/*.c -Wl,--gc-sections -Wl,-Bstatic -lmatio \
    -L/usr/lib/x86_64-linux-gnu/hdf5/serial -lhdf5 -lsz -laec -lz -Wl,-Bdynamic -lm
  strip "$target"/bin/*
  patchelf --set-rpath '$ORIGIN/../lib' "$target/bin/crossmodal"
  # The Swift runtime holds ICU, whose license is not with it.
  licenses_of "$target" libmatio-dev libhdf5-dev libaec-dev zlib1g-dev libicu72
}

# bundle_libraries TARGET LEFT_OUT FILE…: copies what the files need into TARGET/lib, but glibc and names that match LEFT_OUT.
bundle_libraries() {
  local target=$1 left_out=$2 name path
  shift 2
  while read -r name path; do
    [[ $name =~ $glibc_libraries || $name =~ $left_out || -e $target/lib/$name ]] && continue
    [[ $path == /* ]] || fail 69 "$name: needed by a program and not found"
    cp -L "$path" "$target/lib/$name"
    chmod u+w "$target/lib/$name"
    strip --strip-unneeded "$target/lib/$name"
    patchelf --set-rpath '$ORIGIN' "$target/lib/$name"
    [[ $path == */swift/linux/* ]] || licenses_of "$target" "$(package_of "$path")"
  done < <(ldd "$@" | awk '$2 == "=>" { print $1, $3 }' | sort -u)
  cp "$(dirname "$(readlink -f "$(command -v swift)")")/../share/swift/LICENSE.txt" "$target/licenses/swift.txt"
  cp LICENSE "$target/licenses/crossmodal.txt"
  licenses_of_packages "$target"
}

# licenses_of_packages TARGET: those of the Swift packages that are linked into the products.
licenses_of_packages() {
  local target=$1 folder license
  for folder in "$products"/../../checkouts/*/; do
    license=$(find "$folder" -maxdepth 1 -iname 'LICENSE*' | head -1)
    [[ -n $license ]] || fail 69 "$folder: no license found"
    cp "$license" "$target/licenses/$(basename "$folder").txt"
  done
}

# package_of LIBRARY: the Debian package that it comes from, which may know it by its name below / or below /usr.
package_of() {
  local file
  file=$(readlink -f "$1")
  { dpkg-query -S "$file" || dpkg-query -S "${file#/usr}" || dpkg-query -S "$1"; } 2>/dev/null | cut -d: -f1 | head -1
}

# licenses_of TARGET PACKAGE…: the copyright files of Debian packages.
licenses_of() {
  local target=$1 package
  shift
  for package in "$@"; do
    cp -L "/usr/share/doc/$package/copyright" "$target/licenses/$package.txt"
  done
}
