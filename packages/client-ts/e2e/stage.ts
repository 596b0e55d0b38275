// Where the story plays: the people, what they have, and what everybody asks again and again.

import { account, decimal, fromBase, nameOf, native, sentence, toBase, type AccountId, type Call, type Reader, type Sum } from "../src/index.js";
import type { AccountResponse } from "../src/generated/Lending.types.js";
import { namedOf, type Market, type Ticker } from "./market.js";
import { facts, type Done, type Node, type Person } from "./node.js";
import { equal, holds, type Report } from "./report.js";

export interface Stage {
  readonly node: Node;
  readonly market: Market;
  readonly report: Report;
  readonly reader: Reader;
  /** Where the built artifacts lie. */
  readonly artifacts: string;
  /** Prices that are not those of the beginning. */
  readonly prices: Partial<Record<Ticker, string>>;
}

export function stageOf(node: Node, market: Market, report: Report, artifacts: string): Stage {
  const names = new Map(Object.entries(node.network.accounts).map(([name, { address }]) => [address, name]));
  const reader = { lending: market.ballast.addresses.lending, assets: namedOf(market), names };
  return { node, market, report, reader, artifacts, prices: {} };
}

/** `"2.5"` and `"ATOM"`: so much of an asset. */
export function sum(stage: Stage, text: string, ticker: Ticker): Sum {
  const { asset, decimals } = stage.market.assets[ticker];
  return { asset, amount: toBase(text, decimals) };
}

export function assetOf(stage: Stage, ticker: Ticker) {
  return stage.market.assets[ticker].asset;
}

/** What somebody has in the wallet, in base units. */
export async function wallet(stage: Stage, address: string, ticker: Ticker): Promise<bigint> {
  const asset = assetOf(stage, ticker);
  if ("native" in asset) return stage.node.balance(address, asset.native);
  const answer = (await stage.node.client.queryContractSmart(asset.cw20, { balance: { address } })) as { balance: string };
  return BigInt(answer.balance);
}

/** Shows what is signed as a wallet would, signs it, and says what it cost. */
export async function signed(stage: Stage, person: Person, calls: readonly Call[]): Promise<Done> {
  for (const call of calls) stage.report.say(`${person.name} signs: ${sentence(call, stage.reader)}`);
  const done = await stage.node.call(person, calls);
  stage.report.gas(facts(done).filter((fact) => fact !== "accrue").join(", "), done.gas);
  return done;
}

export async function healthOf(stage: Stage, of: AccountId): Promise<bigint | undefined> {
  const { health_factor } = await stage.market.ballast.lens.health({ account: of });
  return health_factor == null ? undefined : decimal(health_factor);
}

export interface Position {
  readonly lent: bigint;
  readonly protected: bigint;
  readonly debt: bigint;
}

export async function position(stage: Stage, of: AccountId, ticker: Ticker): Promise<Position> {
  const { positions } = await stage.market.ballast.lending.account({ account: of });
  const found = positions.find(({ asset }) => nameOf(asset) === nameOf(assetOf(stage, ticker)));
  return { lent: BigInt(found?.lent ?? 0), protected: BigInt(found?.protected ?? 0), debt: BigInt(found?.debt ?? 0) };
}

export async function allAccounts(stage: Stage): Promise<AccountResponse[]> {
  const all: AccountResponse[] = [];
  let startAfter: AccountId | undefined;
  do {
    const { items, next } = await stage.market.ballast.lending.accounts({ limit: 30, ...(startAfter && { startAfter }) });
    all.push(...items);
    startAfter = next ?? undefined;
  } while (startAfter);
  return all;
}

/** What is written of accounts adds up to what is written of markets, and the contract has what it says (P-01, P-02). */
export async function booksAddUp(stage: Stage): Promise<void> {
  const [accounts, markets] = [await allAccounts(stage), await stage.market.ballast.markets()];
  for (const [ticker, { asset }] of Object.entries(stage.market.assets)) {
    const held = accounts.flatMap(({ positions }) => positions.filter((each) => nameOf(each.asset) === nameOf(asset)));
    const market = markets.get(nameOf(asset));
    if (!market) throw new Error(`${ticker} is listed`);
    const shares = held.reduce((all, { shares }) => all + BigInt(shares), BigInt(market.reserve_shares));
    equal(`shares of ${ticker}`, shares, BigInt(market.supply_shares));
    const debt = held.reduce((all, { scaled_debt }) => all + decimal(scaled_debt), 0n);
    equal(`scaled debt of ${ticker}`, debt, decimal(market.scaled_debt));
    const there = await wallet(stage, stage.reader.lending, ticker as Ticker);
    holds(`cash of ${ticker}: ${market.cash} and protected ${market.protected} in the books, ${there} there`, there >= BigInt(market.cash) + BigInt(market.protected));
  }
}

/** `account` 0 of a person. */
export const of = (person: Person): AccountId => account(person.address);

export const shown = (amount: bigint, decimals = 6): string => fromBase(amount, decimals);

export { native };
