// One node as a process: its settings, starting and stopping.

import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { feeDenom } from "./denoms.mjs";
import { wasmd } from "./paths.mjs";
import { setToml } from "./toml.mjs";

const local = (port) => `127.0.0.1:${port}`;
// Four blocks a second: 200 ms of waiting and some 50 ms of work.
const pace = "200ms";

export function configure(node, network) {
  const peers = network.nodes.filter((other) => other.index !== node.index).map((other) => `${other.id}@${local(other.ports.p2p)}`);
  edit(node, "config.toml", {
    rpc: { laddr: `tcp://${local(node.ports.rpc)}`, pprof_laddr: "" },
    p2p: { laddr: `tcp://${local(node.ports.p2p)}`, persistent_peers: peers.join(","), addr_book_strict: false, allow_duplicate_ip: true },
    consensus: { timeout_commit: pace, timeout_propose: pace },
  });
  edit(node, "app.toml", {
    "": { "minimum-gas-prices": `0.025${feeDenom}` },
    api: { enable: true, address: `tcp://${local(node.ports.rest)}` },
    grpc: { address: local(node.ports.grpc) },
  });
}

function edit(node, name, changes) {
  const file = join(node.home, "config", name);
  writeFileSync(file, setToml(readFileSync(file, "utf8"), changes));
}

export function start(node) {
  const log = openSync(logOf(node), "a");
  const child = spawn(wasmd, ["start", "--home", node.home, "--log_no_color"], { detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  writeFileSync(pidFile(node), String(child.pid));
  child.unref();
}

/** Stops a node; false where none was running. */
export async function stop(node) {
  const pid = runningPid(node);
  if (!pid) return false;
  process.kill(pid, "SIGTERM");
  // 10 s: a block is written in well under one
  for (let tries = 0; tries < 100 && runningPid(node); tries++) await new Promise((done) => setTimeout(done, 100));
  if (runningPid(node)) process.kill(pid, "SIGKILL");
  rmSync(pidFile(node), { force: true });
  return true;
}

/** The process of this node, if it runs: a number that another program has by now does not count. */
export function runningPid(node) {
  if (!existsSync(pidFile(node))) return undefined;
  const pid = Number(readFileSync(pidFile(node), "utf8"));
  return commandOf(pid).includes(node.home) ? pid : undefined;
}

function commandOf(pid) {
  const proc = `/proc/${pid}/cmdline`;
  if (existsSync("/proc/self/cmdline")) return existsSync(proc) ? readFileSync(proc, "utf8") : "";
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
}

export function logOf(node) {
  return join(node.home, "node.log");
}

function pidFile(node) {
  return join(node.home, "node.pid");
}
