// What the accounts of the devnet hold: 6, 8 and 18 decimals, plain names, one that came by IBC and one of a token factory.

import { createHash } from "node:crypto";

export const feeDenom = "ustake";

const plain = { uusdc: 6, uatom: 6, uosmo: 6, utia: 6, uakt: 6, ujuno: 6, ustars: 6, usol: 6, sbtc: 8, aeth: 18, ainj: 18 };

/** `creator`: whose factory denom it is. Nothing runs a token factory here; the coins are in the genesis. */
export function denomsOf(creator) {
  return [
    { denom: feeDenom, decimals: 6, symbol: "STAKE" },
    ...Object.entries(plain).map(([denom, decimals]) => ({ denom, decimals, symbol: denom.slice(1).toUpperCase() })),
    { denom: ibcDenom("transfer/channel-0/uluna"), decimals: 6, symbol: "LUNA" },
    { denom: `factory/${creator}/umilk`, decimals: 6, symbol: "MILK" },
  ];
}

function ibcDenom(trace) {
  return "ibc/" + createHash("sha256").update(trace).digest("hex").toUpperCase();
}

/** As the bank module keeps it, for wallets that ask the chain. */
export function metadataOf({ denom, decimals, symbol }) {
  const display = symbol.toLowerCase();
  return {
    description: `${symbol} of the devnet`,
    denom_units: [{ denom, exponent: 0, aliases: [] }, { denom: display, exponent: decimals, aliases: [] }],
    base: denom,
    display,
    name: symbol,
    symbol,
    uri: "",
    uri_hash: "",
  };
}
