// What a run prints, and what it ends with.

import assert from "node:assert/strict";
import { grouped } from "../src/index.js";

export class Report {
  steps = 0;
  refused = 0;
  private readonly since = Date.now();

  /** A step passes or ends the run. */
  async step(title: string, act: () => Promise<void>): Promise<void> {
    console.log(`\n${this.steps + 1}. ${title}`);
    await act();
    this.steps += 1;
  }

  readonly gas = (what: string, gas: number): void => console.log(`   ${what.padEnd(64)} ${grouped(String(gas)).padStart(11)} gas`);

  readonly say = (what: string): void => console.log(`   ${what}`);

  close(): void {
    const seconds = Math.round((Date.now() - this.since) / 1000);
    console.log(`\ne2e: ${this.steps} steps passed, ${this.refused} wrong messages refused, ${seconds} s`);
  }
}

/** Amounts as they should be, with what they are of. */
export function equal(what: string, found: unknown, expected: unknown): void {
  assert.deepEqual(found, expected, `${what}: found ${show(found)}, expected ${show(expected)}`);
}

export function holds(what: string, truth: boolean): void {
  assert.ok(truth, what);
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part));
}
