// One deployment, as a wallet asks about it.

import { nameOf } from "./asset.js";
import type { ICosmWasmClient } from "./chain.js";
import { LendingQueryClient } from "./generated/Lending.client.js";
import type { AccountAction, AccountId, AssetId, AssetResponse, MarketResponse } from "./generated/Lending.types.js";
import { LensQueryClient } from "./generated/Lens.client.js";
import type { HealthPoint } from "./generated/Lens.types.js";
import { OracleQueryClient } from "./generated/Oracle.client.js";
import { overviewOf, type Overview } from "./overview.js";

export interface Addresses {
  readonly lending: string;
  readonly lens: string;
  readonly oracle: string;
}

/** How an account would be after something, and how it is. */
export interface WhatIf {
  readonly before: HealthPoint;
  readonly after: HealthPoint;
}

// What a page of `assets` and `markets` holds; the contract allows no more.
const page = 30;

export class Ballast {
  readonly lending: LendingQueryClient;
  readonly lens: LensQueryClient;
  readonly oracle: OracleQueryClient;

  constructor(readonly chain: ICosmWasmClient, readonly addresses: Addresses) {
    this.lending = new LendingQueryClient(chain, addresses.lending);
    this.lens = new LensQueryClient(chain, addresses.lens);
    this.oracle = new OracleQueryClient(chain, addresses.oracle);
  }

  /** All that is listed, by name, with its decimals and parameters. */
  async assets(): Promise<Map<string, AssetResponse>> {
    const all = new Map<string, AssetResponse>();
    let startAfter: AssetId | undefined;
    do {
      const { items, next } = await this.lending.assets({ limit: page, ...(startAfter && { startAfter }) });
      for (const item of items) all.set(nameOf(item.asset), item);
      startAfter = next ?? undefined;
    } while (startAfter);
    return all;
  }

  /** Rates, cash and totals of every market, by name. */
  async markets(): Promise<Map<string, MarketResponse>> {
    const all = new Map<string, MarketResponse>();
    let startAfter: AssetId | undefined;
    do {
      const { items, next } = await this.lending.markets({ limit: page, ...(startAfter && { startAfter }) });
      for (const item of items) all.set(nameOf(item.asset), item);
      startAfter = next ?? undefined;
    } while (startAfter);
    return all;
  }

  /** What an account holds and owes, what it is worth, how healthy it is and how far it may go. */
  overview(account: AccountId): Promise<Overview> {
    return overviewOf(this, account);
  }

  /** How healthy the account would be after these actions; caps and pauses are not looked at. */
  whatIf(account: AccountId, actions: AccountAction[]): Promise<WhatIf> {
    return this.lens.simulate({ account, actions });
  }
}
