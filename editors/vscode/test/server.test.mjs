// The grammar knows single words, the server knows the language: where both have an opinion of a word, they agree.
// CREATE_APP names the program, which speaks for the schemas in psl/testdata and beside this.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { tokens } from "./grammar.mjs";

const program = process.env.CREATE_APP;
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What a kind of word of the server may be called by the grammar. */
const agrees = {
  comment: /^comment\./,
  string: /^string\.|^constant\.character\.escape/,
  number: /^constant\.numeric/,
  keyword: /^keyword\.declaration|^constant\.language/,
  decorator: /^(entity\.name\.function|punctuation\.definition)\.decorator/,
  parameter: /^variable\.parameter/,
  function: /^support\.function/,
  class: /^entity\.name\.type/,
  enum: /^entity\.name\.type/,
  interface: /^entity\.name\.type/,
  type: /^support\.type|^entity\.name\.type/,
  enumMember: /^variable\.other\.(enummember|readwrite)|^support\.constant|^constant\.language/,
  property: /^variable\.(other|parameter)/,
  variable: /^variable\.other|^entity\.name\.function\.decorator/,
};

/** Texts so broken that only a parser sees what is meant. */
const broken = /(brace|broken_arguments|broken_lines|unclosed|unclosed_comment|cr|enum)(\.formatted)?\.prisma$/;

test("the server's words", { skip: program ? false : "CREATE_APP names no program" }, async () => {
  const server = connect(program);
  after(() => server.child.kill());
  const { capabilities } = await server.request("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  const legend = capabilities.semanticTokensProvider.legend.tokenTypes;
  server.notify("initialized", {});
  let words = 0;
  const differences = [];
  const files = [join(root, "psl/testdata"), fileURLToPath(new URL("grammar", import.meta.url))].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).filter((n) => n.endsWith(".prisma") && !broken.test(n)).map((n) => join(folder, n)));
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const uri = `untitled:${file}`;
    server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "prisma", version: 1, text } });
    const { data } = (await server.request("textDocument/semanticTokens/full", { textDocument: { uri } })) ?? { data: [] };
    server.notify("textDocument/didClose", { textDocument: { uri } });
    const grammar = tokens(text).filter((t) => t.text.trim() !== "");
    for (let i = 0, line = 0, column = 0; i < data.length; i += 5) {
      column = data[i] ? data[i + 1] : column + data[i + 1];
      line += data[i];
      const kind = legend[data[i + 3]];
      for (const t of grammar.filter((t) => t.line === line && t.start < column + data[i + 2] && t.end > column)) {
        const scope = t.scopes.find((s) => !s.startsWith("punctuation.definition.string") && !s.startsWith("meta.")) ?? "";
        words++;
        if (!agrees[kind].test(scope)) differences.push(`${relative(root, file)}:${line + 1}:${t.start + 1}: ${JSON.stringify(t.text)} is ${kind} to the server, ${scope || "nothing"} to the grammar`);
      }
    }
  }
  assert.deepEqual(differences, []);
  assert.ok(files.length > 500 && words > 10000, `${files.length} files, ${words} words`);
});

/** A client that speaks as much of the protocol as the test needs. */
function connect(command) {
  const child = spawn(command, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map();
  let buffer = Buffer.alloc(0), next = 1;
  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  child.stdout.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let head; (head = buffer.indexOf("\r\n\r\n")) >= 0; ) {
      const length = Number(/Content-Length: (\d+)/.exec(buffer.subarray(0, head))[1]);
      if (buffer.length < head + 4 + length) return;
      const message = JSON.parse(buffer.subarray(head + 4, head + 4 + length));
      buffer = buffer.subarray(head + 4 + length);
      const answered = message.method ? undefined : waiting.get(message.id);
      if (answered) message.error ? answered.reject(new Error(message.error.message)) : answered.resolve(message.result);
    }
  });
  return {
    child,
    notify: (method, params) => send({ method, params }),
    request: (method, params) => new Promise((resolve, reject) => {
      waiting.set(next, { resolve, reject });
      send({ id: next++, method, params });
    }),
  };
}
