// Every answer to a wrong message that the contracts' own tests list is one that a wallet recognises.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { reasonOf } from "../src/index.js";

const listed = new URL("../../../../tests/messages/refusals.txt", import.meta.url);

test("every refusal of the list has a kind", () => {
  const answers = readFileSync(listed, "utf8").split("\n").filter((line) => line.startsWith("    ")).map((line) => line.trim());
  assert.ok(answers.length > 100, `${answers.length} answers`);
  const unknown = answers.filter((answer) => reasonOf(answer) === undefined);
  assert.deepEqual(unknown, []);
});
