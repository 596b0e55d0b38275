// scripts/devnet: reads the command and carries it out.

import { rmSync } from "node:fs";
import { ensureWasmd } from "./build.mjs";
import { createChain, readNetwork, writeNetwork } from "./chain.mjs";
import { Failure } from "./failure.mjs";
import { readOptions, usage } from "./options.mjs";
import { folders } from "./paths.mjs";
import { portsOf, refuseTakenPorts } from "./ports.mjs";
import { configure, runningPid, start, stop } from "./process.mjs";
import { printStatus, waitForBlocks } from "./status.mjs";

const commands = { build: ensureWasmd, up, down, status, reset };

async function up({ validators, basePort }) {
  await ensureWasmd();
  let network = readNetwork();
  if (network && validators && network.nodes.length !== validators)
    throw new Failure(
      `the chain in ${folders.chain} has ${count(network.nodes.length)}, not ${validators}`,
      "go on with it: scripts/devnet up",
      "or begin anew: scripts/devnet reset, then up again",
    );
  const stopped = (network?.nodes ?? []).filter((node) => !runningPid(node));
  if (network && stopped.length === 0) {
    if (basePort && basePort !== network.basePort)
      throw new Failure("the chain is running on other ports", "stop it first: scripts/devnet down");
    return printStatus(network);
  }
  const port = basePort ?? network?.basePort ?? 26650;
  const fresh = network ? stopped : Array.from({ length: validators ?? 1 }, (_, index) => ({ index }));
  await refuseTakenPorts(port, fresh);
  network ??= createChain(validators ?? 1);
  network.basePort = port;
  for (const node of network.nodes) node.ports = portsOf(port, node.index);
  writeNetwork(network);
  for (const node of network.nodes.filter((node) => !runningPid(node))) {
    configure(node, network);
    start(node);
  }
  await waitForBlocks(network);
  await printStatus(network);
}

async function down() {
  const network = readNetwork();
  if (!network) return console.log("no chain here");
  const stopped = await Promise.all(network.nodes.map(stop));
  console.log(stopped.some(Boolean) ? `stopped ${count(stopped.filter(Boolean).length)}` : "nothing was running");
}

async function status() {
  const network = readNetwork();
  if (!network) throw new Failure("no chain here", "start one: scripts/devnet up");
  if (!(await printStatus(network))) process.exitCode = 1;
}

async function reset() {
  await down();
  rmSync(folders.chain, { recursive: true, force: true });
}

function count(nodes) {
  return nodes === 1 ? "1 validator" : `${nodes} validators`;
}

try {
  const { command, options } = readOptions(process.argv.slice(2));
  if (!commands[command]) throw new Failure(`what is ${JSON.stringify(command)}?`, ...usage);
  await commands[command](options);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`devnet: ${error.message}`);
  for (const line of error.help) console.error(`        ${line}`);
  process.exitCode = error.exitCode;
}
