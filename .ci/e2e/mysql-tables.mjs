// Writes the tables of a schema in MySQL's language, for the schema engine's stand-in: the engine as WebAssembly knows
// PostgreSQL and SQLite only. What a model holds is said by Prisma's own parser; the types are those that Prisma chooses.
import { createRequire } from "node:module";

const prisma = createRequire(import.meta.url)("@prisma/prisma-schema-wasm");

const types = { String: "VARCHAR(191)", Int: "INT", BigInt: "BIGINT", Boolean: "BOOLEAN", DateTime: "DATETIME(3)" };
const actions = { Cascade: "CASCADE", SetNull: "SET NULL", Restrict: "RESTRICT", NoAction: "NO ACTION" };
const quote = (name) => `\`${name}\``;

/** A statement for each table that is missing. `foreignKeys` is false for a database that has none. */
export function mysqlTables(files, { foreignKeys }) {
  const datamodel = JSON.parse(prisma.get_dmmf(JSON.stringify({ prismaSchema: files, noColor: true }))).datamodel;
  const models = new Map(datamodel.models.map((model) => [model.name, model]));

  return datamodel.models.map((model) => {
    const columnOf = (name, { fields } = model) => quote(fields.find((field) => field.name === name).dbName ?? name);
    const columns = model.fields.filter(({ kind }) => kind === "scalar").map((field) => {
      const type = field.nativeType ? field.nativeType[0].toUpperCase() : types[field.type];
      if (!type || (field.nativeType && field.nativeType[1].length > 0)) throw new Error(`no type for ${model.name}.${field.name}`);
      const more = [
        field.isRequired ? "NOT NULL" : "NULL",
        field.default?.name === "autoincrement" && "AUTO_INCREMENT",
        field.default?.name === "now" && "DEFAULT CURRENT_TIMESTAMP(3)",
      ];
      return [columnOf(field.name), type, ...more.filter(Boolean)].join(" ");
    });
    const keys = datamodel.indexes.filter((index) => index.model === model.name).map(({ type, fields }) => {
      const list = fields.map(({ name }) => columnOf(name));
      const name = quote([model.name, ...fields.map(({ name }) => name), type === "unique" ? "key" : "idx"].join("_"));
      return type === "id" ? `PRIMARY KEY (${list})` : `${type === "unique" ? "UNIQUE " : ""}INDEX ${name} (${list})`;
    });
    const relations = model.fields.filter(({ relationFromFields }) => foreignKeys && relationFromFields?.length > 0).map((field) => {
      const other = models.get(field.type);
      const [from, to] = [field.relationFromFields.map((name) => columnOf(name)), field.relationToFields.map((name) => columnOf(name, other))];
      return `FOREIGN KEY (${from}) REFERENCES ${quote(other.dbName ?? other.name)} (${to}) ON DELETE ${actions[field.relationOnDelete ?? "Restrict"]} ON UPDATE CASCADE`;
    });
    return `CREATE TABLE IF NOT EXISTS ${quote(model.dbName ?? model.name)} (\n  ${[...columns, ...keys, ...relations].join(",\n  ")}\n)`
      + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci";
  });
}
