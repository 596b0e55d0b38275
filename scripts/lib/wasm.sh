# Functions of scripts/build-wasm. Sourced, never run.

binaryen_version=132.0.0

# --- saying what is missing -------------------------------------------------------------------------------------

fail() {
  printf 'build-wasm: %s\n' "$1" >&2
  shift
  printf '            %s\n' "$@" >&2
  exit 1
}

need() { # need COMMAND HOW_TO_GET_IT...
  local name=$1
  shift
  command -v "$name" >/dev/null || fail "$name is missing" "$@"
}

# --- tools ------------------------------------------------------------------------------------------------------

ensure_tools() {
  need cargo "install Rust with rustup (rustup.rs); rust-toolchain.toml then picks the version"
  need node "install Node.js 18 or newer, from nodejs.org or the system's packages (nodejs)"
  need sha256sum "it is part of GNU coreutils"
  ensure_target
  ensure_binaryen
}

ensure_target() {
  local libdir
  libdir=$(rustc --print target-libdir --target wasm32-unknown-unknown) ||
    fail "the pinned toolchain does not run" "see rust-toolchain.toml; with rustup: rustup toolchain install, once, with a network"
  [ -d "$libdir" ] && return
  need rustup "the target wasm32-unknown-unknown is not installed and rustup, which would add it, is missing:" \
    "install rustup (rustup.rs), or the target by the means your Rust came by"
  echo "adding the target wasm32-unknown-unknown"
  rustup target add wasm32-unknown-unknown ||
    fail "the target wasm32-unknown-unknown could not be added" "with a network: rustup target add wasm32-unknown-unknown"
}

# wasm-opt from npm: JavaScript and wasm in one package, so there is nothing native to download.
ensure_binaryen() {
  local folder=$tools/binaryen-$binaryen_version
  wasm_opt=$folder/node_modules/binaryen/bin/wasm-opt
  [ -f "$folder/complete" ] && return
  need npm "it fetches binaryen $binaryen_version, once; it comes with Node.js (nodejs.org) or as the system's package npm"
  echo "fetching binaryen $binaryen_version"
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$lib"/binaryen/package.json "$lib"/binaryen/package-lock.json "$folder/"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) ||
    fail "binaryen $binaryen_version could not be fetched from npm" \
      "it is needed once and then kept in ${folder#"$root"/}: run again with a network and a reachable npm registry"
  touch "$folder/complete"
}

# --- compiling --------------------------------------------------------------------------------------------------

fetch_crates() {
  cargo fetch --locked --target wasm32-unknown-unknown --quiet ||
    fail "the crates of Cargo.lock could not be fetched, or Cargo.lock is out of date" \
      "out of date: cargo metadata >/dev/null, then commit it; not fetched: run again with a network"
}

# Every path of this machine that could reach the bytes becomes a fixed one: the checkout, each folder of crates
# (their names carry a hash of where the index lives), the rest of cargo's folder, and the library sources, which
# rustc names by their place on disk as soon as the rust-src component is there.
remapped_paths() {
  local cargo_home=${CARGO_HOME:-$HOME/.cargo} sysroot commit folder
  cargo_home=$(cd "$cargo_home" && pwd -P)
  sysroot=$(rustc --print sysroot)
  commit=$(rustc --version --verbose | sed -n 's/^commit-hash: //p')
  # rustc lets the last match win
  printf '%s\0' "--remap-path-prefix=$cargo_home=/cargo"
  for folder in "$cargo_home"/registry/src/*/; do
    printf '%s\0' "--remap-path-prefix=${folder%/}=/crates"
  done
  printf '%s\0' "--remap-path-prefix=$sysroot/lib/rustlib/src/rust=/rustc/$commit"
  printf '%s\0' "--remap-path-prefix=$root=/src"
}

compile() { # compile PACKAGE
  # The first version of wasm. With today's, every larger copy is an instruction that no released VM takes, and what wasm-opt
  # puts in its place goes byte by byte: a large liquidation would cost a thirtieth more (docs/size.md).
  local flags=(-Ctarget-cpu=mvp) flag encoded=
  while IFS= read -r -d '' flag; do flags+=("$flag"); done < <(remapped_paths)
  for flag in "${flags[@]}"; do encoded+=${encoded:+$'\x1f'}$flag; done
  # One package at a time: built together they would share one set of dependency features.
  SOURCE_DATE_EPOCH=0 CARGO_TERM_COLOR=never \
    CARGO_ENCODED_RUSTFLAGS="$encoded" CARGO_TARGET_DIR="$root/target" \
    cargo build --release --lib --locked --target wasm32-unknown-unknown --package "$1" ||
    fail "$1 does not compile" "the reason stands above; nothing in ${artifacts#"$root"/} was changed"
}

# --- optimising -------------------------------------------------------------------------------------------------

# What rustc emits, spelled out: wasm-opt refuses instructions of a feature that is not switched on.
rustc_features=(--enable-bulk-memory --enable-bulk-memory-opt --enable-sign-ext --enable-mutable-globals
  --enable-nontrapping-float-to-int --enable-reference-types --enable-multivalue --enable-call-indirect-overlong)

optimise() { # optimise IN OUT SCRATCH
  local in=$1 out=$2 lowered=$3/lowered.wasm
  # The standard library comes compiled, with bulk memory and sign extension, which no released VM takes: plain code instead.
  "$wasm_opt" "$in" -o "$lowered" "${rustc_features[@]}" --llvm-memory-copy-fill-lowering --signext-lowering --debuginfo
  # For size, and nothing beyond the first version of wasm and mutable globals. Flat code gives 9 KiB of lending back, addresses known
  # to lie above the first KiB, which is the far end of the stack, another 7 (docs/size.md).
  "$wasm_opt" "$lowered" -o "$out" --mvp-features --enable-mutable-globals --low-memory-unused \
    --flatten --rereloop -Oz -Oz "${names[@]}" --strip-producers --strip-target-features
}
