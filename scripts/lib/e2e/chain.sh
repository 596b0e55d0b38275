# Functions of scripts/e2e and scripts/four-validators. Sourced, never run. Needs: root.

artifacts=$root/artifacts
client=$root/packages/client-ts

fail() {
  printf 'e2e: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '     %s\n' "$@" >&2
  exit 1
}

need_artifacts() {
  [ -f "$artifacts/checksums.txt" ] || fail "there are no built contracts in artifacts/" "build them: scripts/build-wasm"
  (cd "$artifacts" && sha256sum --quiet --check checksums.txt) || fail "artifacts/ is not what its checksums say" "build them anew: scripts/build-wasm"
}

build_client() {
  command -v npm >/dev/null || fail "npm is missing" "install Node.js 20 or newer, from nodejs.org or the system's packages (nodejs, npm)"
  [ -d "$client/node_modules" ] || (cd "$client" && npm ci --no-audit --no-fund --loglevel=error) || fail "the client's packages could not be fetched" "run again with a network"
  (cd "$client" && npm run --silent build) || fail "the client does not compile" "the reason stands above"
}

# A chain anew; from here on it is taken down whatever happens. Sets network.
start_chain() { # start_chain VALIDATORS PORT
  export DEVNET_DIR=$root/target/e2e
  "$root/scripts/devnet" reset >/dev/null
  trap stop_chain EXIT
  trap 'exit 130' INT TERM
  "$root/scripts/devnet" up --validators "$1" --base-port "$2"
  network=$DEVNET_DIR/chain/network.json
}

stop_chain() {
  "$root/scripts/devnet" down >&2
}

tell_story() { # tell_story NETWORK [--core]
  node "$client/dist/e2e/main.js" --network "$1" --artifacts "$artifacts" "${@:2}"
}
