# What of the caller's would make other bytes, or bytes that do not check overflows: refused by name. Sourced, never run.
#
# Dropped in silence, such a setting would leave its owner with a build that is not the one that was asked for; obeyed, it
# would leave the chain with one that nobody has seen.

# Of the environment. What only says where or how fast to build is let through.
changes_bytes() { # changes_bytes VARIABLE
  case $1 in
    CARGO_BUILD_JOBS | CARGO_BUILD_TARGET_DIR) return 1 ;;
    CARGO_INCREMENTAL) [ "${!1}" != 0 ] ;;
    RUSTFLAGS | CARGO_ENCODED_RUSTFLAGS | CARGO_TARGET_*_RUSTFLAGS | CARGO_TARGET_WASM32_*) ;;
    RUSTC | RUSTC_BOOTSTRAP | RUSTC_WRAPPER | RUSTC_WORKSPACE_WRAPPER) ;;
    CARGO_BUILD_* | CARGO_PROFILE_RELEASE_* | CARGO_UNSTABLE_*) ;;
    *) return 1 ;;
  esac
}

# Of cargo's configuration, by the key as cargo flattens it.
changes_bytes_too() { # changes_bytes_too KEY
  case $1 in
    build.jobs | build.target-dir) return 1 ;;
    build.* | profile.release.* | unstable.* | env.RUSTC*) ;;
    target.wasm32-* | target.*cfg*.rustflags | target.*cfg*.linker) ;;
    *) return 1 ;;
  esac
}

# One a line: what is set, and where.
foreign_settings() {
  local variable line configured
  for variable in $(compgen -e); do
    if [ -n "${!variable}" ] && changes_bytes "$variable"; then echo "$variable=${!variable}, in the environment"; fi
  done
  # Every file that cargo would read from here: the checkout's, those of the folders above it, the one in cargo's home.
  # The command that shows them is unstable; the toolchain is pinned.
  configured=$(RUSTC_BOOTSTRAP=1 cargo -Z unstable-options config get --show-origin) ||
    fail "cargo cannot read its configuration" "the reason stands above"
  while IFS= read -r line; do
    if changes_bytes_too "${line%% = *}"; then echo "${line% # *}, in ${line##* # }"; fi
  done <<<"$configured"
}

refuse_foreign_settings() {
  local found first
  found=$(foreign_settings)
  [ -n "$found" ] || return 0
  first=${found%%$'\n'*}
  [ "$first" = "$found" ] || printf '%s\n' "$found" >&2
  fail "refused: $first" "the artifacts would not be those of these sources: Cargo.toml and scripts/ say how they are built" \
    "unset it, or take it out of that file, and run again"
}

# The toolchain is part of the bytes, and an environment may name another one.
refuse_other_toolchain() {
  local pinned found
  pinned=$(sed -n 's/^channel = "\(.*\)"$/\1/p' "$root/rust-toolchain.toml")
  found=$(rustc --version) || fail "the pinned toolchain does not run" "with rustup: rustup toolchain install $pinned, once, with a network"
  [ "${found#rustc "$pinned" }" != "$found" ] ||
    fail "refused: $found${RUSTUP_TOOLCHAIN+, by RUSTUP_TOOLCHAIN=$RUSTUP_TOOLCHAIN}" "rust-toolchain.toml names $pinned"
}
