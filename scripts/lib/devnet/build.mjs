// wasmd from the Go module proxy: versions and checksums are those of scripts/devnet-tools/go.mod and go.sum.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { folders, wasmd } from "./paths.mjs";

const packageName = "github.com/CosmWasm/wasmd/cmd/wasmd";
const settings = {
  "github.com/cosmos/cosmos-sdk/version.Name": "wasm",
  "github.com/cosmos/cosmos-sdk/version.AppName": "wasmd",
  "github.com/CosmWasm/wasmd/app.Bech32Prefix": "wasm",
};

export function ensureWasmd() {
  const stamp = join(folders.bin, "wasmd.stamp");
  const wanted = sourceHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && runs()) return;
  need("go", ["version"], "install Go 1.24 or newer, from go.dev or the system's packages (golang)");
  need("cc", ["--version"], "the virtual machine is linked with cgo: install a C compiler (build-essential, gcc or clang)");
  console.log("building wasmd (once; some minutes)");
  mkdirSync(folders.bin, { recursive: true });
  const flags = Object.entries(settings).map(([name, value]) => `-X ${name}=${value}`);
  const built = spawnSync(
    "go",
    ["build", "-mod=readonly", "-buildvcs=false", "-tags", "netgo", "-ldflags", flags.join(" "), "-o", `${wasmd}.new`, packageName],
    { cwd: folders.tools, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, CGO_ENABLED: "1", GOFLAGS: "", GOWORK: "off" } },
  );
  if (built.status !== 0)
    throw new Failure("wasmd does not build", "the reason stands above; modules not fetched yet need a network and the Go module proxy");
  renameSync(`${wasmd}.new`, wasmd);
  if (!runs()) throw new Failure("wasmd was built and does not start", `see what it says: ${wasmd} version`);
  writeFileSync(stamp, wanted);
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const name of ["go.mod", "go.sum"]) hash.update(readFileSync(join(folders.tools, name)));
  return hash.update(JSON.stringify(settings)).digest("hex");
}

// It loads libwasmvm from the module cache: a cache that was emptied shows here, and building again fills it.
function runs() {
  return spawnSync(wasmd, ["version"], { stdio: "ignore" }).status === 0;
}

function need(command, args, help) {
  if (spawnSync(command, args, { stdio: "ignore" }).status !== 0) throw new Failure(`${command} is missing`, help);
}
