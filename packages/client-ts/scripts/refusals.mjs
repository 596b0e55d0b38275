// The refusals of the contracts, read out of their sources: every `#[error("…")]` becomes a pattern whose fields have names.
// The text of a refusal stands once, in Rust; what a wallet recognises follows from it.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folders = ["contracts", "packages/risk/src", "packages/pricing/src", "packages/ledger/src", "packages/interface/src"];
// The token and the exchange of tests are not ours to explain.
const skipped = /contracts\/test-|\/tests\/|\/target\//;

export function refusalsSource(root) {
  const found = new Map();
  for (const file of folders.flatMap((folder) => sources(join(root, folder))))
    for (const refusal of refusalsIn(readFileSync(file, "utf8"))) found.set(refusal.text, refusal);
  // The most specific first: the more of a text is fixed, the earlier it is tried.
  const all = [...found.values()].sort((a, b) => b.fixed - a.fixed || (a.text < b.text ? -1 : 1));
  return render(all);
}

function sources(folder) {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".rs"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !skipped.test(file))
    .sort();
}

function* refusalsIn(source) {
  // An enum's variant or a struct follows its text, what is put into it, and other attributes.
  const attribute = /#\[error\(\s*"((?:[^"\\]|\\[\s\S])*)"\s*(?:,[\s\S]*?)?\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub struct |pub enum )?(\w+)/g;
  for (const [, literal, kind] of source.matchAll(attribute)) {
    const text = literal.replace(/\\\n\s*/g, "").replace(/\\"/g, '"');
    const fields = [];
    let fixed = 0;
    const pattern = text.split(/(\{[^}]*\})/).map((part) => {
      const field = /^\{(\w*)(?::\??)?\}$/.exec(part)?.[1];
      if (field === undefined) {
        fixed += part.length;
        return part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
      }
      // A constant, or a position: there, but without a name
      if (!/^[a-z]/.test(field) || fields.includes(field)) return ".*?";
      fields.push(field);
      return `(?<${field}>.*?)`;
    });
    // `{of}: {ramp}` says where, and then another refusal, which stands here by itself.
    if (fixed < 4) continue;
    yield { kind, text, fields, fixed, pattern: pattern.join("") };
  }
}

function render(all) {
  const kinds = new Map();
  for (const { kind, fields } of all) kinds.set(kind, [...(kinds.get(kind) ?? []), fields]);
  const shapes = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, variants]) => {
    const names = [...new Set(variants.flat())];
    const always = (name) => variants.every((fields) => fields.includes(name));
    return `  | { kind: "${kind}"${names.map((name) => `; ${name}${always(name) ? "" : "?"}: string`).join("")} }`;
  });
  const rows = all.map(({ kind, pattern }) => `  ["${kind}", /^${pattern}$/s],`);
  return [
    "// Written by scripts/generate.mjs out of the contracts' sources. Do not edit.",
    "",
    "/** Why a message was refused, with what the refusal names. */",
    "export type Reason =",
    ...shapes.slice(0, -1),
    `${shapes.at(-1)};`,
    "",
    "/** The most specific first. */",
    "export const patterns: readonly (readonly [Reason[\"kind\"], RegExp])[] = [",
    ...rows,
    "];",
    "",
  ].join("\n");
}
