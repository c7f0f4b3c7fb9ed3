// What Prisma's own parser and formatter make of schemas. Reads [{"name", "text"}, …] as JSON from standard input and
// prints the same list with "formatted" and "errors". The argument of `node -e` is the folder whose node_modules holds the parser.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const prisma = createRequire(join(resolve(process.argv[1]), "package.json"))("@prisma/prisma-schema-wasm");

// With any uri that is not absolute, format gives back its input without a word.
const request = { textDocument: { uri: "file:/dev/null" }, options: { tabSize: 2, insertSpaces: true } };

const schemas = JSON.parse(readFileSync(0, "utf8"));
for (const schema of schemas) {
  const files = JSON.stringify([[schema.name, schema.text]]);
  schema.formatted = JSON.parse(prisma.format(files, JSON.stringify(request)))[0][1];
  schema.errors = JSON.parse(prisma.lint(files)).filter((found) => !found.is_warning).map((found) => found.text);
}
process.stdout.write(JSON.stringify(schemas));
