// A chain over RPC and REST: people who send, and questions at a height.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const client = createRequire(join(root, "packages/client-ts/package.json"));
const { DirectSecp256k1HdWallet, Registry } = client("@cosmjs/proto-signing");
const { GasPrice, SigningStargateClient, defaultRegistryTypes } = client("@cosmjs/stargate");
const wasm = client("cosmjs-types/cosmwasm/wasm/v1/tx");

export const folder = process.env.DEVNET_DIR;
export const network = JSON.parse(readFileSync(join(folder, "chain/network.json"), "utf8"));
const [node] = network.nodes;
const url = "/cosmwasm.wasm.v1.";

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export const coin = (amount, denom) => ({ denom, amount: String(amount) });
const json = (value) => new TextEncoder().encode(JSON.stringify(value));

/** Somebody with a key. */
export async function signer(mnemonic) {
  const wallet = await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix: network.prefix });
  const registry = new Registry(defaultRegistryTypes);
  for (const name of ["MsgStoreCode", "MsgInstantiateContract", "MsgExecuteContract"]) registry.register(url + name, wasm[name]);
  const options = { registry, gasPrice: GasPrice.fromString(network.gasPrice), broadcastPollIntervalMs: 60 };
  const client = await SigningStargateClient.connectWithSigner(node.rpc, wallet, options);
  const [{ address }] = await wallet.getAccounts();
  return { client, address, mnemonic };
}

export async function stranger() {
  const wallet = await DirectSecp256k1HdWallet.generate(12, { prefix: network.prefix });
  return signer(wallet.mnemonic);
}

export const execute = (who, contract, msg, funds = []) => ({
  typeUrl: `${url}MsgExecuteContract`,
  value: { sender: who.address, contract, msg: json(msg), funds: [...funds].sort((a, b) => (a.denom < b.denom ? -1 : 1)) },
});

export const pay = (who, to, coins) => ({
  typeUrl: "/cosmos.bank.v1beta1.MsgSend",
  value: { fromAddress: who.address, toAddress: to, amount: [...coins].sort((a, b) => (a.denom < b.denom ? -1 : 1)) },
});

/** Sends, waits, and stops the story where it is refused. */
export async function send(who, messages) {
  const fee = { amount: [coin(1_500_000, network.feeDenom)], gas: "60000000" };
  const done = await who.client.signAndBroadcast(who.address, messages, fee);
  if (done.code !== 0) throw new Error(`refused: ${done.rawLog}`);
  return done;
}

export async function store(who, name) {
  const wasmByteCode = gzipSync(readFileSync(join(root, `artifacts/ballast_${name}.wasm`)));
  const done = await send(who, [{ typeUrl: `${url}MsgStoreCode`, value: { sender: who.address, wasmByteCode } }]);
  return BigInt(attribute(done, "store_code", "code_id"));
}

export async function instantiate(who, codeId, msg, label) {
  const value = { sender: who.address, admin: who.address, codeId, label, msg: json(msg), funds: [] };
  const done = await send(who, [{ typeUrl: `${url}MsgInstantiateContract`, value }]);
  return attribute(done, "instantiate", "_contract_address");
}

function attribute(done, type, key) {
  const found = done.events.filter((event) => event.type === type).flatMap((event) => event.attributes);
  return found.find((it) => it.key === key).value;
}

async function rest(path, height) {
  const headers = height ? { "x-cosmos-block-height": String(height) } : {};
  // a connection that was kept while the node hung may be cut when it is back: once more on another
  const asked = () => fetch(node.rest + path, { headers });
  const answer = await asked().catch(asked);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** A query of a contract, as it was at a height. */
export async function ask(contract, msg, height) {
  const question = encodeURIComponent(Buffer.from(JSON.stringify(msg)).toString("base64"));
  return (await rest(`/cosmwasm/wasm/v1/contract/${contract}/smart/${question}`, height)).data;
}

export async function balances(address, height) {
  const { balances } = await rest(`/cosmos/bank/v1beta1/balances/${address}?pagination.limit=200`, height);
  return Object.fromEntries(balances.map(({ denom, amount }) => [denom, BigInt(amount)]));
}

export async function height() {
  const { block } = await rest("/cosmos/base/tendermint/v1beta1/blocks/latest");
  return Number(block.header.height);
}

/** All transactions that somebody sent, the refused ones too. */
export async function transactions(address) {
  const query = encodeURIComponent(`message.sender='${address}'`);
  const { tx_responses } = await rest(`/cosmos/tx/v1beta1/txs?query=${query}&limit=100&order_by=ORDER_BY_ASC`);
  return tx_responses;
}
