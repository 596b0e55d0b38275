// Names: assets and accounts.

import type { AccountId, AssetId } from "./generated/Lending.types.js";

export type { AccountId, AssetId };

export const native = (denom: string): AssetId => ({ native: denom });

export const cw20 = (token: string): AssetId => ({ cw20: token });

/** The denom or the address: as events and refusals call the asset. */
export function nameOf(asset: AssetId): string {
  return "native" in asset ? asset.native : asset.cw20;
}

/** Sub-accounts of one owner share nothing; 0 is the main one. */
export const account = (owner: string, id = 0): AccountId => ({ owner, id });
