// usage: node drop-dead.mjs IN.wat OUT.wat
//
// Empties functions of the standard library that are linked because a table names them and that no execution can
// reach, so that wasm-opt drops what only they use: 40 KiB of every contract. An empty one traps, as a panic does.
// Works on binaryen's own text, one space before a top-level item.

import { readFileSync, writeFileSync } from "node:fs";

const [input, out] = process.argv.slice(2);
if (!out) {
  console.error("drop-dead: two file names are needed: IN.wat OUT.wat");
  process.exit(1);
}

const dead = [
  {
    // cosmwasm-std keeps a backtrace in each error. On wasm it is always a disabled one, which prints as a word
    // and has no frames whose names could be demangled.
    what: "backtraces",
    name: /rustc_demangle(2v0|6legacy|8demangle$|12try_demangle$)|rustc_demangleN\w+(8Demangle|13DemangleStyle)\w+7Display3fmt|rustc_demangle13DemangleStyle\w+7Display3fmt|17BacktraceFrameFmt/,
  },
];

const counts = dead.map(() => 0);
const kept = [];
let inside = false;
for (const line of readFileSync(input, "utf8").split("\n")) {
  if (inside) {
    if (line === " )") inside = false;
    continue;
  }
  kept.push(line);
  const name = /^ \(func (\$\S+) /.exec(line)?.[1];
  const at = name ? dead.findIndex((these) => these.name.test(name)) : -1;
  if (at >= 0) {
    counts[at] += 1;
    kept.push("  (unreachable)", " )");
    inside = true;
  }
}
const missed = dead.findIndex((_, i) => counts[i] === 0);
if (missed >= 0) {
  console.error(`drop-dead: found nothing of ${dead[missed].what}: does this toolchain name its functions otherwise?`);
  process.exit(1);
}
writeFileSync(out, kept.join("\n"));
console.error(`emptied ${dead.map((these, i) => `${counts[i]} of ${these.what}`).join(", ")}`);
