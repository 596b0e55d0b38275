import { readFileSync } from "node:fs";
import { Failure } from "./failure.mjs";
import { networkFile } from "./paths.mjs";
import { logOf, runningPid } from "./process.mjs";

// A node that is so far behind is still catching up.
const furthestBehind = 2;

/** Waits until every node has taken two more blocks than when it was first heard of, and none is behind: it answers and the chain moves. */
export async function waitForBlocks(network, seconds = 60) {
  const first = new Map();
  const until = Date.now() + seconds * 1000;
  for (;;) {
    for (const node of network.nodes)
      if (!runningPid(node)) throw new Failure(`node${node.index} ended`, ...lastLines(node), `its log: ${logOf(node)}`);
    const heights = await Promise.all(network.nodes.map(async (node) => (await ask(node))?.height));
    heights.forEach((height, index) => height > 0 && !first.has(index) && first.set(index, height));
    const moved = heights.every((height, index) => height >= first.get(index) + 2);
    if (moved && Math.max(...heights) - Math.min(...heights) <= furthestBehind) return;
    if (Date.now() > until) throw new Failure(`no blocks after ${seconds} s`, ...network.nodes.map((node) => `log: ${logOf(node)}`));
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Prints what the nodes say; true where all of them run and agree. */
export async function printStatus(network) {
  const states = await Promise.all(network.nodes.map(ask));
  network.nodes.forEach((node, index) => {
    const pid = runningPid(node);
    const state = states[index];
    const said = state ? `height ${state.height}` : pid ? "does not answer" : "stopped";
    console.log(`node${node.index}  ${said}${pid ? `  pid ${pid}` : ""}  rpc ${node.rpc}  rest ${node.rest}`);
  });
  const agreement = await stateHashes(network, states);
  for (const line of agreement.lines) console.log(line);
  console.log(`addresses, keys and denoms: ${networkFile}`);
  return agreement.all;
}

async function stateHashes(network, states) {
  const heard = network.nodes.filter((_, index) => states[index]);
  if (heard.length === 0) return { all: false, lines: [] };
  const height = Math.min(...states.filter(Boolean).map((state) => state.height));
  const hashes = await Promise.all(heard.map((node) => appHash(node, height)));
  const agree = new Set(hashes).size === 1;
  const lines = agree
    ? [`state at height ${height}: ${hashes[0]}${heard.length > 1 ? `, said by ${heard.length} validators` : ""}`]
    : heard.map((node, index) => `state at height ${height} by node${node.index}: ${hashes[index]}`);
  return { all: agree && heard.length === network.nodes.length, lines };
}

/** The state hash that block `height` carries. */
export async function appHash(node, height) {
  return (await rpc(node, `/block?height=${height}`))?.block.header.app_hash;
}

async function ask(node) {
  const sync = (await rpc(node, "/status"))?.sync_info;
  return sync && { height: Number(sync.latest_block_height), catchingUp: sync.catching_up };
}

async function rpc(node, path) {
  try {
    const answer = await fetch(node.rpc + path, { signal: AbortSignal.timeout(2000) });
    return (await answer.json()).result;
  } catch {
    return undefined; // not up yet, or no longer
  }
}

function lastLines(node) {
  return readFileSync(logOf(node), "utf8").trimEnd().split("\n").slice(-5);
}
