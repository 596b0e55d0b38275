// The programs: three feeders, a keeper, and the source that both ask, as operators would start them.

import { spawn } from "node:child_process";
import { createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder, network } from "./chain.mjs";
import { all } from "./market.mjs";

const ballast = process.env.BALLAST;
const logFile = "keeper.log";

/** Prices for `ballast answer`, which answers the feeders' questions for prices and the keeper's for routes. */
export function answers(prices, exchange) {
  const asset = (denom) => `[assets.${denom}]\nprice = "${prices[denom]}"\nasset = { native = "${denom}" }\ndecimals = 6\n`;
  const text = all.map(asset).join("\n") + `\n[exchange]\ncontract = "${exchange}"\nfee = "0.003"\n`;
  writeFileSync(join(folder, "answers.toml"), text);
}

/** A feeder with a wallet of its own and two sources. */
export function feeder(name, who, oracle) {
  const key = join(folder, `${name}.key`), file = join(folder, `${name}.toml`);
  writeFileSync(key, who.mnemonic + "\n", { mode: 0o600 });
  const source = (called) => `[[sources]]\nname = "${called}"\ncommand = ["${ballast}", "answer", "--from", "${join(folder, "answers.toml")}"]\n`;
  const asset = (denom) => `[[assets]]\nasset = { native = "${denom}" }\nnames = { one = "${denom}", two = "${denom}" }\n`;
  writeFileSync(
    file,
    `node = "${network.nodes[0].rpc}"
chain_id = "${network.chainId}"
oracle = "${oracle}"
feeder = "${who.address}"
every_seconds = 1

[report]
way = "own"
wallet = { file = "${key}" }
gas_price = "${network.gasPrice}"

[rules]
deviation = "0.005"
heartbeat_seconds = 300
min_sources = 2

${["one", "two"].map(source).join("\n")}
${all.map(asset).join("\n")}`,
  );
  return new Program(["feeder", "--config", file], `${name}.log`);
}

export function settings(keeper, { lending, liquidator }, port, name = "keeper.toml") {
  const file = join(folder, name);
  writeFileSync(join(folder, "keeper.key"), keeper.mnemonic + "\n", { mode: 0o600 });
  writeFileSync(
    file,
    `node = "${network.nodes[0].rpc}"
chain_id = "${network.chainId}"
address_prefix = "${network.prefix}"
lending = "${lending}"
key = { file = "${join(folder, "keeper.key")}" }
gas_price = "${network.gasPrice}"
fee_coin = { decimals = 6, price = "0.1" }
means = "flash_loan"
liquidator = "${liquidator}"
minimum_profit = "0.5"
most_per_transaction = 8
metrics_port = ${port}

[routes]
name = "answers"
command = ["${ballast}", "answer", "--from", "${join(folder, "answers.toml")}"]

[log]
level = "debug"
format = "json"
`,
  );
  return file;
}

/** Nothing is left behind, however the story ends. */
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A program whose log is read line by line. */
export class Program {
  lines = [];
  out = "";
  constructor(args, name = logFile) {
    this.child = spawn(ballast, args, { stdio: ["ignore", "pipe", "pipe"] });
    running.add(this.child);
    this.ended = new Promise((done) => this.child.once("close", (code, signal) => done(signal ?? code)));
    this.ended.then(() => running.delete(this.child));
    this.child.stdout.on("data", (chunk) => (this.out += chunk));
    const log = createWriteStream(join(folder, name), { flags: "a" });
    let rest = "";
    this.child.stderr.on("data", (chunk) => {
      log.write(chunk);
      const parts = (rest + chunk).split("\n");
      rest = parts.pop();
      this.lines.push(...parts);
      if (this.watching && parts.some((line) => line.includes(this.watching))) this.seen();
    });
  }

  /** Ends when a line has these words. */
  says(words, ms) {
    this.watching = words;
    return new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error(`the keeper does not say "${words}": ${this.lines.at(-1)}`)), ms);
      this.seen = () => {
        clearTimeout(timer);
        this.watching = undefined;
        done();
      };
      if (this.lines.some((line) => line.includes(words))) this.seen();
    });
  }

  /** At once, without a last word. */
  kill() {
    this.child.kill("SIGKILL");
    return this.ended;
  }

  stop() {
    this.child.kill("SIGTERM");
    return this.ended;
  }
}

export function logged() {
  const lines = readFileSync(join(folder, logFile), "utf8").split("\n").filter(Boolean);
  return lines.map((line) => {
    try {
      return JSON.parse(line).message ?? "";
    } catch {
      return line;
    }
  });
}

export async function metrics(port) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => line.split(" ")).map(([name, value]) => [name.replace("ballast_keeper_", ""), Number(value)]));
}

