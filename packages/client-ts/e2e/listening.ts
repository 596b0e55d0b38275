// Somebody listens to one account while the story goes on.

import { Comet38Client } from "@cosmjs/tendermint-rpc";
import { accountEvents, type AccountId } from "../src/index.js";
import type { Node } from "./node.js";

export interface Listener {
  readonly heard: string[];
  /** Ends it; what went wrong comes out here. */
  end(): Promise<void>;
}

export async function listenTo(node: Node, contract: string, account: AccountId): Promise<Listener> {
  const chain = await Comet38Client.connect(node.websocket);
  const [heard, stop]: [string[], AbortController] = [[], new AbortController()];
  const listening = (async () => {
    for await (const event of accountEvents(chain, { contract, account, signal: stop.signal })) heard.push(event.type);
  })();
  // taken here: an error before `end` must not end the process without a word of where it came from
  const outcome = listening.then(() => undefined, (error: unknown) => error);
  return {
    heard,
    async end() {
      stop.abort();
      const error = await outcome;
      chain.disconnect();
      if (error) throw error;
    },
  };
}
