// Writes docs/matrix.md: what a run has proven of each database, and what it has not.
// usage: node matrix.mjs PROVED CREATE-APP >docs/matrix.md, where each line of PROVED is database, Prisma, kind and detail, with tabs.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [proved, createApp] = process.argv.slice(2);
const proofs = readFileSync(proved, "utf8").trim().split("\n").map((line) => line.split("\t"));

const help = JSON.parse(execFileSync(createApp, ["help", "--json"], { encoding: "utf8" }));
const ids = JSON.stringify(help).match(/the database: ([a-z, ]+)/)[1].trim().split(", ");

/** What answered the projects. */
const servers = {
  sqlite: "a file", postgresql: "PostgreSQL of Debian", mysql: "MariaDB of Debian", planetscale: "MariaDB of Debian, behind what stands in for PlanetScale's HTTP",
};

const of = (id, kind) => [...new Set(proofs.filter(([database, , what]) => database === id && what === kind).map(([, prisma, , detail]) => (detail ? `${detail}, Prisma ${prisma}` : `Prisma ${prisma}`)))];
const cell = (list) => (list.length > 0 ? list.join("; ") : "no");

console.log(`# What is proven, database by database

Written by \`.ci/e2e.sh\`, which makes projects with the binary, installs them from npm and runs them. "no" means that the run has not seen it, and says
nothing about whether it works.

| \`--db\` | valid for Prisma, types check | the project's own tests | signed in with a browser | server |
| --- | --- | --- | --- | --- |`);
for (const id of ids) {
  const server = of(id, "sign-in").length + of(id, "tests").length > 0 ? servers[id] : "none";
  console.log(`| \`${id}\` | ${cell(of(id, "types"))} | ${cell(of(id, "tests"))} | ${cell(of(id, "sign-in"))} | ${server} |`);
}
console.log(`
- A sign-in goes through a provider on this machine that answers as GitHub and Keycloak do, with tokens of 4 kB, extra fields and a picture. It looks at the rows, at
  \`/account\`, at signing out everywhere, at deleting the account, at forms sent by other sites, and at what axe, the browser's console and the address bar say.
- Every project is built without settings, and what browsers get is searched for what is in \`.env\`.
- Prisma's engines are downloads that the run does without: its schema engine for SQLite and PostgreSQL, and the query engine of Prisma 6, are there as
  WebAssembly. Prisma 6's native engine is not proven. The schema engine for MySQL is not there at all: the run writes those tables itself, from what Prisma's
  parser says of the schema (\`.ci/e2e/mysql-tables.mjs\`), so \`prisma db push\` and \`prisma migrate\` are not proven on MySQL and PlanetScale.
- On PostgreSQL the README's first migration is made, and a second database gets its tables from it; \`prisma migrate dev\` is not proven anywhere, since
  what stands in for the engine makes no shadow database.
- MySQL 8 itself has not answered, only MariaDB; PlanetScale itself has not, only a server that speaks the HTTP of its driver
  (\`.ci/e2e/planetscale.mjs\`), without Vitess's limits.
- Neon and Supabase are PostgreSQL with two URLs; their pools are not proven. Turso's project type-checks, and libSQL's server has not answered it.
- SQL Server's, CockroachDB's and MongoDB's projects type-check against Prisma's client, and no server has answered them. MongoDB would need its server and
  Prisma 6's native engine, and neither is a package of Debian's or npm's.
- Not proven: Vercel, Docker itself (the run carries out the Dockerfile's lines, but for what they install into the system, and starts the result), real providers, Windows and macOS.`);
