// The lines of the client's README, as they stand there.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { account } from "../src/index.js";
import { rpcOf, type Person } from "./node.js";
import { equal, holds } from "./report.js";
import { position, type Stage } from "./stage.js";

const folder = new URL("../../", import.meta.url);

export async function readmeRuns(stage: Stage, otto: Person): Promise<void> {
  const [, lines] = /```js\n([\s\S]*?)```/.exec(readFileSync(new URL("README.md", folder), "utf8")) ?? [];
  if (!lines) throw new Error("README.md has no lines of js");
  const { network } = stage.node;
  const { lending, lens, oracle } = stage.market.ballast.addresses;
  // inside the package, where its own name leads to it
  const file = new URL("dist/readme.mjs", folder);
  writeFileSync(file, lines);
  const env = { ...process.env, RPC: rpcOf(network, 0), MNEMONIC: network.accounts[otto.name]?.mnemonic, LENDING: lending, LENS: lens, ORACLE: oracle };
  const { status, stdout, stderr } = spawnSync(process.execPath, [file.pathname], { env, encoding: "utf8", timeout: 60_000 });
  rmSync(file);
  holds(`the lines ended with ${status}: ${stderr}`, status === 0);
  for (const line of stdout.trim().split("\n")) stage.report.say(line);
  holds("a sentence was shown", stdout.startsWith("Deposit 100 ATOM, then borrow 250 USDC, bringing 100 ATOM."));
  equal("what was borrowed", (await position(stage, account(otto.address), "USDC")).debt / 1_000_000n, 250n);
}
