// "Max", such that it still passes when it is signed a minute later.
//
// Two things move meanwhile. Interest and ramps are known: the lens counts them in for `ahead` seconds, exactly. Prices are not: what the health
// of the account allows is asked for as if every collateral were worth `priceMove` less and every debt so much more. Where that was too little
// the message is refused and nothing has happened. Paying back needs no allowance: what is too much comes back.

import { nameOf } from "./asset.js";
import { decimal } from "./amount.js";
import type { Ballast } from "./ballast.js";
import type { Call, Sum } from "./call.js";
import type { AccountId, AssetId, SupplyMode } from "./generated/Lending.types.js";
import type { HealthResponse, LimitResponse } from "./generated/Lens.types.js";
import { borrow, repay, withdraw } from "./intent.js";

export interface Meanwhile {
  /** Seconds between asking and the block that carries the message, at most a day. */
  readonly ahead: number;
  /** How far prices may move against the account, in ten-thousandths. 0: as far as the lens says, to the last unit. */
  readonly priceMove: number;
}

/** Two minutes, and prices half a per cent worse: what ATOM or BTC rarely exceed in a minute, by hourly volatilities of 1 to 2 %. */
export const aMinute: Meanwhile = { ahead: 120, priceMove: 50 };

const one = 10n ** 18n;
const day = 86_400n;
const year = 31_536_000n;

/** Borrows all that may be borrowed. Undefined where that is nothing. */
export async function borrowMax(ballast: Ballast, account: AccountId, asset: AssetId, meanwhile = aMinute): Promise<Call | undefined> {
  const query = { account, asset, ahead: meanwhile.ahead };
  const [limit, health, decimals] = await Promise.all([ballast.lens.maxBorrow(query), ballast.lens.health({ account }), decimalsOf(ballast, asset)]);
  // a debt weighs at least what it is worth
  const kept = inUnits(atStake(health, meanwhile), await priceOf(ballast, asset), decimals);
  const amount = within(limit, kept);
  return amount === 0n ? undefined : borrow(ballast.addresses.lending, { asset, amount }, account);
}

/** Withdraws all that may be withdrawn. Undefined where that is nothing. */
export async function withdrawMax(
  ballast: Ballast,
  account: AccountId,
  what: { readonly asset: AssetId; readonly mode?: SupplyMode },
  meanwhile = aMinute,
): Promise<Call | undefined> {
  const mode = what.mode ?? "lend";
  const [limit, held, health] = await Promise.all([
    ballast.lens.maxWithdraw({ account, asset: what.asset, mode, ahead: meanwhile.ahead }),
    ballast.lending.account({ account }),
    ballast.lens.health({ account }),
  ]);
  const position = held.positions.find(({ asset }) => nameOf(asset) === nameOf(what.asset));
  const there = BigInt((mode === "lend" ? position?.lent : position?.protected) ?? "0");
  const owes = held.positions.some(({ debt }) => debt !== "0");
  if (!owes && there > 0n && BigInt(limit.amount) >= there) return withdraw(ballast.addresses.lending, { asset: what.asset, mode }, account);
  const amount = owes ? within(limit, await keptBack(ballast, what.asset, health, meanwhile)) : BigInt(limit.amount);
  return amount === 0n ? undefined : withdraw(ballast.addresses.lending, { asset: what.asset, mode, amount }, account);
}

/** Repays all that is owed of an asset, with the interest of a day on top, which comes back. */
export async function repayAll(ballast: Ballast, account: AccountId, asset: AssetId): Promise<Call | undefined> {
  const [{ positions }, market] = await Promise.all([ballast.lending.account({ account }), ballast.lending.market({ asset })]);
  const debt = BigInt(positions.find((position) => nameOf(position.asset) === nameOf(asset))?.debt ?? "0");
  if (debt === 0n) return undefined;
  const amount = debt + (debt * decimal(market.borrow_rate) * day) / (one * year) + 1n;
  const sum: Sum = { asset, amount };
  return repay(ballast.addresses.lending, sum, account);
}

/** The least of what health allows after the allowance and what stands in the way otherwise. */
function within(limit: LimitResponse, kept: bigint): bigint {
  const byHealth = BigInt(limit.by_health) - kept;
  const amount = BigInt(limit.amount);
  const least = byHealth < amount ? byHealth : amount;
  return least > 0n ? least : 0n;
}

/** USD (1e-18) that the surplus may lose when prices move. */
function atStake(health: HealthResponse, { priceMove }: Meanwhile): bigint {
  const level = health.initial;
  if (!level) return 0n;
  return ((decimal(level.collateral) + decimal(level.debt)) * BigInt(priceMove)) / 10_000n;
}

/** Units of a collateral that make up for it: one USD of it adds to the surplus what it counts for. */
async function keptBack(ballast: Ballast, asset: AssetId, health: HealthResponse, meanwhile: Meanwhile): Promise<bigint> {
  const { decimals, risk } = await ballast.lending.asset({ asset });
  const threshold = decimal(risk.liquidation_threshold);
  const position = health.positions.find((held) => nameOf(held.asset) === nameOf(asset));
  const effect = position ? decimal(position.collateral_effect) : 0n;
  const counts = threshold === 0n || effect <= 0n ? decimal(risk.collateral_factor) : (effect * decimal(risk.collateral_factor)) / threshold;
  if (counts <= 0n) return 0n;
  return inUnits((atStake(health, meanwhile) * one) / counts, await priceOf(ballast, asset), decimals);
}

async function decimalsOf(ballast: Ballast, asset: AssetId): Promise<number> {
  return (await ballast.lending.asset({ asset })).decimals;
}

/** The lower end: more units for the same USD. */
async function priceOf(ballast: Ballast, asset: AssetId): Promise<bigint> {
  const [price] = await ballast.oracle.prices({ assets: [asset] });
  return price ? decimal(price.low) : 0n;
}

function inUnits(usd: bigint, price: bigint, decimals: number): bigint {
  return price === 0n ? 0n : (usd * 10n ** BigInt(decimals)) / price + 1n;
}
