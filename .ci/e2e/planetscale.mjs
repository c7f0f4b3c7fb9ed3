// PlanetScale's way to speak, which is HTTP, in front of a MariaDB: takes what @planetscale/database sends, and answers as it expects.
// The user name of a request names the database. usage: node planetscale.mjs MARIADB-URL PASSWORD; the first line of its output is its origin.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

import mysql from "mysql2/promise";

const [mariadb, password] = process.argv.slice(2);

// What Vitess calls the types of MySQL's protocol.
const { Types } = mysql;
const names = {
  [Types.TINY]: "INT8", [Types.SHORT]: "INT16", [Types.LONG]: "INT32", [Types.LONGLONG]: "INT64", [Types.FLOAT]: "FLOAT32", [Types.DOUBLE]: "FLOAT64",
  [Types.NEWDECIMAL]: "DECIMAL", [Types.DATE]: "DATE", [Types.TIME]: "TIME", [Types.DATETIME]: "DATETIME", [Types.TIMESTAMP]: "TIMESTAMP",
  [Types.VAR_STRING]: "VARCHAR", [Types.STRING]: "CHAR", [Types.BLOB]: "TEXT",
};

const pools = new Map();
const transactions = new Map(); // session → the connection that it holds from BEGIN to its end

function poolOf(database) {
  if (!pools.has(database)) {
    const uri = new URL(mariadb);
    uri.pathname = database;
    const typeCast = (field) => field.buffer(); // the bytes as the database sends them
    pools.set(database, mysql.createPool({ uri: uri.href, rowsAsArray: true, typeCast, timezone: "Z" }));
  }
  return pools.get(database);
}

async function execute(database, query, session) {
  const id = session?.id ?? randomUUID();
  if (/^BEGIN\b/i.test(query)) transactions.set(id, await poolOf(database).getConnection());
  const [answer, fields] = await (transactions.get(id) ?? poolOf(database)).query(query);
  if (/^(COMMIT|ROLLBACK)$/i.test(query)) {
    transactions.get(id)?.release();
    transactions.delete(id);
  }
  return { session: { id }, result: Array.isArray(answer) ? rowsOf(answer, fields) : { rowsAffected: String(answer.affectedRows), insertId: String(answer.insertId) } };
}

function rowsOf(rows, fields) {
  return {
    fields: fields.map(({ name, columnType, characterSet }) => ({ name, type: names[columnType], charset: characterSet })),
    rows: rows.map((row) => ({
      lengths: row.map((value) => String(value?.length ?? -1)),
      values: Buffer.concat(row.filter(Boolean)).toString("base64"),
    })),
  };
}

const server = createServer(async (request, response) => {
  const say = (status, body) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const [database, secret] = atob((request.headers.authorization ?? "").replace("Basic ", "")).split(":");
  if (secret !== password) return say(401, { error: { code: "UNAUTHENTICATED", message: "Access denied" } });
  if (request.url !== "/psdb.v1alpha1.Database/Execute") return say(404, { error: { code: "NOT_FOUND", message: request.url } });
  const { query, session } = JSON.parse(Buffer.concat(await request.toArray()));
  try {
    say(200, await execute(database, query, session));
  } catch ({ message, errno, sqlState }) {
    say(200, { session, error: { code: "UNKNOWN", message: `target: ${database}.-.primary: ${message} (errno ${errno}) (sqlstate ${sqlState})` } });
  }
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
