#!/usr/bin/env node
// Stands in for Prisma's schema engine, which is a download: named by PRISMA_SCHEMA_ENGINE_BINARY, it lets a project's
// own `prisma db push` run unchanged. It is the same engine as WebAssembly, given a SQLite driver: with Prisma 7 the project's
// own. Prisma 7 starts it in the project's folder and tells it the URL; Prisma 6 starts it in the schema's folder, and the
// URL is what the schema says. They speak JSON-RPC with it, one message a line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const fromTools = createRequire(import.meta.url);
const fromProject = createRequire(pathToFileURL(join(process.cwd(), "package.json")));

const args = process.argv.slice(2);
if (args.includes("--version") || args.includes("cli")) { // the version is asked for when @prisma/client 6 is installed
  process.exit(0); // "can we connect": a SQLite file is made when it is opened
}

/** The engine's package, where its driver is looked up, and the driver's URL. */
function forMajor() {
  if (args.includes("--datasource")) {
    const { url } = JSON.parse(args[args.indexOf("--datasource") + 1]);
    return { engine: "@prisma/schema-engine-wasm", from: fromProject, driver: "PrismaLibSql", url };
  }
  return { engine: "schema-engine-of-prisma-6", from: fromTools, driver: "PrismaLibSQL", url: process.env.DATABASE_URL };
}

async function start(schemas) {
  const { engine, from, driver: name, url } = forMajor();
  const folder = dirname(fromTools.resolve(engine));
  const bindings = await import(pathToFileURL(join(folder, "schema_engine_bg.js")));
  const wasm = await WebAssembly.instantiate(readFileSync(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(wasm.instance.exports);
  wasm.instance.exports.__wbindgen_start();

  const { [name]: Driver } = from("@prisma/adapter-libsql");
  // A dependency of the driver's, so it is looked up from there: not every package manager puts it at the top.
  const fromDriver = createRequire(from.resolve("@prisma/adapter-libsql"));
  const { bindMigrationAwareSqlAdapterFactory } = fromDriver("@prisma/driver-adapter-utils");
  const driver = bindMigrationAwareSqlAdapterFactory(new Driver({ url }));
  return bindings.SchemaEngine.new({ datamodels: schemas }, () => {}, driver);
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
