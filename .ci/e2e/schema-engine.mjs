#!/usr/bin/env node
// Stands in for Prisma's schema engine, which is a download: named by PRISMA_SCHEMA_ENGINE_BINARY, it lets a project's
// own `prisma db push` run unchanged. It is the same engine as WebAssembly, given the project's own SQLite driver.
// Prisma starts it in the project's folder and speaks JSON-RPC with it, one message a line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const fromTools = createRequire(import.meta.url);
const fromProject = createRequire(pathToFileURL(join(process.cwd(), "package.json")));

const args = process.argv.slice(2);
const option = (name) => JSON.parse(args[args.indexOf(name) + 1]);

if (args.includes("cli")) {
  process.exit(0); // "can we connect": a SQLite file is made when it is opened
}

async function start(schemas) {
  const folder = dirname(fromTools.resolve("@prisma/schema-engine-wasm"));
  const bindings = await import(pathToFileURL(join(folder, "schema_engine_bg.js")));
  const wasm = await WebAssembly.instantiate(readFileSync(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(wasm.instance.exports);
  wasm.instance.exports.__wbindgen_start();

  const { PrismaLibSql } = fromProject("@prisma/adapter-libsql");
  // A dependency of the driver's, so it is looked up from there: not every package manager puts it at the top.
  const fromDriver = createRequire(fromProject.resolve("@prisma/adapter-libsql"));
  const { bindMigrationAwareSqlAdapterFactory } = fromDriver("@prisma/driver-adapter-utils");
  const driver = new PrismaLibSql({ url: option("--datasource").url });
  return bindings.SchemaEngine.new({ datamodels: schemas }, () => {}, bindMigrationAwareSqlAdapterFactory(driver));
}

let engine;
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  let answer;
  try {
    const files = params.schema?.files ?? [];
    engine ??= await start(files.map(({ path, content }) => [path, content]));
    answer = { result: (await engine[method](params)) ?? {} };
  } catch (error) {
    answer = { error: { code: 4466, message: String(error?.message ?? error), data: { message: String(error) } } };
  }
  process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id, ...answer }) + "\n");
}
