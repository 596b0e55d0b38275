// The story: see scripts/e2e-keeper.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { balances, coin, height, network, pay, send, signer, sleep, stranger, transactions } from "./chain.mjs";
import { deeds, sums, unhealthy } from "./checks.mjs";
import { accounts, contracts, open, rates, start } from "./market.mjs";
import { Program, answers, feeder, logged, metrics, settings } from "./programs.mjs";

const METRICS = network.basePort + 5;
const begun = Date.now();
const say = (text) => console.log(`${((Date.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}`);

const people = Object.fromEntries(await Promise.all(Object.entries(network.accounts).map(async ([name, { mnemonic }]) => [name, await signer(mnemonic)])));
const { owner, bob, fred, fiona, felix, alice, carol, liam, otto, steward } = people;
const keeper = await stranger();
await send(owner, [pay(owner, keeper.address, [coin(1_000_000_000, network.feeDenom)])]);
const market = await contracts(people, [fred, fiona, felix], keeper);

const feeders = Object.entries({ fred, fiona, felix });
answers(start, market.exchange);
const feeding = feeders.map(([name, who]) => feeder(name, who, market.oracle));

/** The exchange follows first, then the feeders see it. Where the first report is, and where the second, which moves the median. */
async function price(prices) {
  const from = await height();
  await rates(owner, market.exchange, prices);
  answers(prices, market.exchange);
  const reported = async ([, who]) => {
    for (const end = Date.now() + 30_000; Date.now() < end; await sleep(200)) {
      const found = (await transactions(who.address)).find((tx) => Number(tx.height) > from && says(tx, prices));
      if (found) return Number(found.height);
    }
    throw new Error(`${who.address} does not report ${prices.uatom}`);
  };
  const [first, moved] = (await Promise.all(feeders.map(reported))).sort((a, b) => a - b);
  return { first, moved };
}

/** Does a feeder's transaction say what ATOM costs now? */
function says(tx, prices) {
  const entries = tx.tx.body.messages.flatMap((it) => it.msg.report?.prices ?? []);
  return tx.code === 0 && entries.some((it) => it.asset.native === "uatom" && Number(it.price) === prices.uatom);
}

await Promise.all(feeding.map((program) => program.says("report", 30_000)));
await sleep(2000);
await open(people, market);
await accounts([alice, carol, liam, otto, steward], market);
assert.equal((await unhealthy(market.lens)).length, 0, "somebody is unhealthy before the crash");
say("50 accounts, all healthy");

// heights are looked at until the end
const looked = new Set();
let looking = true;
const looks = (async () => {
  while (looking) {
    // what is not committed yet cannot be asked
    const at = (await height()) - 1;
    if (!looked.has(at)) await sums(market.lending, at);
    looked.add(at);
    await sleep(150);
  }
})();
looks.catch(() => {});

const file = settings(keeper, market, METRICS);
await refuses({ lending: market.oracle }, `${market.oracle} is a ballast-oracle, not a ballast-lending; set \`lending\` to the address of one`);
await refuses({ liquidator: market.others }, `the liquidator ${market.others} obeys ${bob.address} and the key is that of ${keeper.address}; deploy one of your own for this market`);

const before = await balances(keeper.address);
const steps = [];
let program = new Program(["keeper", "--config", file]);
await program.says("watching", 20_000);
steps.push(await price(fell(0.82)));
await program.says("sent ", 30_000);
assert.equal(await program.kill(), "SIGKILL");
say(`prices fell by 18 % at height ${steps[0].moved}; the keeper was killed right after it sent`);

program = new Program(["keeper", "--config", file]);
await settled();
say("started again: nobody is liquidatable");
steps.push(await price(fell(0.7)));
await settled();
say(`prices fell to 30 % less at height ${steps[1].moved}: nobody is liquidatable`);
// who was brought to health and no further comes back with the next interest
await sleep(5000);
await settled(10);
const lags = steps.map(({ moved }) => Math.min(...sentAt().filter((height) => height >= moved)) - moved);
say(`sent ${lags.join(" and ")} blocks after the prices'`);
assert.ok(lags.every((lag) => lag < 2), "not under two blocks");

