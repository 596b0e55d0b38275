// A call as a sentence, for whoever is asked to sign it.

import { fromBase, grouped } from "./amount.js";
import { account as accountOf, nameOf, type AssetId } from "./asset.js";
import { ofBinary, type Call } from "./call.js";
import type { AccountAction, AccountId, Batch, ExecuteMsg, SupplyMode } from "./generated/Lending.types.js";
import type { Cw20HookMsg } from "./generated/LendingCw20Hook.types.js";

export interface Named {
  /** As people call it. */
  readonly symbol: string;
  readonly decimals: number;
}

export interface Reader {
  readonly lending: string;
  /** By denom or address. What is not here is shown in base units, by its full name. */
  readonly assets: ReadonlyMap<string, Named>;
  /** Of people and contracts; others are shown by their address. */
  readonly names?: ReadonlyMap<string, string>;
}

type Args<K extends string> = Extract<ExecuteMsg, Record<K, unknown>> extends Record<K, infer A> ? A : never;

/** One sentence a call. What it does not know it shows as it is: nothing is left out. */
export function sentence(call: Call, reader: Reader): string {
  const say = new Sayer(reader);
  const token = tokenSent(call);
  if (token && token.contract === reader.lending) {
    const sent = [say.sum({ cw20: call.contract }, token.amount)];
    return `${capital(say.message(token.msg, sent))}.`;
  }
  if (call.contract !== reader.lending) return `Send ${say.who(call.contract)} ${JSON.stringify(call.msg)}${say.along(call)}.`;
  const sent = call.funds.map(({ denom, amount }) => say.sum({ native: denom }, amount));
  return `${capital(say.message(call.msg as ExecuteMsg, sent))}.`;
}

class Sayer {
  constructor(private readonly reader: Reader) {}

  message(msg: ExecuteMsg | Cw20HookMsg, sent: readonly string[]): string {
    const paid = list(sent) || "nothing";
    if ("deposit" in msg) return `deposit ${paid}${kept(msg.deposit.mode)}${this.on(msg.deposit.account, "to")}`;
    if ("repay" in msg) return `repay with ${paid}${this.on(msg.repay.account, "the debt of")}; what is too much comes back`;
    if ("batch" in msg) return this.batch(msg.batch, sent);
    if ("liquidate" in msg) {
      const { account, collateral, receive } = msg.liquidate;
      return `liquidate ${this.account(account)}: repay up to ${paid} and take ${this.symbol(collateral)}${receive === "shares" ? " as supply" : ""}`;
    }
    if ("liquidate_many" in msg) return `liquidate ${msg.liquidate_many.items.length} accounts with up to ${paid}`;
    if ("liquidate_pro_rata" in msg) {
      const { account, fraction, pay_from } = msg.liquidate_pro_rata;
      return `repay up to ${percent(fraction)} of all debts of ${this.account(account)} with ${paid} and your own supply (sub-account ${pay_from ?? 0}), for a share of all it holds`;
    }
    return this.own(msg, sent);
  }

  private own(msg: Exclude<ExecuteMsg | Cw20HookMsg, { deposit: unknown }>, sent: readonly string[]): string {
    if ("withdraw" in msg) {
      const { asset, amount, mode, account, recipient } = msg.withdraw;
      return `withdraw ${this.some(asset, amount)}${mode === "protect" ? " of what is protected" : ""}${this.on(account, "from")}${this.to(recipient)}`;
    }
    if ("borrow" in msg) return `borrow ${this.sum(msg.borrow.asset, msg.borrow.amount)}${this.on(msg.borrow.account, "on")}${this.to(msg.borrow.recipient)}`;
    if ("shift" in msg) return `${this.action({ shift: msg.shift })}${this.on(msg.shift.account, "on")}`;
    if ("set_operator" in msg) return this.operator(msg.set_operator);
    if ("write_off" in msg) return `write off what ${this.account(msg.write_off.account)} can never repay`;
    return `send Ballast ${JSON.stringify(msg)}${sent.length > 0 ? ` with ${list(sent)}` : ""}`;
  }

