// Gas as it is paid: every operation on a node, with code that is not pinned and with pinned code, beside what the model in packages/gas says.
//
//   node dist/e2e/paid.js --network FILE --artifacts FOLDER
//
// The market is the model's: ten collaterals in ten groups of their own, the dollar in an eleventh, three feeders of whom all three make a price.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { toUtf8 } from "@cosmjs/encoding";
import { MsgPinCodes } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { binary, borrow, deposit, depositAndBorrow, native, repay, toLending, withdraw, type Call, type liquidator, type Sum } from "../src/index.js";
import type { AssetParams } from "../src/generated/Lending.types.js";
import { govAddress, passed, proposeRaw, voteYes } from "./gov.js";
import { deploy, feedersOf, report, type Listed, type Market, type Shape } from "./market.js";
import { attribute, Node, pause, type Person } from "./node.js";

const unit = 1_000_000n;
const collaterals = Array.from({ length: 10 }, (_, index) => `C${index}` as const);
type Name = string;

const one: Shape<Name> = {
  correlations: {
    groups: [{ name: "group0", stress: "0.03" }, ...collaterals.map((_, index) => ({ name: `group${index + 1}`, stress: "0.2" }))],
    rho: Array.from({ length: 11 }, (_, g) => Array.from({ length: 11 }, (_, h) => (g === h ? "1" : Math.min(g, h) === 0 ? "0" : "0.5"))),
    correlation_credit: "0.75",
    min_margin: "0.02",
  },
  risk: (group): AssetParams =>
    group === "group0"
      ? { collateral_factor: "0.92", liquidation_threshold: "0.95", borrow_weight: "1.05", group }
      : { collateral_factor: "0.65", liquidation_threshold: "0.7", borrow_weight: "1.3", group },
  assets: (node, token) => {
    // the shortest names first; an ibc/… and a factory/… denom are among them
    const denoms = node.network.denoms.filter(({ denom }) => !["uusdc", node.network.feeDenom].includes(denom)).map(({ denom }) => denom);
    const ten = denoms.sort((a, b) => a.length - b.length).slice(-10);
    const coin = (denom: string, group: string, price: string): Listed => ({ asset: native(denom), decimals: 6, symbol: denom, group, price });
    const listed = ten.map((denom, index) => [`C${index}`, coin(denom, `group${index + 1}`, "10")] as const);
    const tok: Listed = { asset: { cw20: token }, decimals: 6, symbol: "TOK", group: "group10", price: "10" };
    return Object.fromEntries([["USD", coin("uusdc", "group0", "1")], ...listed, ["TOK", tok]]);
  },
};

type Row = { readonly name: string; readonly model?: string; gas: number[] };

class Meter {
  readonly rows = new Map<string, Row>();
  phase = 0;

  constructor(readonly node: Node, readonly market: Market<Name>) {}

  get lending(): string {
    return this.market.ballast.addresses.lending;
  }

  /** A second apart from what was before, so that interest accrues. */
  async row(name: string, person: Person, calls: readonly Call[], model?: string): Promise<void> {
    await pause(1100);
    const { gas } = await this.node.call(person, calls);
    const row = this.rows.get(name) ?? { name, ...(model && { model }), gas: [] };
    row.gas[this.phase] = gas;
    this.rows.set(name, row);
    console.error(`${this.phase === 0 ? "unpinned" : "pinned  "} ${name.padEnd(50)} ${gas}`);
  }

  sum(name: Name, whole: bigint): Sum {
    const listed = this.market.assets[name];
    if (!listed) throw new Error(`no ${name}`);
    return { asset: listed.asset, amount: whole * unit };
  }

  async newcomer(): Promise<Person> {
    const [rich, person] = [await this.node.person("alice"), await this.node.stranger("newcomer")];
    const denoms = Object.values(this.market.assets).flatMap(({ asset }) => ("native" in asset ? [asset.native] : []));
    const coins = [this.node.network.feeDenom, ...denoms].sort().map((denom) => ({ denom, amount: (100_000n * unit).toString() }));
    await this.node.send(rich, person.address, coins);
    // its key becomes known to the chain, which the first transaction of an account pays for
    await this.node.send(person, person.address, [{ denom: this.node.network.feeDenom, amount: "1" }]);
    return person;
  }
}

