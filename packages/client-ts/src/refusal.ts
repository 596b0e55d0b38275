// What a chain says when it refuses a message, as a value: which refusal it is and the numbers it names.

import { patterns as ofContracts, type Reason as OfContracts } from "./generated/refusals.js";

/** What the chain itself refuses, before or beside the contracts. */
export type OfChain =
  | { kind: "InsufficientFunds"; found: string; asked: string }
  | { kind: "FeeTooSmall"; found: string; asked: string }
  | { kind: "OutOfGas"; asked: string; found: string }
  | { kind: "NotAnAddress"; reason: string }
  | { kind: "NoSuchContract"; found: string }
  | { kind: "NoSuchSender"; found: string }
  | { kind: "NotAMessage"; reason: string }
  | { kind: "NotOffered" }
  | { kind: "OfferExpired" }
  | { kind: "NotPendingOwner" };

export type Reason = OfContracts | OfChain;

/** A message that was refused; `message` is the sentence, for people. Nothing has changed then. */
export class Refused extends Error {
  constructor(message: string, readonly reason: Reason | undefined, override readonly cause?: unknown) {
    super(message);
    this.name = "Refused";
  }

  /** The whole numbers that it names (amounts, seconds, counts), by the name of their field. */
  get numbers(): Readonly<Record<string, bigint>> {
    const whole = Object.entries(this.reason ?? {}).filter((field): field is [string, string] => /^\d+$/.test(String(field[1])));
    return Object.fromEntries(whole.map(([name, digits]) => [name, BigInt(digits)]));
  }
}

/** The refusal in an error of a client or in the raw log of a transaction; undefined where it is something else, such as a lost connection. */
export function refusalIn(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error;
  const text = error instanceof Error ? error.message : String(error);
  const sentence = contractsSentence(text);
  if (sentence !== undefined) return new Refused(sentence, reasonOf(sentence), error);
  return chainsRefusal(text, error);
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
  for (const [kind, pattern] of [...beside, ...ofContracts]) {
    const match = pattern.exec(sentence);
    if (match) return { kind, ...match.groups } as Reason;
  }
  // "uatom: no ramp is under way": where, and then what
  const inner = /^[\w/]{3,128}: ([\s\S]+)$/.exec(sentence)?.[1];
  return inner === undefined ? undefined : reasonOf(inner);
}

// What cosmwasm-std says before a contract's own code runs, and cw-ownable of the two steps in which a contract changes hands.
const beside: readonly (readonly [OfChain["kind"], RegExp])[] = [
  ["NotAMessage", /^Error parsing into type [\w:<>]+: (?<reason>[\s\S]*)$/],
  ["NotOffered", /^There isn't a pending ownership transfer$/],
  ["OfferExpired", /^A pending ownership transfer exists but it has expired$/],
  ["NotPendingOwner", /^Caller is not the contract's pending owner$/],
];

const ofChain: readonly (readonly [OfChain["kind"], RegExp])[] = [
  ["InsufficientFunds", /(?:spendable balance )?(?<found>\d*[a-zA-Z][\w/:.-]*|) is smaller than (?<asked>\d+[a-zA-Z][\w/:.-]*): insufficient funds/],
  ["FeeTooSmall", /insufficient fees; got: (?<found>[^ ]*) required: (?<asked>[^ ]+): insufficient fee/],
  ["OutOfGas", /out of gas in location: [^;]*; gasWanted: (?<asked>\d+), gasUsed: (?<found>\d+)/],
  ["NotAnAddress", /contract: (?<reason>decoding bech32 failed: [^[]*?) \[/],
  ["NoSuchContract", /address (?<found>\w+): no such contract/],
  ["NoSuchSender", /[Aa]ccount '?(?<found>\w+)'? (?:does not exist on chain|not found)/],
];

function chainsRefusal(text: string, cause: unknown): Refused | undefined {
  for (const [kind, pattern] of ofChain) {
    const match = pattern.exec(text);
    if (match) return new Refused(match[0], { kind, ...match.groups } as Reason, cause);
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
