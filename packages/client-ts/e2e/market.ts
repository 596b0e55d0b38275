// The market of the story, and the messages that make it out of the built artifacts.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { toUtf8 } from "@cosmjs/encoding";
import { Ballast, cw20, native, nameOf, deposit, toLending, type AssetId, type Call, type Named, type oracle } from "../src/index.js";
import type { AssetParams, CorrelationSpec, InstantiateMsg, ListAsset } from "../src/generated/Lending.types.js";
import { attribute, type Node, type Person } from "./node.js";

export type Ticker = "USDC" | "ATOM" | "LUNA" | "MILK" | "BTC" | "ETH" | "TOK";

export interface Listed extends Named {
  readonly asset: AssetId;
  readonly group: string;
  /** USD for a whole token when the story begins. */
  readonly price: string;
}

export interface Market<T extends string = Ticker> {
  readonly ballast: Ballast;
  readonly token: string;
  readonly exchange: string;
  readonly assets: Readonly<Record<T, Listed>>;
  readonly codes: Readonly<Record<string, number>>;
}

/** Collateral factor, liquidation threshold, borrow weight of each group. */
const risks: Readonly<Record<string, readonly [string, string, string]>> = {
  usd: ["0.92", "0.95", "1.05"],
  btc: ["0.72", "0.77", "1.25"],
  eth: ["0.7", "0.75", "1.27"],
  cosmos: ["0.6", "0.65", "1.35"],
  alt: ["0.6", "0.65", "1.35"],
};

export const correlations: CorrelationSpec = {
  groups: [["usd", "0.03"], ["btc", "0.18"], ["eth", "0.22"], ["cosmos", "0.28"], ["alt", "0.3"]].map(([name = "", stress = ""]) => ({ name, stress })),
  rho: [
    ["1", "0", "0", "0", "0"],
    ["0", "1", "0.85", "0.6", "0.6"],
    ["0", "0.85", "1", "0.65", "0.65"],
    ["0", "0.6", "0.65", "1", "0.7"],
    ["0", "0.6", "0.65", "0.7", "1"],
  ],
  correlation_credit: "0.75",
  min_margin: "0.02",
};

export function riskOf(group: string): AssetParams {
  const [collateral_factor = "", liquidation_threshold = "", borrow_weight = ""] = risks[group] ?? [];
  return { collateral_factor, liquidation_threshold, borrow_weight, group };
}

// Thousands of whole tokens that the owner lends first, and what the caps allow.
const seed = 1000n;
const cap = 100_000_000n;

/** How far prices are believed here: the story moves them by a fifth in one report, and its average follows within seconds. */
export function limits(maxAge: number): oracle.Limits {
  return { max_age: maxAge, min_price: "0.0001", max_price: "1000000", max_step: "10", half_life: 1 };
}

/** What a market is made of. */
export interface Shape<T extends string> {
  readonly correlations: CorrelationSpec;
  readonly assets: (node: Node, token: string) => Readonly<Record<T, Listed>>;
  readonly risk: (group: string) => AssetParams;
}

export const ofTheStory: Shape<Ticker> = { correlations, assets: assetsOf, risk: riskOf };

type Told = (what: string, gas: number) => void;

export async function deploy<T extends string>(node: Node, artifacts: string, told: Told, shape: Shape<T>): Promise<Market<T>> {
  const [owner, guardian] = [await node.person("owner"), await node.person("guardian")];
  const made = new Deployment(node, owner, artifacts, told, shape);
  for (const name of ["oracle", "lending", "lens", "liquidator", "test_token", "test_exchange"]) await made.store(name);
  const roles = { owner: owner.address, guardian: guardian.address };
  const oracle = await made.instantiate("oracle", roles);
  const lendingMsg: InstantiateMsg = {
    ...roles,
    oracle,
    correlations: shape.correlations,
    liquidation: { bonus_floor: "0.005", target_health: "1.05", min_position_value: "10", write_off_value: "0.1" },
  };
  const lending = await made.instantiate("lending", lendingMsg);
  const lens = await made.instantiate("lens", { lending });
  const holders = await Promise.all(["owner", "alice", "bob", "carol"].map((name) => node.person(name)));
  const initial_balances = holders.map(({ address }) => ({ address, amount: (cap * 10n ** 6n).toString() }));
  const token = await made.instantiate("test_token", { name: "Token", symbol: "TOK", decimals: 6, initial_balances });
  const exchange = await made.instantiate("test_exchange", {});
  const market: Market<T> = {
    ballast: new Ballast(node.client, { lending, lens, oracle }),
    token,
    exchange,
    assets: shape.assets(node, token),
    codes: made.codes,
  };
  await made.oracle(market);
  await made.list(market);
  return market;
}