async function everyday(meter: Meter): Promise<Person[]> {
  const people: Person[] = [];
  for (const n of [1, 5, 10]) {
    const [u, l] = [await meter.newcomer(), meter.lending];
    people.push(u);
    if (n === 1) {
      await meter.row("deposit, first", u, [deposit(l, meter.sum("C0", 1000n))], "first deposit, others");
      await meter.row("deposit, again", u, [deposit(l, meter.sum("C0", 10n))], "deposit again, N=1");
    } else await meter.node.call(u, collaterals.slice(0, n).map((name) => deposit(l, meter.sum(name, 1000n))));
    await meter.row(`borrow, first, ${n}`, u, [borrow(l, meter.sum("USD", 5000n * BigInt(n)))]);
    await meter.row(`borrow, again, ${n}`, u, [borrow(l, meter.sum("USD", 100n))], `borrow again, N=${n}`);
    await meter.row(`repay part, ${n}`, u, [repay(l, meter.sum("USD", 100n))], `repay partly, N=${n}`);
    await meter.row(`withdraw with debt, ${n}`, u, [withdraw(l, meter.sum("C0", 1n))], `withdraw with debt, N=${n}`);
  }
  const [u, l] = [await meter.newcomer(), meter.lending];
  const four = { deposit: [meter.sum("C0", 1000n), meter.sum("C1", 1000n)], borrow: [meter.sum("USD", 1000n), meter.sum("USD", 1000n)] };
  await meter.row("batch of two deposits and two borrows, first", u, depositAndBorrow(l, four));
  await meter.row("batch of two deposits and two borrows, again", u, depositAndBorrow(l, four));
  await meter.row("repay all with refund", u, [repay(l, meter.sum("USD", 9000n))], "repay all with refund, others");
  const leaving = await meter.newcomer();
  await meter.node.call(leaving, [deposit(l, meter.sum("C0", 1000n))]);
  await meter.row("withdraw all, no debt", leaving, [withdraw(l, { asset: meter.sum("C0", 0n).asset })], "withdraw all without debt, others");
  const owner = await meter.node.person("bob");
  await meter.row("deposit of a cw20", owner, [deposit(l, meter.sum("TOK", 10n))], "deposit again, cw20");
  return people;
}

async function rescues(meter: Meter, people: readonly Person[]): Promise<void> {
  const [victim, l] = [await meter.newcomer(), meter.lending];
  await meter.node.call(victim, [deposit(l, meter.sum("C0", 1000n)), deposit(l, meter.sum("C1", 1000n)), borrow(l, meter.sum("USD", 10_000n))]);
  const fallen = Object.fromEntries(collaterals.map((name) => [name, "6.6"]));
  for (let twice = 0; twice < 2; twice++) await report(meter.node, meter.market, fallen);
  await pause(3000);
  await report(meter.node, meter.market, fallen);
  const liquidator = await meter.newcomer();
  for (const [index, n] of [1, 5, 10].entries()) {
    const owner = people[index]?.address ?? "";
    const msg = { liquidate: { account: { owner }, collateral: meter.sum("C0", 0n).asset } };
    const model = n === 5 ? undefined : `liquidate and receive the asset, N=${n}`;
    await meter.row(`liquidate, ${n}`, liquidator, [toLending(l, msg, [meter.sum("USD", 100n)])], model);
  }
  await meter.node.call(liquidator, [deposit(l, meter.sum("USD", 20_000n))]);
  await meter.row("liquidate pro rata, two collaterals", liquidator, [toLending(l, { liquidate_pro_rata: { account: { owner: victim.address }, fraction: "0.1" } })]);
  await flash(meter, victim);
  for (let twice = 0; twice < 2; twice++) await report(meter.node, meter.market, {});
}

/** Loan, liquidation, sale and return in one message, by a contract that owns nothing. */
async function flash(meter: Meter, victim: Person): Promise<void> {
  const { node, market } = meter;
  const [owner, bot] = [await node.person("owner"), await meter.newcomer()];
  const quote = await market.ballast.lending.liquidationQuote({ account: { owner: victim.address } });
  await node.send(owner, market.exchange, [{ denom: "uusdc", amount: (100_000n * unit).toString() }]);
  await node.call(owner, [{ contract: market.exchange, msg: { rate: { offer: quote.collateral, want: quote.debt, rate: "6.6" } }, funds: [] }]);
  const msg = toUtf8(JSON.stringify({ owner: bot.address, lending: meter.lending }));
  const value = { sender: bot.address, admin: "", codeId: BigInt(market.codes["liquidator"] ?? 0), label: "bot", msg, funds: [] };
  const done = await node.sign(bot, [{ typeUrl: "/cosmwasm.wasm.v1.MsgInstantiateContract", value }]);
  const loan = { asset: quote.debt, amount: quote.repay };
  const run: liquidator.Run = {
    loans: [loan],
    calls: [
      { msg: binary({ liquidate: { account: { owner: victim.address }, collateral: quote.collateral } }), offer: [loan] },
      { contract: market.exchange, msg: binary({ swap: { want: quote.debt } }), offer: [{ asset: quote.collateral }] },
    ],
    profit: { asset: quote.debt, at_least: "1" },
  };
  await meter.row("flash loan, liquidation and swap, two collaterals", bot, [{ contract: attribute(done, "instantiate", "_contract_address"), msg: { run }, funds: [] }]);
}

