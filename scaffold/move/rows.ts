// Takes the rows out of the project's database into rows.jsonl, and puts them into a database that has the tables and no rows:
//   npx tsx --env-file=.env rows.ts out
//   npx tsx --env-file=.env rows.ts in
import { createWriteStream, readFileSync } from "node:fs";
import Module, { register } from "node:module";

// A client may import server-only, which Next.js alone brings along, and which does nothing on a server.
const loader = Module as any;
const load = loader._load;
loader._load = (name: string, ...rest: unknown[]) => (name === "server-only" ? {} : load(name, ...rest));
register("data:text/javascript," + encodeURIComponent(
  `export const resolve = (name, context, next) => name === "server-only" ? { url: "data:text/javascript,", shortCircuit: true } : next(name, context)`));

const [way, file = "rows.jsonl"] = process.argv.slice(2);
let client: any, Prisma: any, models: string[], provider: string;
const quote = (name: string) => (provider === "mysql" ? `\`${name}\`` : `"${name}"`);

async function connect() {
  ({ Prisma } = await import("GENERATED"));
  ({ CLIENT: client } = await import("SHARED"));
  models = Object.values<string>(Prisma.ModelName).map((name) => name[0].toLowerCase() + name.slice(1));
  provider = client._engineConfig?.activeProvider ?? client._activeProvider;
}

// What is no text, number or boolean is written as { $: kind, v: … }, objects of JSON columns as well, which may have such keys.
const pack = (v: any): any =>
  v instanceof Date ? { $: "date", v: v.toISOString() }
  : typeof v === "bigint" ? { $: "bigint", v: String(v) }
  : v instanceof Uint8Array ? { $: "bytes", v: Buffer.from(v).toString("base64") }
  : Prisma.Decimal.isDecimal(v) ? { $: "decimal", v: v.toString() }
  : Array.isArray(v) ? { $: "list", v: v.map(pack) }
  : v !== null && typeof v === "object" ? { $: "json", v }
  : v;
const kinds: Record<string, (v: any) => any> = {
  date: (v) => new Date(v),
  bigint: BigInt,
  bytes: (v) => Buffer.from(v, "base64"),
  decimal: (v) => new Prisma.Decimal(v),
  list: (v) => v.map(unpack),
  json: (v) => v,
};
const unpack = (v: any): any => (v?.$ ? kinds[v.$](v.v) : v);
const each = (row: object, change: (v: any) => any) => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null).map(([k, v]) => [k, change(v)]));

// The tables of relations between many and many have no model.
async function joins(): Promise<string[]> {
  const found: { name: string }[] = await client.$queryRawUnsafe(
    provider === "sqlite" ? "SELECT name FROM sqlite_master WHERE type = 'table'"
    : provider === "mysql" ? "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = database()"
    : "SELECT CAST(table_name AS VARCHAR(128)) AS name FROM information_schema.tables WHERE table_schema = " + (provider === "sqlserver" ? "schema_name()" : "current_schema()"));
  return found.map((row) => row.name).filter((name) => name.startsWith("_") && !name.startsWith("_prisma"));
}

async function out() {
  const to = createWriteStream(file);
  for (const model of models)
    for (const row of await client[model].findMany()) to.write(JSON.stringify({ model, row: each(row, pack) }) + "\n");
  for (const join of await joins())
    for (const row of await client.$queryRawUnsafe(`SELECT * FROM ${quote(join)}`)) to.write(JSON.stringify({ join, row }) + "\n");
  await new Promise<void>((done) => to.end(() => done()));
}

async function into() {
  let waiting = readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const links = waiting.filter((entry) => entry.join);
  waiting = waiting.filter((entry) => entry.model);
  while (waiting.length > 0) { // a row can be written once those that it points to are there
    const left: any[] = [];
    let last: unknown;
    for (const entry of waiting)
      try {
        await client[entry.model].create({ data: each(entry.row, unpack) });
      } catch (error: any) {
        if (error.code !== "P2003") throw error;
        left.push(entry);
        last = error;
      }
    if (left.length === waiting.length) throw last; // rows that point to each other
    waiting = left;
  }
  for (const { join, row } of links) await client.$executeRawUnsafe(`INSERT INTO ${quote(join)} (${quote("A")}, ${quote("B")}) VALUES (${[row.A, row.B].map((v) => (typeof v === "number" ? v : `'${v}'`)).join(", ")})`);
  if (provider === "postgresql") // counting goes on behind the numbers that were written
    for (const { table, column, sequence } of await client.$queryRawUnsafe(
      "SELECT table_name::text AS table, column_name::text AS column, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence FROM information_schema.columns WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'"))
      await client.$queryRawUnsafe(`SELECT setval('${sequence}', GREATEST((SELECT max(${quote(column)}) FROM ${quote(table)}), 1))::text`);
}

connect().then(way === "in" ? into : out).finally(() => client?.$disconnect());
