// Lets the real adapters do with a schema what they do in an app, and says what worked.
//
// usage: node run.mjs FOLDER < cases.jsonl
//
// FOLDER holds node_modules. A case is {name, schema, models, extras, operations}, one a line: models maps the names
// the adapter calls to those the client has, extras are fields a provider sends besides. The answer to each is
// {name, invalid} or {name, results: {adapter: {operation: "ok" | "skipped" | the error}}}, one a line.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const folder = resolve(process.argv[2]);
const require = createRequire(join(folder, "package.json"));
const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), "adapters-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const { PrismaLibSql } = require("@prisma/adapter-libsql");
const { bindMigrationAwareSqlAdapterFactory } = require("@prisma/driver-adapter-utils");
const adapters = {
  "@next-auth/prisma-adapter": require("@next-auth/prisma-adapter").PrismaAdapter,
  "@auth/prisma-adapter": (await import(pathToFileURL(join(folder, "node_modules/@auth/prisma-adapter/index.js")))).PrismaAdapter,
};

const generator = 'generator client {\n  provider = "prisma-client-js"\n  output = "./client"\n}\n';
const withOwnGenerator = (schema) => generator + schema.replace(/^generator [^{]*\{[^}]*\}/gm, "");

// The client for a schema is generated once and kept.
async function clientOf(schema) {
  const key = createHash("sha256").update(schema).digest("hex").slice(0, 24);
  const home = join(folder, "clients", key);
  if (!existsSync(home)) {
    const making = join(folder, "clients", `${key}.${process.pid}`);
    mkdirSync(making, { recursive: true });
    writeFileSync(join(making, "schema.prisma"), schema);
    const env = {
      ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.platform === "win32" ? "cmd.exe" : "/bin/true",
      CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1",
    };
    const prisma = join(folder, "node_modules/prisma/build/index.js");
    try {
      await run(process.execPath, [prisma, "generate", "--schema", join(making, "schema.prisma"), "--no-hints"], { cwd: folder, env });
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      return { invalid: String(error.stderr || error.message) };
    }
    if (existsSync(home)) rmSync(making, { recursive: true, force: true });
    else renameSync(making, home);
  }
  return { PrismaClient: require(join(home, "client")).PrismaClient };
}

let bindings;
async function makeTables(url, schema) {
  if (!bindings) {
    const home = dirname(require.resolve("@prisma/schema-engine-wasm"));
    bindings = await import(pathToFileURL(join(home, "schema_engine_bg.js")));
    const wasm = await WebAssembly.instantiate(readFileSync(join(home, "schema_engine_bg.wasm")), { "./schema_engine_bg.js": bindings });
    bindings.__wbg_set_wasm(wasm.instance.exports);
    wasm.instance.exports.__wbindgen_start();
  }
  const files = [{ path: "schema.prisma", content: schema }];
  const engine = await bindings.SchemaEngine.new(
    { datamodels: files.map((f) => [f.path, f.content]) }, () => {}, bindMigrationAwareSqlAdapterFactory(new PrismaLibSql({ url })),
  );
  await engine.schemaPush({ schema: { files }, force: true, filters: { externalTables: [], externalEnums: [] } });
}

const month = () => new Date(Date.now() + 30 * 24 * 3600 * 1000);
const expect = (condition, what) => {
  if (!condition) throw new Error(`not so: ${what}`);
};

