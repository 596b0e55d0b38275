// usage: node lower-memory.mjs LOWERED.wat MEMORY.wat OUT.wat
//
// LOWERED.wat is a contract after binaryen's --llvm-memory-copy-fill-lowering. Puts the bodies of $copy, $fill
// and $compare from MEMORY.wat where binaryen's byte loops and compiler-builtins' memcmp stand. Works on binaryen's
// own text, one space before a top-level item, and fails rather than guess when that text looks different.

import { readFileSync, writeFileSync } from "node:fs";

const [lowered, memory, out] = process.argv.slice(2);
if (!out) fail("three file names are needed: LOWERED.wat MEMORY.wat OUT.wat");

const ours = readFileSync(memory, "utf8").split("\n");
let lines = readFileSync(lowered, "utf8").split("\n");

// what stands there now, what replaces it, and how many there may be
const swaps = [
  { name: "copy", header: /^ \(func (\$\S+) \(param \$dst i32\) \(param \$src i32\) \(param \$size i32\)$/ },
  { name: "fill", header: /^ \(func (\$\S+) \(param \$dst i32\) \(param \$val i32\) \(param \$size i32\)$/ },
  { name: "compare", header: /^ \(func (\$memcmp|\$bcmp) \(param \$0 i32\) \(param \$1 i32\) \(param \$2 i32\) \(result i32\)$/ },
];

const done = [];
for (const { name, header } of swaps) {
  const at = lines.flatMap((line, i) => (header.test(line) ? [i] : []));
  if (at.length > 1) fail(`${at.length} functions look like ${name}, at most one was expected`);
  if (at.length === 0) continue;
  const end = lines.indexOf(" )", at[0]);
  if (end < 0) fail(`the function at line ${at[0] + 1} has no end`);
  const target = header.exec(lines[at[0]])[1];
  lines.splice(at[0], end - at[0] + 1, ...body(name, target));
  done.push(`${name} (${target})`);
}

if (lines.some((line) => /\(memory\.(copy|fill)/.test(line))) fail("bulk memory is left after the lowering");
writeFileSync(out, lines.join("\n"));
console.error(`replaced ${done.join(", ") || "nothing"}`);

// The text of our function under the name of the one it replaces.
function body(name, target) {
  const start = ours.findIndex((line) => line.startsWith(`  (func $${name} `));
  if (start < 0) fail(`${memory} has no function $${name}`);
  let depth = 0;
  for (let i = start; i < ours.length; i++) {
    const code = ours[i].replace(/;;.*$/, "");
    for (const c of code) depth += c === "(" ? 1 : c === ")" ? -1 : 0;
    if (depth === 0) {
      return [ours[start].replace(`$${name} `, `${target} `), ...ours.slice(start + 1, i + 1)];
    }
  }
  fail(`${memory}: the function $${name} is not closed`);
}

function fail(why) {
  console.error(`lower-memory: ${why}`);
  process.exit(1);
}
