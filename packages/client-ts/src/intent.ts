// What people mean, as calls: deposit and borrow, repay and withdraw.

import { paying, toLending, type Call, type Sum } from "./call.js";
import type { AccountAction, AccountId, SupplyMode } from "./generated/Lending.types.js";

export interface Supplied extends Sum {
  /** `protect`: counts as collateral and is never lent out, so it earns nothing. Absent: `lend`. */
  readonly mode?: SupplyMode;
}

export interface DepositAndBorrow {
  /** Absent: the sender's main account. */
  readonly account?: AccountId;
  readonly deposit: readonly Supplied[];
  readonly borrow: readonly Sum[];
  /** Gets what is borrowed. Absent: the sender. */
  readonly recipient?: string;
}

/**
 * One transaction. Coins are deposited and all is borrowed in one `batch`, which is judged once, at its end. A token comes first, by a call of
 * its own: in a batch through its hook the token would be who acts, and could borrow only as an operator, which no token should be.
 */
export function depositAndBorrow(lending: string, what: DepositAndBorrow): Call[] {
  const account = what.account && { account: what.account };
  const tokens = what.deposit.filter(({ asset }) => "cw20" in asset);
  const coins = what.deposit.filter(({ asset }) => "native" in asset);
  const first = tokens.map((sum) => paying(lending, sum, { deposit: { ...account, mode: sum.mode ?? "lend" } }));
  const actions = actionsOf({ ...what, deposit: coins });
  if (actions.length === 0) return first;
  const recipient = what.recipient === undefined ? {} : { recipient: what.recipient };
  return [...first, toLending(lending, { batch: { ...account, ...recipient, actions } }, coins)];
}

/** All of it as actions, of which `whatIf` says how healthy the account would be. */
export function actionsOf(what: Pick<DepositAndBorrow, "deposit" | "borrow">): AccountAction[] {
  return [
    ...what.deposit.map(({ asset, amount, mode }) => ({ deposit: { asset, amount: amount.toString(), mode: mode ?? ("lend" as const) } })),
    ...what.borrow.map(({ asset, amount }) => ({ borrow: { asset, amount: amount.toString() } })),
  ];
}

/** Deposits one asset; for somebody else where `account` says so. */
export function deposit(lending: string, sum: Supplied, account?: AccountId): Call {
  return paying(lending, sum, { deposit: { ...(account && { account }), mode: sum.mode ?? "lend" } });
}

/** Repays with so much; what is beyond the debt comes back. */
export function repay(lending: string, sum: Sum, account?: AccountId): Call {
  return paying(lending, sum, { repay: account ? { account } : {} });
}

export function borrow(lending: string, sum: Sum, account?: AccountId): Call {
  return toLending(lending, { borrow: { ...(account && { account }), asset: sum.asset, amount: sum.amount.toString() } });
}

/** `amount` absent: all there is, with the interest of the meantime. */
export function withdraw(lending: string, what: Omit<Supplied, "amount"> & { amount?: bigint }, account?: AccountId): Call {
  const amount = what.amount === undefined ? {} : { amount: what.amount.toString() };
  return toLending(lending, { withdraw: { ...(account && { account }), asset: what.asset, ...amount, mode: what.mode ?? "lend" } });
}