// What an app does in its first hour, each step on its own as far as that can be.
function script(adapter, extras) {
  let user;
  const account = (provider, id, more) => ({ userId: user.id, type: "oauth", provider, providerAccountId: id, access_token: "a", ...more });
  const tokens = { refresh_token: "r".repeat(4096), expires_at: 1900000000, token_type: "bearer", scope: "read", id_token: "i", session_state: "s" };
  const steps = {
    "create a user": async () => {
      user = await adapter.createUser({ name: "Ann", email: "ann@example.com", emailVerified: null, image: "https://example.com/a.png" });
      expect(user.id != null, "the new user has an id");
    },
    "create a user from an e-mail address alone": async () => {
      const bob = await adapter.createUser({ email: "bob@example.com", emailVerified: new Date() });
      user ??= bob;
      expect((await adapter.getUser(bob.id))?.email === "bob@example.com", "the user is found by id");
      await adapter.updateUser({ id: bob.id, emailVerified: new Date() });
    },
    "find a user by e-mail": async () => expect((await adapter.getUserByEmail(user.email))?.id === user.id, "the user is found"),
    "link an account": () => adapter.linkAccount(account("github", "1", tokens)),
    "link a second account": () => adapter.linkAccount(account("google", "2", tokens)),
    "link an account of a provider that sends few tokens": () => adapter.linkAccount(account("discord", "3")),
    "link an account of a provider that sends more": () => adapter.linkAccount(account("gitlab", "4", extras)),
    "find a user by account": async () => {
      const found = await adapter.getUserByAccount({ provider: "github", providerAccountId: "1" });
      expect(found?.id === user.id || done["link an account"] !== "ok", "the user is found");
    },
    "keep a session": async () => {
      await adapter.createSession({ sessionToken: "s1", userId: user.id, expires: month() });
      const { session, user: owner } = await adapter.getSessionAndUser("s1");
      expect(owner.id === user.id && session.expires instanceof Date, "the session and its user are found");
      await adapter.updateSession({ sessionToken: "s1", expires: month() });
    },
    "keep a second session": async () => {
      await adapter.createSession({ sessionToken: "s2", userId: user.id, expires: month() });
      await adapter.deleteSession("s2");
    },
    "sign in by e-mail": async () => {
      await adapter.createVerificationToken({ identifier: "ann@example.com", token: "t", expires: month() });
      expect((await adapter.useVerificationToken({ identifier: "ann@example.com", token: "t" }))?.token === "t", "the link works once");
      expect((await adapter.useVerificationToken({ identifier: "ann@example.com", token: "t" })) === null, "the link works only once");
    },
    "sign in with a passkey": async () => {
      await adapter.createAuthenticator({
        credentialID: "c", userId: user.id, providerAccountId: "p", credentialPublicKey: "k", counter: 0,
        credentialDeviceType: "singleDevice", credentialBackedUp: false, transports: "usb",
      });
      expect((await adapter.getAuthenticator("c"))?.counter === 0, "the key is found");
      await adapter.updateAuthenticatorCounter("c", 1);
    },
    "delete a user": () => adapter.deleteUser(user.id),
  };
  const done = {};
  return async (operations) => {
    for (const [name, step] of Object.entries(steps)) {
      if (!operations.includes(name)) continue;
      if (!user && !name.startsWith("create") && name !== "sign in by e-mail") {
        done[name] = "skipped";
        continue;
      }
      try {
        await step();
        done[name] = "ok";
      } catch (error) {
        done[name] = String(error?.message ?? error).trim().split("\n").pop();
      }
    }
    return done;
  };
}

let count = 0;
async function judge({ name, schema, models, extras, operations, version }) {
  const text = withOwnGenerator(schema);
  const { PrismaClient, invalid } = await clientOf(text);
  if (invalid) return { name, invalid };
  const results = {};
  for (const [packageName, PrismaAdapter] of Object.entries(adapters)) {
    if (version === 5 && packageName.startsWith("@next-auth")) continue;
    const url = `file:${join(scratch, `${count++}.db`)}`;
    await makeTables(url, text);
    const client = new PrismaClient({ adapter: new PrismaLibSql({ url }) });
    const view = Object.fromEntries(Object.entries(models).map(([role, model]) => [role, client[model]]));
    results[packageName] = await script(PrismaAdapter(view), extras)(operations);
    await client.$disconnect();
  }
  return { name, results };
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = await judge(question);
  } catch (error) {
    answer = { name: question.name, invalid: String(error?.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
process.exit(0);
