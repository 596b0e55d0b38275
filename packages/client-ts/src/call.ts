// A message before it is signed: what is told to which contract, and what goes along. A wallet shows it as a sentence (sentence.ts),
// estimates it, and signs all calls of one intention in one transaction: they happen together or not at all.

import type { Coin } from "@cosmjs/amino";
import type { MsgExecuteContractEncodeObject } from "@cosmjs/cosmwasm";
import { fromBase64, fromUtf8, toBase64, toUtf8 } from "@cosmjs/encoding";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { nameOf, type AssetId } from "./asset.js";
import type { ExecuteMsg } from "./generated/Lending.types.js";
import type { Cw20HookMsg } from "./generated/LendingCw20Hook.types.js";

export interface Call {
  readonly contract: string;
  readonly msg: object;
  readonly funds: readonly Coin[];
}

/** So much of an asset, in base units. */
export interface Sum {
  readonly asset: AssetId;
  readonly amount: bigint;
}

/** A message to lending, with coins. */
export function toLending(lending: string, msg: ExecuteMsg, coins: readonly Sum[] = []): Call {
  return { contract: lending, msg, funds: fundsOf(coins) };
}

/** What takes one asset along and is the same for a coin and for a token, which goes by the token's own `send`. */
export function paying(lending: string, sum: Sum, msg: Cw20HookMsg & ExecuteMsg): Call {
  if ("native" in sum.asset) return toLending(lending, msg, [sum]);
  const send = { contract: lending, amount: sum.amount.toString(), msg: binary(msg) };
  return { contract: sum.asset.cw20, msg: { send }, funds: [] };
}

/** As cosmjs signs them: `signAndBroadcast(sender, encoded(sender, calls), "auto")`. */
export function encoded(sender: string, calls: readonly Call[]): MsgExecuteContractEncodeObject[] {
  return calls.map(({ contract, msg, funds }) => ({
    typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
    value: MsgExecuteContract.fromPartial({ sender, contract, msg: toUtf8(JSON.stringify(msg)), funds: [...funds] }),
  }));
}

/** JSON inside of JSON. */
export function binary(msg: object): string {
  return toBase64(toUtf8(JSON.stringify(msg)));
}

export function ofBinary(text: string): unknown {
  return JSON.parse(fromUtf8(fromBase64(text)));
}

/** Sorted and each denom once, which is what the chain asks for. */
function fundsOf(coins: readonly Sum[]): Coin[] {
  const sums = new Map<string, bigint>();
  for (const { asset, amount } of coins) sums.set(nameOf(asset), (sums.get(nameOf(asset)) ?? 0n) + amount);
  const denoms = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return denoms.map(([denom, amount]) => ({ denom, amount: amount.toString() }));
}
