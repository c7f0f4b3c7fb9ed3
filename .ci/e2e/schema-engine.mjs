#!/usr/bin/env node
// Stands in for Prisma's schema engine, which is a download: named by PRISMA_SCHEMA_ENGINE_BINARY, it lets a project's
// own `prisma db push` run unchanged. It is the same engine as WebAssembly, given a driver of SQLite or PostgreSQL: with Prisma 7
// the project's own. That engine knows no MySQL; mysql-tables.mjs does its work there. Prisma 7 starts it in the project's folder and tells it the URL; Prisma 6 starts it in the schema's folder, and the
// URL is what the schema says. They speak JSON-RPC with it, one message a line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import { mysqlTables } from "./mysql-tables.mjs";

const fromTools = createRequire(import.meta.url);
const fromProject = createRequire(pathToFileURL(join(process.cwd(), "package.json")));

const args = process.argv.slice(2);
if (args.includes("--version") || args.includes("cli")) { // the version is asked for when @prisma/client 6 is installed
  process.exit(0); // "can we connect": a SQLite file is made when it is opened, and a database of PostgreSQL is there
}

/** What `prisma db push` asks of the engine, on MySQL and PlanetScale, through the project's own driver. */
async function startForMySQL(url) {
  const planetScale = new URL(url).hostname.endsWith(".psdb.cloud");
  const factory = planetScale
    ? new (fromProject("@prisma/adapter-planetscale").PrismaPlanetScale)({ url })
    : new (fromProject("@prisma/adapter-mariadb").PrismaMariaDb)(url);
  const database = await factory.connect();
  return {
    async schemaPush({ schema }) {
      const files = schema.files.map(({ path, content }) => [path, content]);
      for (const sql of mysqlTables(files, { foreignKeys: !planetScale })) {
        await database.executeRaw({ sql, args: [], argTypes: [] });
      }
      return { executedSteps: 1, unexecutable: [], warnings: [] };
    },
  };
}

/** The engine's package, where its driver is looked up, what that is called, and how it is made. */
function forMajor() {
  if (!args.includes("--datasource")) {
    const make = ({ PrismaLibSQL }) => new PrismaLibSQL({ url: process.env.DATABASE_URL });
    return { engine: "schema-engine-of-prisma-6", from: fromTools, driver: "@prisma/adapter-libsql", make };
  }
  const { url } = JSON.parse(args[args.indexOf("--datasource") + 1]);
  const engine = "@prisma/schema-engine-wasm";
  if (url.startsWith("postgresql:")) {
    return { engine, from: fromProject, driver: "@prisma/adapter-pg", make: ({ PrismaPg }, fromDriver) => new PrismaPg(pool(url, fromDriver)) };
  }
  return { engine, from: fromProject, driver: "@prisma/adapter-libsql", make: ({ PrismaLibSql }) => new PrismaLibSql({ url }) };
}

/** PostgreSQL's catalogue has columns of type "char", which the driver does not know, and the engine takes as text. */
function pool(url, fromDriver) {
  const [char, text] = [18, 25];
  const { Pool } = fromDriver("pg");
  const pool = new Pool({ connectionString: url });
  const query = pool.query.bind(pool);
  pool.query = async (...args) => {
    const answer = await query(...args);
    for (const field of answer.fields ?? []) if (field.dataTypeID === char) field.dataTypeID = text;
    return answer;
  };
  return pool;
}

async function start(schemas) {
  const [url] = args.filter((_, i) => args[i - 1] === "--datasource").map((datasource) => JSON.parse(datasource).url);
  if (url?.startsWith("mysql:")) return startForMySQL(url);
  const { engine, from, driver, make } = forMajor();
  const folder = dirname(fromTools.resolve(engine));
  const bindings = await import(pathToFileURL(join(folder, "schema_engine_bg.js")));
  const wasm = await WebAssembly.instantiate(readFileSync(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(wasm.instance.exports);
  wasm.instance.exports.__wbindgen_start();

  // A dependency of the driver's, so it is looked up from there: not every package manager puts it at the top.
  const fromDriver = createRequire(from.resolve(driver));
  const { bindMigrationAwareSqlAdapterFactory } = fromDriver("@prisma/driver-adapter-utils");
  const factory = bindMigrationAwareSqlAdapterFactory(make(from(driver), fromDriver));
  return bindings.SchemaEngine.new({ datamodels: schemas }, () => {}, factory);
}

/** Asks the command for something, such as to write; what it answers has no id that it knows. */
function tell(method, params) {
  process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id: 0, method, params }) + "\n");
}

let engine;
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  let answer;
  try {
    const files = params.schema?.files ?? [{ path: "schema.prisma", content: readFileSync("prisma/schema.prisma", "utf8") }];
    engine ??= await start(files.map(({ path, content }) => [path, content]));
    answer = { result: (await engine[method](params)) ?? {} };
    if (method === "diff") tell("print", { content: answer.result.stdout });
  } catch (error) {
    answer = { error: { code: 4466, message: String(error?.message ?? error), data: { message: String(error) } } };
  }
  process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id, ...answer }) + "\n");
}
