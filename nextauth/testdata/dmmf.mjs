// What Prisma's own parser makes of schemas: the model of the data, or the errors.
//
// usage: node dmmf.mjs FOLDER < schemas.jsonl
//
// FOLDER holds node_modules. A line is a schema, [[name, text], …]; the answer to it is {dmmf} or {error}, a line each.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const prisma = createRequire(join(resolve(process.argv[2]), "package.json"))("@prisma/prisma-schema-wasm");

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { dmmf: JSON.parse(prisma.get_dmmf(JSON.stringify({ prismaSchema: JSON.parse(line), noColor: true }))).datamodel };
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
