// Every *.prisma beside this has its words and their scopes in *.scopes. UPDATE_GOLDEN=1 writes them anew.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { tokens } from "./grammar.mjs";

const folder = new URL("grammar/", import.meta.url);
for (const name of readdirSync(folder).filter((n) => n.endsWith(".prisma"))) {
  test(name, () => {
    const got = tokens(readFileSync(new URL(name, folder), "utf8"))
      .filter((t) => t.text.trim() !== "")
      .map((t) => `${t.line + 1}:${t.start + 1}\t${t.text}\t${t.scopes.slice(0, -1).filter((s) => !s.startsWith("meta.")).join(" ")}`)
      .join("\n") + "\n";
    const file = new URL(name.replace(/prisma$/, "scopes"), folder);
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, got);
    assert.equal(got, readFileSync(file, "utf8"));
  });
}
