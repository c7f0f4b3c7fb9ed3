// Reads {"modules": DIR, "prisma": FILE, "cases": [{"file", "environ"}]} on stdin and answers with what the npm packages make of
// each case: dotenv's parse, and the values and the environment after each reader.
const { modules, prisma, cases } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const load = (name) => require(require("path").join(modules, "node_modules", name));
const parsers = ["dotenv-16.3.1", "dotenv-16.5.0", "dotenv-17"].map(load);
const dotenv = parsers[1];
const next = load("dotenv-expand-10");
const latest = load("dotenv-expand-12");
const prisma6 = { expand: prismaExpander() };

// Prisma's expander is not exported: it is taken out of the CLI's bundle, where its pattern occurs once.
function prismaExpander() {
  const bundle = require("fs").readFileSync(prisma, "utf8");
  const at = bundle.indexOf(String.raw`.match(/(.?\${(?:[a-zA-Z0-9_]+)?})/g)`);
  const start = bundle.lastIndexOf("function ", at);
  const end = bundle.indexOf("return e}", at) + "return e}".length;
  return new Function("return " + bundle.slice(start, end))();
}

// null where the package throws or does not come back.
const call = new (require("vm").Script)("attempted()");
function attempt(f) {
  globalThis.attempted = f;
  try {
    return call.runInThisContext({ timeout: 10_000 });
  } catch (e) {
    return null;
  }
}

function withEnviron(environ, f) {
  const saved = process.env;
  process.env = Object.assign({}, environ);
  try {
    return f();
  } finally {
    process.env = saved;
  }
}

const plain = (o) => Object.fromEntries(Object.entries(o));
const out = cases.map(({ file, environ }) => {
  const bytes = Buffer.from(file, "base64");
  const parsed = parsers.map((p) => p.parse(bytes));
  const first = JSON.stringify(parsed[0]);
  if (parsed.some((p) => JSON.stringify(p) !== first)) throw new Error("the dotenv versions disagree");
  const read = (expand) =>
    withEnviron(environ, () =>
      attempt(() => {
        const p = dotenv.parse(bytes);
        if (expand !== next) dotenv.populate(process.env, p);
        const result = expand ? expand.expand({ parsed: p }) : { parsed: plain(process.env) };
        return { parsed: plain(result.parsed), environ: plain(process.env) };
      }),
    );
  return { parsed: plain(parsed[0]), dotenv: read(null), prisma6: read(prisma6), next: read(next), latest: read(latest) };
});
process.stdout.write(JSON.stringify(out));
