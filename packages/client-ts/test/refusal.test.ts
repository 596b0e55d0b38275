import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonOf, refusalIn } from "../src/index.js";

const sentence =
  "deposit needs 90000000000 of `uusdc`, there are 1500000000; send them along, or borrow or withdraw them before";
const named = { kind: "PurseShort", action: "deposit", asked: "90000000000", asset: "uusdc", found: "1500000000" };

test("a refusal is found in what a client throws when it simulates", () => {
  const thrown = new Error(
    `Query failed with (6): rpc error: code = Unknown desc = failed to execute message; message index: 0: ${sentence}: execute wasm contract failed [CosmWasm/wasmd@v0.61.14/x/wasm/keeper/keeper.go:444] with gas used: '120345': unknown request`,
  );
  const refused = refusalIn(thrown);
  assert.equal(refused?.message, sentence);
  assert.deepEqual({ ...refused?.reason }, named);
  assert.equal(refused?.cause, thrown);
});

test("a refusal is found in the log of a transaction", () => {
  const refused = refusalIn(`failed to execute message; message index: 2: dispatch: submessages: ${sentence}: execute wasm contract failed`);
  assert.equal(refused?.message, sentence);
});

test("the more special of two sentences that begin alike is told apart", () => {
  assert.equal(reasonOf("it would not raise the health factor; `liquidation_quote` without a pair names one that does")?.kind, "WouldNotHeal");
  assert.equal(reasonOf("asset `uother` is not listed")?.kind, "UnknownAsset");
});

test("a refusal behind the place where it happened is found, and a stranger's is not taken for it", () => {
  assert.equal(reasonOf("correlations: a ramp is under way until 1700000000; a new target is taken at an end: send `ramp` with `go_on` or `turn_back`, at the fastest with ramp_seconds 86400")?.kind, "UnderWay");
  assert.equal(reasonOf("Overflow: Cannot Sub with given operands"), undefined);
});

test("the chain's own refusals are values too", () => {
  const refused = refusalIn("spendable balance 5ustake is smaller than 1500ustake: insufficient funds");
  assert.deepEqual({ ...refused?.reason }, { kind: "InsufficientFunds", found: "5ustake", asked: "1500ustake" });
  const short = refusalIn(`failed to execute message; message index: 0: ${sentence}: execute wasm contract failed`);
  assert.deepEqual(short?.numbers, { asked: 90_000_000_000n, found: 1_500_000_000n });
});

test("what is no refusal is left alone", () => {
  assert.equal(refusalIn(new Error("fetch failed")), undefined);
});

test("a sentence of another contract has no reason and keeps its words", () => {
  const refused = refusalIn("failed to execute message; message index: 0: Cannot Sub with given operands: execute wasm contract failed");
  assert.equal(refused?.message, "Cannot Sub with given operands");
  assert.equal(refused?.reason, undefined);
});