  private batch({ actions, account, recipient }: Batch, sent: readonly string[]): string {
    const steps = actions.map((action) => this.action(action)).join(", then ");
    const rest = recipient ? `; what is left goes to ${this.who(recipient)}` : "";
    return `${steps}${this.on(account, "on")}${sent.length > 0 ? `, bringing ${list(sent)}` : ""}${rest}`;
  }

  private action(action: AccountAction): string {
    if ("deposit" in action) {
      const { asset, amount, mode, account } = action.deposit;
      return `deposit ${this.some(asset, amount)}${kept(mode)}${this.on(account, "to")}`;
    }
    if ("withdraw" in action) return `withdraw ${this.some(action.withdraw.asset, action.withdraw.amount)}${action.withdraw.mode === "protect" ? " of what is protected" : ""}`;
    if ("borrow" in action) return `borrow ${this.sum(action.borrow.asset, action.borrow.amount)}`;
    if ("repay" in action) return `repay ${this.some(action.repay.asset, action.repay.amount)}${this.on(action.repay.account, "for")}`;
    if ("shift" in action) {
      const { asset, amount, to } = action.shift;
      return to === "protect" ? `protect ${this.some(asset, amount)} from being lent out` : `lend ${this.some(asset, amount)} that was protected`;
    }
    return `set ${this.some(action.offset.asset, action.offset.amount)} of supply against debt`;
  }

  private operator({ operator, may, pay_to, min_health, until, account }: Args<"set_operator">): string {
    const on = this.on(account, "on") || " on your account";
    if (may.length === 0) return `let ${this.who(operator)} act no more${on}`;
    const paid = pay_to === "owner" ? "paying you only" : "paying whom it likes";
    const floor = min_health ? `, down to a health factor of ${min_health}` : "";
    return `let ${this.who(operator)} ${list([...may])}${on} until ${new Date(until * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC, ${paid}${floor}`;
  }

  sum(asset: AssetId, amount: string): string {
    const known = this.reader.assets.get(nameOf(asset));
    return known ? `${grouped(fromBase(amount, known.decimals))} ${known.symbol}` : `${grouped(amount)} units of ${nameOf(asset)}`;
  }

  symbol(asset: AssetId): string {
    return this.reader.assets.get(nameOf(asset))?.symbol ?? nameOf(asset);
  }

  who(address: string): string {
    return this.reader.names?.get(address) ?? address;
  }

  along({ funds }: Call): string {
    return funds.length === 0 ? "" : ` with ${list(funds.map(({ denom, amount }) => this.sum({ native: denom }, amount)))}`;
  }

  private some(asset: AssetId, amount?: string | null): string {
    return amount == null ? `all ${this.symbol(asset)}` : this.sum(asset, amount);
  }

  private account({ owner, id }: AccountId): string {
    return `account ${accountOf(owner, id ?? 0).id} of ${this.who(owner)}`;
  }

  private on(account: AccountId | null | undefined, word: string): string {
    return account ? ` ${word} ${this.account(account)}` : "";
  }

  private to(recipient?: string | null): string {
    return recipient ? `, paid to ${this.who(recipient)}` : "";
  }
}

interface Sent {
  readonly contract: string;
  readonly amount: string;
  readonly msg: Cw20HookMsg;
}

/** A token's `send`, with what its hook is told. */
function tokenSent({ msg }: Call): Sent | undefined {
  const send = (msg as { send?: { contract?: unknown; amount?: unknown; msg?: unknown } }).send;
  if (typeof send?.contract !== "string" || typeof send.amount !== "string" || typeof send.msg !== "string") return undefined;
  return { contract: send.contract, amount: send.amount, msg: ofBinary(send.msg) as Cw20HookMsg };
}

function kept(mode?: SupplyMode | null): string {
  return mode === "protect" ? ", protected" : "";
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function percent(fraction: string): string {
  return `${fromBase(BigInt(Math.round(Number(fraction) * 10_000)), 2)} %`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
