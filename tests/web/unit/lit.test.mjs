// The lit that the page loads is what esbuild makes of the npm package: see web/vendor/README.md.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const WEB = fileURLToPath(new URL("../../../web/", import.meta.url));

test("lit is what `npm run lit` makes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "formcheck-lit-"));
  try {
    const made = join(folder, "lit.js");
    const { scripts } = JSON.parse(await readFile(join(WEB, "package.json"), "utf8"));
    const [, ...parts] = scripts.lit.split(" ");
    const options = parts.filter((part) => !part.startsWith("--outfile="));
    await promisify(execFile)(join(WEB, "node_modules/.bin/esbuild"), [...options, `--outfile=${made}`], {
      cwd: WEB,
    });
    const kept = await readFile(join(WEB, "vendor/lit-3.3.3.js"));
    assert.ok(kept.equals(await readFile(made)));
  } finally {
    await rm(folder, { recursive: true });
  }
});
