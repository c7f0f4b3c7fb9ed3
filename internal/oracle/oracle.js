// Prisma's own parser, asked over stdin and stdout. One request a line:
//
//   {"text": "…", "lint": true, "format": true}
//   {"files": ["…", "…"], "lint": true}
//
// and one answer a line, in the same order:
//
//   {"errors": [{file, start, end, line, text}], "warnings": […], "format": "…"}
//
// file counts from 0; start and end are byte offsets. A crash inside the parser is answered with
// {"trap": "…"}, and the next request gets a fresh instance.
//
// The first argument is the folder of the package @prisma/prisma-schema-wasm.
'use strict';
const readline = require('readline');

const dir = process.argv[process.argv.length - 1];
const formatParams = JSON.stringify({
  textDocument: { uri: 'file:/dev/null' },
  options: { tabSize: 2, insertSpaces: true },
});

let wasm = require(dir);

function reload() {
  for (const name of Object.keys(require.cache)) delete require.cache[name];
  wasm = require(dir);
}

function finding(files) {
  return (d) => {
    const file = Math.max(0, files.findIndex(([name]) => name === d.file_name));
    const text = files[file][1];
    const before = text.slice(0, d.start);
    const start = Buffer.byteLength(before);
    return {
      file,
      start,
      end: start + Buffer.byteLength(text.slice(d.start, d.end)),
      line: before.split('\n').length,
      text: d.text,
    };
  };
}

function answer(request) {
  const named = request.files
    ? request.files.map((text, i) => [`schema${i}.prisma`, text])
    : [['schema.prisma', request.text]];
  const files = JSON.stringify(named);
  const result = {};
  if (request.lint) {
    const found = JSON.parse(wasm.lint(files));
    result.errors = found.filter((d) => !d.is_warning).map(finding(named));
    result.warnings = found.filter((d) => d.is_warning).map(finding(named));
  }
  if (request.format) {
    result.format = JSON.parse(wasm.format(files, formatParams))[0][1];
  }
  if (request.time) {
    const from = process.hrtime.bigint();
    if (request.lint) wasm.lint(files);
    else wasm.format(files, formatParams);
    result.nanoseconds = Number(process.hrtime.bigint() - from);
    result.memory = process.memoryUsage().rss;
  }
  return result;
}

const lines = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on('line', (line) => {
  let result;
  try {
    result = answer(JSON.parse(line));
  } catch (err) {
    result = { trap: String(err) };
    reload();
  }
  process.stdout.write(JSON.stringify(result) + '\n');
});
