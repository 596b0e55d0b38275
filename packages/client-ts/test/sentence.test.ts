import assert from "node:assert/strict";
import { test } from "node:test";
import { account, cw20, deposit, depositAndBorrow, native, repay, sentence, toLending, type Reader } from "../src/index.js";

const reader: Reader = {
  lending: "lending",
  assets: new Map([
    ["uatom", { symbol: "ATOM", decimals: 6 }],
    ["uusdc", { symbol: "USDC", decimals: 6 }],
    ["token", { symbol: "TOK", decimals: 6 }],
  ]),
  names: new Map([["otto1", "Otto"]]),
};

test("a deposit and a loan are one sentence a call, in whole tokens", () => {
  const calls = depositAndBorrow("lending", {
    deposit: [
      { asset: cw20("token"), amount: 2_500_000n },
      { asset: native("uatom"), amount: 1_234_567_890n, mode: "protect" },
    ],
    borrow: [{ asset: native("uusdc"), amount: 5_000_000_000n }],
  });
  assert.deepEqual(
    calls.map((call) => sentence(call, reader)),
    ["Deposit 2.5 TOK.", "Deposit 1,234.56789 ATOM, protected, then borrow 5,000 USDC, bringing 1,234.56789 ATOM."],
  );
});

test("whose account it is and who gets the money is said", () => {
  assert.equal(
    sentence(deposit("lending", { asset: native("uatom"), amount: 1_000_000n }, account("otto1", 2)), reader),
    "Deposit 1 ATOM to account 2 of Otto.",
  );
  assert.equal(
    sentence(toLending("lending", { borrow: { asset: native("uusdc"), amount: "1", recipient: "mallory1" } }), reader),
    "Borrow 0.000001 USDC, paid to mallory1.",
  );
});

test("an operator's rights, their limit and their end are said", () => {
  const msg = { set_operator: { operator: "otto1", may: ["withdraw" as const], pay_to: "owner" as const, min_health: "1.2", until: 1_800_000_000 } };
  assert.equal(
    sentence(toLending("lending", msg), reader),
    "Let Otto withdraw on your account until 2027-01-15 08:00 UTC, paying you only, down to a health factor of 1.2.",
  );
});

test("what is not known is shown as it is", () => {
  assert.equal(sentence(repay("lending", { asset: native("uother"), amount: 5n }), reader), "Repay with 5 units of uother; what is too much comes back.");
  assert.equal(
    sentence({ contract: "elsewhere", msg: { drain: {} }, funds: [{ denom: "uatom", amount: "1000000" }] }, reader),
    'Send elsewhere {"drain":{}} with 1 ATOM.',
  );
});
