// What a chain says when it refuses a message, as a value: which refusal it is and the numbers it names.

import { patterns, type Reason } from "./generated/refusals.js";

export type { Reason };

/** A message that the contracts refused; `message` is their sentence, for people. Nothing has changed then. */
export class Refused extends Error {
  constructor(message: string, readonly reason: Reason | undefined, override readonly cause?: unknown) {
    super(message);
    this.name = "Refused";
  }
}

/** The refusal in an error of a client or in the raw log of a transaction; undefined where it is something else, such as a lost connection. */
export function refusalIn(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error;
  const text = error instanceof Error ? error.message : String(error);
  const sentence = contractsSentence(text);
  return sentence === undefined ? undefined : new Refused(sentence, reasonOf(sentence), error);
}

/** Does it, and turns a refusal into a [`Refused`]; any other error stays what it is. */
export async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw refusalIn(error) ?? error;
  }
}

/** The kind of a refusal and its fields; undefined where the sentence is none of Ballast's, such as a token's. */
export function reasonOf(sentence: string): Reason | undefined {
  for (const [kind, pattern] of patterns) {
    const match = pattern.exec(sentence);
    if (match) return { kind, ...match.groups } as Reason;
  }
  return undefined;
}

// wasmd: "[…: ]failed to execute message; message index: 0: [dispatch: submessages: ]SENTENCE: execute wasm contract failed[ …]"
const wrapping = /(?:failed to execute message; message index: \d+: )(?:dispatch: submessages: )*([\s\S]*?): (?:execute|query|instantiate|migrate) wasm contract failed/;
// a smart query by RPC: "Query failed with (n): rpc error: code = … desc = SENTENCE: query wasm contract failed"
const query = /desc = ([\s\S]*?): query wasm contract failed/;

function contractsSentence(text: string): string | undefined {
  const found = (wrapping.exec(text) ?? query.exec(text))?.[1];
  // An error of a called contract comes wrapped in what cosmwasm-std calls it.
  return found?.replace(/^(?:Generic error: )?(?:Querier contract error: )?/, "");
}
