import assert from "node:assert/strict";
import { test } from "node:test";
import { AmountError, fromBase, toBase } from "../src/index.js";

test("amounts survive both ways with 0, 6, 8 and 18 decimals", () => {
  for (const [text, decimals, base] of [
    ["12", 0, 12n],
    ["1.5", 6, 1_500_000n],
    ["0.000001", 6, 1n],
    ["0.12345678", 8, 12_345_678n],
    // beyond 2^53, where floating point would round
    ["9007199254.740993123456789012", 18, 9_007_199_254_740_993_123_456_789_012n],
  ] as const) {
    assert.equal(toBase(text, decimals), base);
    assert.equal(fromBase(base, decimals), text);
  }
});

test("zeros that say nothing are taken and not given", () => {
  assert.equal(toBase("1.500000000", 6), 1_500_000n);
  assert.equal(fromBase("1500000", 6), "1.5");
  assert.equal(fromBase(0n, 18), "0");
});

test("a digit below a base unit is refused, not rounded", () => {
  assert.throws(() => toBase("0.0000001", 6), AmountError);
});

test("what is no amount is refused", () => {
  for (const text of ["", "-1", "1e6", ".5", "5.", "1,000", "0x10"]) assert.throws(() => toBase(text, 6), AmountError, text);
});
