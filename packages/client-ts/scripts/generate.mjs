// Writes src/generated: from schema/*.json with @cosmwasm/ts-codegen types, a client and a message composer for each contract; from the
// contracts' sources the refusals.
//
//   node scripts/generate.mjs            writes
//   node scripts/generate.mjs --check    writes nothing and fails where what is committed differs
//
// ts-codegen imports another chain library than cosmjs and leaves out the file extensions that ES modules need: both are put right here,
// and nothing else of its output is touched.

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import tsCodegen from "@cosmwasm/ts-codegen";
import { refusalsSource } from "./refusals.mjs";

const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const root = resolve(here, "../..");
const schemas = join(root, "schema");
const output = join(here, "src/generated");

const imports = {
  "./baseClient": "../chain.js",
  "@interchainjs/types": "@cosmjs/amino",
  "@interchainjs/cosmos-types": "@cosmjs/proto-signing",
  "@interchainjs/encoding": "@cosmjs/encoding",
  "interchainjs/cosmwasm/wasm/v1/tx": "cosmjs-types/cosmwasm/wasm/v1/tx",
};

const work = mkdtempSync(join(tmpdir(), "ballast-client-"));
try {
  const files = new Map([...(await generate(contracts())), ["refusals.ts", refusalsSource(root)]]);
  if (process.argv.includes("--check")) check(files);
  else write(files);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** One folder a contract, which is what ts-codegen reads; `ballast-lending.json` becomes Lending. */
function contracts() {
  return readdirSync(schemas).filter((file) => file.endsWith(".json")).sort().map((file) => {
    const name = basename(file, ".json").split("-").slice(1).map((word) => word[0].toUpperCase() + word.slice(1)).join("");
    const dir = join(work, "schema", name);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, file), JSON.stringify(asContract(name, JSON.parse(readFileSync(join(schemas, file), "utf8")))));
    return { name, dir };
  });
}

/** The payload of a hook stands alone in its file: as the only message of a contract it gets types like the others. */
function asContract(name, schema) {
  if (schema.contract_name) return schema;
  return { contract_name: name, contract_version: "0", idl_version: "1.0.0", instantiate: schema, execute: null, query: null, migrate: null, sudo: null, responses: {} };
}

async function generate(contracts) {
  const quiet = console.log;
  console.log = () => {};
  const outPath = join(work, "out");
  const on = { enabled: true };
  await tsCodegen.default({ contracts, outPath, options: { bundle: { enabled: false }, types: on, client: { ...on, noImplicitOverride: true }, messageComposer: on } });
  console.log = quiet;
  return new Map(
    readdirSync(outPath)
      .filter((file) => file !== "baseClient.ts" && !(file.includes("Hook") && !file.endsWith(".types.ts")))
      .sort()
      .map((file) => [file, adapted(readFileSync(join(outPath, file), "utf8"), file)]),
  );
}

function adapted(text, file) {
  return text.replace(/from (["'])([^"']+)\1;/g, (_, quote, from) => {
    const to = imports[from] ?? (from.startsWith("./") ? `${from}.js` : undefined);
    if (!to) throw new Error(`${file} imports ${from}, which scripts/generate.mjs does not know`);
    return `from ${quote}${to}${quote};`;
  });
}

function write(files) {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  for (const [file, text] of files) writeFileSync(join(output, file), text);
  console.log(`wrote ${files.size} files into src/generated`);
}

function check(files) {
  const committed = new Map(readdirSync(output).map((file) => [file, readFileSync(join(output, file), "utf8")]));
  const stale = [...new Set([...files.keys(), ...committed.keys()])].filter((file) => files.get(file) !== committed.get(file));
  if (stale.length === 0) return console.log("src/generated is what schema and sources say");
  console.error(`src/generated is stale: ${stale.join(", ")}\nwrite it anew: npm run generate, then commit it`);
  process.exitCode = 1;
}
