// A node of scripts/devnet and the people who have coins there.

import { CosmWasmClient, SigningCosmWasmClient, setupWasmExtension, type WasmExtension } from "@cosmjs/cosmwasm";
import type { Coin, EncodeObject } from "@cosmjs/proto-signing";
import { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import { QueryClient, type IndexedTx } from "@cosmjs/stargate";
import { connectComet, type CometClient } from "@cosmjs/tendermint-rpc";
import { readFileSync } from "node:fs";
import { encoded, Refused, refusalIn, type Call } from "../src/index.js";

export interface Network {
  readonly chainId: string;
  readonly prefix: string;
  readonly feeDenom: string;
  readonly gasPrice: string;
  readonly wasmd: string;
  readonly denoms: readonly { readonly denom: string; readonly decimals: number; readonly symbol: string }[];
  readonly accounts: Readonly<Record<string, { readonly address: string; readonly mnemonic: string }>>;
  readonly nodes: readonly { readonly rpc: string; readonly rest: string; readonly home: string; readonly validator: { readonly mnemonic: string } }[];
}

export interface Person {
  readonly name: string;
  readonly address: string;
  readonly client: SigningCosmWasmClient;
}

/** A transaction that is in a block. */
export interface Done {
  readonly gas: number;
  readonly height: number;
  readonly hash: string;
  readonly events: readonly ChainEvent[];
}

export interface ChainEvent {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

// More than any message here takes; what is not used costs a fee and nothing else.
const gasLimit = 60_000_000;

export class Node {
  static async of(file: string): Promise<Node> {
    const network = JSON.parse(readFileSync(file, "utf8")) as Network;
    const comet = await connected(network, connectComet);
    return new Node(network, await CosmWasmClient.create(comet), comet);
  }

  /** What the chain's modules answer. */
  readonly queries: QueryClient & WasmExtension;

  private constructor(readonly network: Network, readonly client: CosmWasmClient, comet: CometClient) {
    this.queries = QueryClient.withExtensions(comet, setupWasmExtension);
  }

  get websocket(): string {
    return rpcOf(this.network, 0).replace("http", "ws");
  }

  get rest(): string {
    return this.network.nodes[0]?.rest ?? "";
  }

  async person(name: string): Promise<Person> {
    const mnemonic = name === "validator" ? this.network.nodes[0]?.validator.mnemonic : this.network.accounts[name]?.mnemonic;
    if (mnemonic === undefined) throw new Error(`nobody is called ${name} on this network`);
    return this.signing(name, await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix: this.network.prefix }));
  }

  /** Somebody whom the chain does not know yet. */
  async stranger(name: string): Promise<Person> {
    return this.signing(name, await DirectSecp256k1HdWallet.generate(12, { prefix: this.network.prefix }));
  }

  private async signing(name: string, wallet: DirectSecp256k1HdWallet): Promise<Person> {
    const options = { broadcastPollIntervalMs: 50 };
    const client = await connected(this.network, (rpc) => SigningCosmWasmClient.connectWithSigner(rpc, wallet, options));
    const [first] = await wallet.getAccounts();
    if (!first) throw new Error("a wallet has an account");
    return { name, address: first.address, client };
  }

  /** Signs, and waits until it is in a block. What the chain refuses is thrown as [`Refused`]. */
  async sign(person: Person, messages: readonly EncodeObject[]): Promise<Done> {
    const fee = { amount: [{ denom: this.network.feeDenom, amount: String(gasLimit / 40) }], gas: String(gasLimit) };
    const hash = await person.client.signAndBroadcastSync(person.address, messages, fee, "").catch((error: unknown) => {
      throw refusalIn(error) ?? error;
    });
    const carried = await this.carried(hash);
    if (carried.code !== 0) throw refusalIn(carried.rawLog) ?? new Refused(carried.rawLog, undefined);
    const events = carried.events.map(({ type, attributes }) => ({
      type,
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, value])),
    }));
    return { gas: Number(carried.gasUsed), height: carried.height, hash, events };
  }

  call(person: Person, calls: readonly Call[]): Promise<Done> {
    return this.sign(person, encoded(person.address, calls));
  }

  private async carried(hash: string): Promise<IndexedTx> {
    // 60 s: more blocks than any transaction waits here
    for (const until = Date.now() + 60_000; Date.now() < until; await pause(50)) {
      const found = await this.client.getTx(hash).catch(() => null);
      if (found) return found;
    }
    throw new Error(`transaction ${hash} is in no block after 60 s`);
  }

  async balance(address: string, denom: string): Promise<bigint> {
    return BigInt((await this.client.getBalance(address, denom)).amount);
  }

  send(from: Person, to: string, coins: readonly Coin[]): Promise<Done> {
    return this.sign(from, [{ typeUrl: "/cosmos.bank.v1beta1.MsgSend", value: { fromAddress: from.address, toAddress: to, amount: coins } }]);
  }
}

async function connected<T>(network: Network, connect: (rpc: string) => Promise<T>): Promise<T> {
  const rpc = rpcOf(network, 0);
  try {
    return await connect(rpc);
  } catch (error) {
    throw new Error(`no node answers at ${rpc}; start one: scripts/devnet up`, { cause: error });
  }
}

export function rpcOf(network: Network, index: number): string {
  const node = network.nodes[index];
  if (!node) throw new Error(`the network has no node ${index}`);
  return node.rpc;
}

/** The first value of this attribute in an event of this type. */
export function attribute(done: Done, type: string, key: string): string {
  for (const event of done.events) {
    const value = event.type === type ? event.attributes[key] : undefined;
    if (value !== undefined) return value;
  }
  throw new Error(`no event ${type} with ${key}`);
}

/** Types of Ballast's own events, in their order, without prefixes. */
export function facts(done: Done): string[] {
  return done.events.flatMap(({ type }) => /^wasm-ballast_(.+)$/.exec(type)?.[1] ?? []);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
