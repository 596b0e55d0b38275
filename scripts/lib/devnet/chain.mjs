// The genesis: validators, funded accounts, a government that votes in ten seconds.

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { denomsOf, feeDenom, metadataOf } from "./denoms.mjs";
import { Failure } from "./failure.mjs";
import { folders, networkFile, wasmd } from "./paths.mjs";

const chainId = "ballast-1";
const people = ["owner", "guardian", "steward", "fred", "fiona", "felix", "alice", "bob", "carol", "liam", "otto"];
const wholeTokens = 10n ** 9n;
const stake = `250000000000${feeDenom}`;

export function readNetwork() {
  return existsSync(networkFile) ? JSON.parse(readFileSync(networkFile, "utf8")) : undefined;
}

/** Writes it whole or not at all; it names keys, which are worth nothing, so others need not read it all the same. */
export function writeNetwork(network) {
  for (const node of network.nodes) {
    node.rpc = `http://127.0.0.1:${node.ports.rpc}`;
    node.rest = `http://127.0.0.1:${node.ports.rest}`;
    node.grpc = `127.0.0.1:${node.ports.grpc}`;
  }
  writeFileSync(`${networkFile}.new`, JSON.stringify(network, null, 2) + "\n", { mode: 0o600 });
  renameSync(`${networkFile}.new`, networkFile);
}

/** A chain that was begun and not finished has no network.json and is made anew. */
export function createChain(validators) {
  console.log(`making a chain of ${validators === 1 ? "1 validator" : `${validators} validators`}`);
  rmSync(folders.chain, { recursive: true, force: true });
  mkdirSync(folders.chain, { recursive: true });
  const nodes = Array.from({ length: validators }, (_, index) => createNode(index));
  const accounts = Object.fromEntries(people.map((name) => [name, addKey(nodes[0].home, name)]));
  const denoms = denomsOf(accounts.owner.address);
  const coins = denoms.map(({ denom, decimals }) => ({ denom, amount: String(wholeTokens * 10n ** BigInt(decimals)) }));
  writeGenesis(nodes, accounts, denoms, coins);
  return { chainId, prefix: "wasm", feeDenom, gasPrice: `0.025${feeDenom}`, wasmd, denoms, accounts, nodes };
}

function createNode(index) {
  const home = join(folders.chain, `node${index}`);
  run(["init", `node${index}`, "--chain-id", chainId, "--default-denom", feeDenom, "--home", home]);
  const validator = addKey(home, "validator");
  return { index, home, id: run(["comet", "show-node-id", "--home", home]).trim(), validator };
}

function addKey(home, name) {
  const made = JSON.parse(run(["keys", "add", name, "--keyring-backend", "test", "--home", home, "--output", "json"]));
  return { address: made.address, mnemonic: made.mnemonic };
}

function writeGenesis(nodes, accounts, denoms, coins) {
  const genesis = join(nodes[0].home, "config/genesis.json");
  const state = JSON.parse(readFileSync(genesis, "utf8"));
  fund(state, nodes.map((node) => node.validator.address), [{ denom: feeDenom, amount: "1000000000000" }]);
  fund(state, Object.values(accounts).map((account) => account.address), coins);
  state.app_state.bank.denom_metadata = denoms.map(metadataOf);
  Object.assign(state.app_state.gov.params, { voting_period: "10s", expedited_voting_period: "5s" });
  state.app_state.gov.params.min_deposit[0].amount = "1000000";
  state.app_state.gov.params.expedited_min_deposit[0].amount = "2000000";
  // what production chains allow a block
  state.consensus.params.block.max_gas = "300000000";
  const gentxs = join(nodes[0].home, "config/gentx");
  for (const { home } of nodes) {
    writeFileSync(join(home, "config/genesis.json"), JSON.stringify(state));
    run(["genesis", "gentx", "validator", stake, "--chain-id", chainId, "--keyring-backend", "test", "--home", home]);
    if (home !== nodes[0].home)
      for (const name of readdirSync(join(home, "config/gentx"))) copyFileSync(join(home, "config/gentx", name), join(gentxs, name));
  }
  run(["genesis", "collect-gentxs", "--home", nodes[0].home]);
  run(["genesis", "validate", "--home", nodes[0].home]);
  for (const { home } of nodes.slice(1)) copyFileSync(genesis, join(home, "config/genesis.json"));
}

function fund(state, addresses, coins) {
  const { auth, bank } = state.app_state;
  const sorted = [...coins].sort((a, b) => (a.denom < b.denom ? -1 : 1));
  for (const address of addresses) {
    auth.accounts.push({ "@type": "/cosmos.auth.v1beta1.BaseAccount", address, pub_key: null, account_number: "0", sequence: "0" });
    bank.balances.push({ address, coins: sorted });
  }
}

function run(args) {
  const { status, stdout, stderr } = spawnSync(wasmd, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (status !== 0) throw new Failure(`wasmd ${args.slice(0, 2).join(" ")} failed`, ...stderr.trimEnd().split("\n").slice(-3));
  return stdout;
}