// a node that hangs: it holds its connections and says nothing
const node = Number(readFileSync(join(network.nodes[0].home, "node.pid"), "utf8"));
process.kill(node, "SIGSTOP");
await program.says("no node answers", 90_000).finally(() => process.kill(node, "SIGCONT"));
say("the node hung, and the keeper said so");
steps.push(await price(fell(0.68)));
await settled();
assert.equal(await program.stop(), 0, "the keeper does not stop cleanly");
say("the node is back, prices fell once more: nobody is liquidatable");

// what it would do, and then does
steps.push(await price(fell(0.64)));
const waiting = (await unhealthy(market.lens)).length;
const sentBefore = (await deeds(keeper, network.feeDenom)).sent.length;
const would = new Program(["keeper", "--config", file, "--dry-run", "--once"]);
assert.equal(await would.ended, 0);
assert.match(would.out, /^would liquidate /, "the dry run says nothing");
assert.equal((await deeds(keeper, network.feeDenom)).sent.length, sentBefore, "a dry run sends");
const third = await height();
program = new Program(["keeper", "--config", file]);
await settled();
say(`a dry run named what the next keeper did: ${waiting} were liquidatable, nobody is`);
await sleep(2000);
await settled(10);
const counted = await metrics(METRICS);
assert.equal(await program.stop(), 0, "the keeper does not stop cleanly");
for (const program of feeding) assert.equal(await program.stop(), 0, "a feeder does not stop cleanly");
looking = false;
await looks;

const did = await deeds(keeper, network.feeDenom);
const after = await balances(keeper.address);
// one account may need two collaterals, which are two liquidations; nobody needs the same one twice, and what is sent twice is refused
const stage = (it) => steps.filter((step) => it.height > step.first).length;
const twice = did.liquidated.filter((it, place) => did.liquidated.some((other, at) => at < place && other.what === it.what && stage(other) === stage(it)));
assert.deepEqual(twice, [], "liquidated twice at the same prices");
assert.equal(did.refused.length + did.failed.length, 0, `refused: ${did.refused.map((tx) => tx.raw_log)} ${JSON.stringify(did.failed)}`);
for (const [denom, paid] of Object.entries(did.paid)) assert.equal((after[denom] ?? 0n) - (before[denom] ?? 0n), paid, `${denom}: paid out and arrived`);
assert.equal(before[network.feeDenom] - after[network.feeDenom], did.fee, "fees");
assert.equal(counted.won_total + counted.lost_total, counted.tried_total, "the keeper's book is not empty");
const own = did.profit(start, third);
assert.ok(Math.abs(counted.profit_usd - own) < 0.01, `the keeper counts ${counted.profit_usd} USD, its wallet says ${own}`);
const won = Object.entries(did.paid).map(([denom, amount]) => `${Number(amount) / 1e6} ${denom.slice(1)}`).join(", ");
console.log(`e2e-keeper: 50 accounts, ${did.liquidated.length} liquidations in ${did.sent.length} transactions, none twice, none refused, ${won} won; sums right at ${looked.size} heights; nobody liquidatable`);
process.exit(0);

/** Until nobody may be liquidated. */
async function settled(seconds = 60) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(300)) if ((await unhealthy(market.lens)).length === 0) return;
  throw new Error(`after ${seconds} s still liquidatable: ${JSON.stringify(await unhealthy(market.lens))}`);
}

function fell(part) {
  const price = Number((10 * part).toFixed(2));
  return { ...start, uatom: price, uosmo: price, utia: price };
}

/** Settings that it cannot work with: one line, and exit code 2. */
async function refuses(change, line) {
  const wrong = settings(keeper, { ...market, ...change }, METRICS, "wrong.toml");
  const refused = new Program(["keeper", "--config", wrong]);
  assert.equal(await refused.ended, 2);
  assert.equal(refused.lines.at(-1), `error: ${line}`);
}

/** The blocks in which something was sent. */
function sentAt() {
  return logged().flatMap((line) => (/^block (\d+): sent /.exec(line) ?? []).slice(1).map(Number));
}