/** A source that is asked: here any contract that answers a number. */
async function refresh(meter: Meter): Promise<void> {
  const { node, market } = meter;
  const [owner, contract] = [await node.person("owner"), market.ballast.addresses.oracle];
  const [asset, asked] = [native(`uasked${meter.phase}`), { contract: market.token, msg: binary({ token_info: {} }), value: ["decimals"], scale: 0 }];
  await node.call(owner, [{ contract, msg: { set_asset: { asset, source: { contract: asked }, limits: { max_age: 3600, min_price: "0.01", max_price: "1000" } } }, funds: [] }]);
  for (const time of ["first", "again"]) await meter.row(`refresh of one asked contract, ${time}`, owner, [{ contract, msg: { refresh: { assets: [asset] } }, funds: [] }]);
}

async function oracles(meter: Meter): Promise<void> {
  const [first] = await feedersOf(meter.node);
  if (!first) throw new Error("there are feeders");
  const contract = meter.market.ballast.addresses.oracle;
  for (const n of [1, 6, 11]) {
    const time = Math.floor(Date.now() / 1000).toString();
    const prices = Object.values(meter.market.assets).slice(0, n).map(({ asset, price }) => ({ asset, price, time }));
    await meter.row(`report of ${n}`, first, [{ contract, msg: { report: { prices } }, funds: [] }], n === 6 ? "report 6 prices, oracle" : undefined);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { network: { type: "string" }, artifacts: { type: "string" }, model: { type: "string" } } });
  if (!values.network || !values.artifacts || !values.model) throw new Error("what is missing: --network FILE --artifacts FOLDER --model FILE");
  const node = await Node.of(values.network);
  const meter = new Meter(node, await deploy(node, values.artifacts, () => {}, one));
  const bob = await node.person("bob");
  await node.call(bob, [deposit(meter.lending, meter.sum("USD", 10_000_000n))]);
  for (meter.phase = 0; meter.phase < 2; meter.phase++) {
    if (meter.phase === 1) await pin(meter);
    await report(node, meter.market, {});
    await rescues(meter, await everyday(meter));
    await oracles(meter);
    await refresh(meter);
  }
  print(meter, JSON.parse(readFileSync(values.model, "utf8")) as Model);
}

/** By a vote, as on a real chain. */
async function pin({ node, market }: Meter): Promise<void> {
  const codeIds = Object.values(market.codes).map(BigInt);
  const owner = await node.person("owner");
  owner.client.registry.register("/cosmwasm.wasm.v1.MsgPinCodes", MsgPinCodes);
  const id = await proposeRaw(node, owner, "pin", [{ typeUrl: "/cosmwasm.wasm.v1.MsgPinCodes", value: { authority: govAddress(node), codeIds } }]);
  await voteYes(node, [id]);
  await passed(node, id);
}

type Model = Record<string, { sdk_gas?: number; sdk_gas_pinned?: number }>;

function print({ rows }: Meter, model: Model): void {
  const thousands = (gas: number) => (gas / 1000).toFixed(1);
  const off = (gas: number, said?: number) => (said === undefined ? "–" : `${thousands(said)} (${gas < said ? "+" : "−"}${(Math.abs(said / gas - 1) * 100).toFixed(1)} %)`);
  console.log("| operation, number of collaterals | node | model | node, pinned | model, pinned |\n|---|---|---|---|---|");
  for (const { name, gas: [plain = 0, pinned = 0], model: key } of rows.values()) {
    const said = key === undefined ? undefined : model[key];
    console.log(`| ${name} | ${thousands(plain)} | ${off(plain, said?.sdk_gas)} | ${thousands(pinned)} | ${off(pinned, said?.sdk_gas_pinned)} |`);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`paid: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