function assetsOf(node: Node, token: string): Record<Ticker, Listed> {
  const coin = (symbol: string, group: string, price: string): Listed => {
    const known = node.network.denoms.find((each) => each.symbol === symbol);
    if (!known) throw new Error(`the network has no ${symbol}`);
    return { asset: native(known.denom), decimals: known.decimals, symbol, group, price };
  };
  return {
    USDC: coin("USDC", "usd", "1"),
    ATOM: coin("ATOM", "cosmos", "10"),
    LUNA: coin("LUNA", "alt", "0.5"),
    MILK: coin("MILK", "cosmos", "2"),
    BTC: coin("BTC", "btc", "60000"),
    ETH: coin("ETH", "eth", "3000"),
    TOK: { asset: cw20(token), decimals: 6, symbol: "TOK", group: "alt", price: "2" },
  };
}

class Deployment<T extends string> {
  readonly codes: Record<string, number> = {};

  constructor(readonly node: Node, readonly owner: Person, readonly artifacts: string, readonly told: Told, readonly shape: Shape<T>) {}

  async store(name: string): Promise<void> {
    this.codes[name] = await store(this.node, this.owner, `${this.artifacts}/ballast_${name}.wasm`, this.told);
  }

  async instantiate(name: string, msg: object): Promise<string> {
    const value = { sender: this.owner.address, admin: this.owner.address, codeId: BigInt(this.codes[name] ?? 0), label: `story ${name}`, msg: toUtf8(JSON.stringify(msg)), funds: [] };
    const done = await this.node.sign(this.owner, [{ typeUrl: "/cosmwasm.wasm.v1.MsgInstantiateContract", value }]);
    this.told(`instantiate ${name}`, done.gas);
    return attribute(done, "instantiate", "_contract_address");
  }

  /** Feeders, sources, and the first report: an asset needs a price before it can be listed. */
  async oracle(market: Market<T>): Promise<void> {
    const feeders = await feedersOf(this.node);
    const addresses = feeders.map(({ address }) => address);
    const calls: object[] = [{ set_feeders: { feeders: addresses, quorum: 3, faults: 1 } }];
    for (const { asset } of Object.values<Listed>(market.assets)) calls.push({ set_asset: { asset, source: { feeders: {} }, limits: limits(3600) } });
    const contract = market.ballast.addresses.oracle;
    const done = await this.node.call(this.owner, calls.map((msg) => ({ contract, msg, funds: [] })));
    this.told("feeders and sources", done.gas);
    await report(this.node, market, {});
  }

  async list(market: Market<T>): Promise<void> {
    const calls = Object.values<Listed>(market.assets).flatMap((listed) => this.listing(market, listed));
    this.told("list and seed", (await this.node.call(this.owner, calls)).gas);
  }

  private listing({ ballast: { addresses } }: Market<T>, { asset, decimals, group }: Listed): Call[] {
    const units = 10n ** BigInt(decimals);
    const msg: ListAsset = {
      asset,
      decimals,
      risk: this.shape.risk(group),
      liquidation: { bonus_min: "0.01", bonus_slope: "1", bonus_max: "0.05", protocol_fee: "0.1" },
      rates: { base: "0.01", slope1: "0.1", slope2: "3", optimal_utilisation: "0.8" },
      reserve_factor: "0.1",
      flash_fee: "0.0005",
      caps: { supply_cap: (cap * units).toString(), borrow_cap: (cap * units).toString() },
    };
    return [toLending(addresses.lending, { list_asset: msg }), deposit(addresses.lending, { asset, amount: seed * units })];
  }
}

export async function store(node: Node, owner: Person, file: string, told: (what: string, gas: number) => void): Promise<number> {
  const wasm = readFileSync(file);
  const value = { sender: owner.address, wasmByteCode: gzipSync(wasm, { level: 9 }) };
  const done = await node.sign(owner, [{ typeUrl: "/cosmwasm.wasm.v1.MsgStoreCode", value }]);
  told(`store ${file.split("/").at(-1)}`, done.gas);
  return Number(attribute(done, "store_code", "code_id"));
}

export function feedersOf(node: Node): Promise<Person[]> {
  return Promise.all(["fred", "fiona", "felix"].map((name) => node.person(name)));
}

/** All three feeders say these prices; of what is not named the first. Returns the gas of the last. */
export async function report<T extends string>(node: Node, market: Market<T>, prices: Partial<Record<T, string>>): Promise<number> {
  const time = Math.floor(Date.now() / 1000).toString();
  const said = Object.entries<Listed>(market.assets).map(([ticker, { asset, price }]) => ({ asset, price: prices[ticker as T] ?? price, time }));
  const call: Call = { contract: market.ballast.addresses.oracle, msg: { report: { prices: said } }, funds: [] };
  const done = await Promise.all((await feedersOf(node)).map((feeder) => node.call(feeder, [call])));
  return Math.max(...done.map(({ gas }) => gas));
}

/** What a wallet would know to show amounts. */
export function namedOf(market: Market): Map<string, Named> {
  return new Map(Object.values(market.assets).map((listed) => [nameOf(listed.asset), listed]));
}
