// What happens to one account, as it happens: over a node's websocket, by one subscription to the contract.

import type { Comet38Client } from "@cosmjs/tendermint-rpc";
import type { AccountId } from "./generated/Lending.types.js";

/** One fact of a transaction that was carried out. */
export interface AccountEvent {
  /** `deposit`, `borrow`, `liquidate`, …: without the prefixes. */
  readonly type: string;
  readonly height: number;
  /** Of the transaction, in hexadecimal digits. */
  readonly hash: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Watch {
  /** The lending contract. */
  readonly contract: string;
  readonly account: AccountId;
  /** Events from this height on come first, those that are past included. Absent: from now on. */
  readonly since?: number;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
}

interface Carried {
  readonly height: number;
  readonly hash: Uint8Array;
  readonly result: { readonly code: number; readonly events: readonly RawEvent[] };
}

interface RawEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/**
 * Events of one account, in the order of the chain. `chain` must be connected by websocket: `ws://host:port`, without a path, which cosmjs adds.
 *
 * A lost connection ends the iteration with its error: connect anew and go on with `since` = the height of the last event, whose
 * events come once more.
 */
export async function* accountEvents(chain: Comet38Client, watch: Watch): AsyncGenerator<AccountEvent> {
  const ofContract = `execute._contract_address='${watch.contract}'`;
  // Heard first and read later: nothing falls between the past and the present.
  const live = queueOf(chain, ofContract, watch.signal);
  try {
    let last = (watch.since ?? 0) - 1;
    if (watch.since !== undefined) {
      const past = await chain.txSearchAll({ query: `${ofContract} AND tx.height >= ${watch.since}`, order_by: "asc" });
      for (const carried of past.txs) {
        last = carried.height;
        yield* eventsOf(carried, watch);
      }
    }
    for await (const carried of live) if (carried.height > last) yield* eventsOf(carried, watch);
  } finally {
    live.close();
  }
}

/** Events of one account in one transaction. */
export function* eventsOf(carried: Carried, watch: Pick<Watch, "account" | "contract">): Generator<AccountEvent> {
  if (carried.result.code !== 0) return;
  const name = `${watch.account.owner}/${watch.account.id ?? 0}`;
  for (const event of carried.result.events) {
    const type = /^wasm-ballast[_/](.+)$/.exec(event.type)?.[1];
    const attributes = Object.fromEntries(event.attributes.map(({ key, value }) => [key, value]));
    if (type === undefined || attributes["_contract_address"] !== watch.contract) continue;
    if (!Object.values(attributes).includes(name)) continue;
    const hash = Array.from(carried.hash, (byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
    yield { type, height: carried.height, hash, attributes };
  }
}

/** A subscription as something to iterate over: what comes before it is asked for waits. */
function queueOf(chain: Comet38Client, query: string, signal?: AbortSignal) {
  const waiting: Carried[] = [];
  let ended: { error?: unknown } | undefined;
  let wake = () => {};
  const end = (error?: unknown) => {
    ended ??= error === undefined ? {} : { error };
    wake();
  };
  const subscription = chain.subscribeTx(query).subscribe({
    next: (carried) => {
      waiting.push(carried);
      wake();
    },
    error: (error) => end(error),
    complete: () => end(new Error("the node closed the connection")),
  });
  const close = () => {
    end();
    subscription.unsubscribe();
  };
  signal?.addEventListener("abort", close, { once: true });
  return {
    close,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = waiting.shift();
        if (next) yield next;
        else if (ended) {
          if ("error" in ended) throw ended.error;
          return;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
