// An account on one screen.

import { nameOf } from "./asset.js";
import type { Ballast } from "./ballast.js";
import type { AccountId, AssetId } from "./generated/Lending.types.js";
import type { PriceStatus } from "./generated/Lens.types.js";

export interface Position {
  readonly asset: AssetId;
  readonly decimals: number;
  /** In base units, with interest up to now. */
  readonly lent: bigint;
  readonly protected: bigint;
  readonly debt: bigint;
  /** In USD at spot, as text with a point. */
  readonly collateralValue: string;
  readonly debtValue: string;
  /** In USD for one whole token; absent where nobody knows it. */
  readonly price?: string;
  /** Other than `fresh`: no new risk with this asset, and why. */
  readonly priceStatus?: PriceStatus;
  /** What may be withdrawn now and for a minute, in base units: of what is lent, and of what is protected. */
  readonly withdrawable: { readonly lend: bigint; readonly protect: bigint };
}

export interface Overview {
  readonly account: AccountId;
  readonly positions: readonly Position[];
  /** By how much all debts could grow before liquidation, as text; absent without debt. */
  readonly healthFactor?: string;
  /** An account with debt that may be liquidated now. */
  readonly liquidatable: boolean;
  /** USD that could still be borrowed of something weightless: the surplus at which new risk is judged. Absent where a price is not usable. */
  readonly spare?: string;
  /** What may be borrowed now and for a minute of each asset that can be, by name, in base units. */
  readonly borrowable: ReadonlyMap<string, bigint>;
}

export async function overviewOf(ballast: Ballast, account: AccountId): Promise<Overview> {
  const [held, health, assets] = await Promise.all([
    ballast.lending.account({ account }),
    ballast.lens.health({ account }),
    ballast.assets(),
  ]);
  const prices = new Map(health.prices.map((price) => [price.asset, price]));
  const valued = new Map(health.positions.map((position) => [nameOf(position.asset), position]));
  const positions = held.positions.map(async (position): Promise<Position> => {
    const name = nameOf(position.asset);
    const price = prices.get(name);
    const withdrawable = await withdrawableOf(ballast, account, position);
    return {
      asset: position.asset,
      decimals: assets.get(name)?.decimals ?? 0,
      lent: BigInt(position.lent),
      protected: BigInt(position.protected),
      debt: BigInt(position.debt),
      collateralValue: valued.get(name)?.collateral_value ?? "0",
      debtValue: valued.get(name)?.debt_value ?? "0",
      ...(price && { price: price.spot, priceStatus: price.status }),
      withdrawable,
    };
  });
  const borrowable = [...assets.values()]
    .filter(({ risk }) => risk.borrow_weight != null)
    .map(async ({ asset }) => [nameOf(asset), await most(ballast.lens.maxBorrow({ account, asset }))] as const);
  const factor = health.health_factor ?? undefined;
  const spare = health.initial?.surplus;
  return {
    account,
    positions: await Promise.all(positions),
    ...(factor !== undefined && { healthFactor: factor }),
    liquidatable: health.maintenance ? !health.maintenance.healthy : false,
    ...(spare !== undefined && { spare }),
    borrowable: new Map(await Promise.all(borrowable)),
  };
}

interface Supplied {
  readonly asset: AssetId;
  readonly lent: string;
  readonly protected: string;
}

async function withdrawableOf(ballast: Ballast, account: AccountId, { asset, lent, protected: kept }: Supplied) {
  const limit = (mode: "lend" | "protect", there: string) =>
    there === "0" ? Promise.resolve(0n) : most(ballast.lens.maxWithdraw({ account, asset, mode }));
  const [lend, protect] = await Promise.all([limit("lend", lent), limit("protect", kept)]);
  return { lend, protect };
}

async function most(limit: Promise<{ amount: string }>): Promise<bigint> {
  return BigInt((await limit).amount);
}
