# The commands of docs/operate.md, all of them, in their order, as they stand there. Sourced, never run. Needs: root.

operate() { # operate NETWORK
  local text=$root/target/operate.sh
  awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$root/docs/operate.md" >"$text"
  [ "$(wc -l <"$text")" -gt 30 ] || fail "docs/operate.md has no commands"
  of_network() { node -p "const n = JSON.parse(fs.readFileSync('$1')); $2"; }
  echo
  echo "the commands of docs/operate.md"
  (
    cd "$root"
    PATH=$(dirname "$ballast"):$(dirname "$(of_network "$1" n.wasmd)"):$PATH
    export PATH
    NODE=$(of_network "$1" 'n.nodes[0].rpc') CHAIN_ID=$(of_network "$1" n.chainId) KEYS=$(of_network "$1" 'n.nodes[0].home')
    BALLAST_KEY=$(of_network "$1" n.accounts.owner.mnemonic) GUARDIAN=$(of_network "$1" n.accounts.guardian.address)
    FEEDERS=$(of_network "$1" '["fred", "fiona", "felix"].map((name) => `"${n.accounts[name].address}"`).join(", ")')
    export NODE CHAIN_ID KEYS BALLAST_KEY GUARDIAN FEEDERS
    bash -euo pipefail "$text"
  ) >"$root/target/operate.log" 2>&1 || {
    tail -n 40 "$root/target/operate.log" >&2
    fail "a command of docs/operate.md failed; its words stand above"
  }
  echo "operate: $(grep -cvE '^ *(#|$|})' "$text") lines of docs/operate.md ran"
}

build_ballast() {
  (cd "$root" && cargo build --locked --quiet --package ballast-cli) || fail "ballast does not compile" "the reason stands above"
  ballast=${CARGO_TARGET_DIR:-$root/target}/debug/ballast
}
