// Signs people in to a built project through a real browser, and looks at what that leaves in its SQLite database.
// usage: node sign-in.mjs PROJECT [FOLDER-FOR-SCREENSHOTS]
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { longToken, startProvider } from "./provider.mjs";

const project = resolve(process.argv[2]);
const pictures = process.argv[3] && resolve(process.argv[3]);
const fromProject = createRequire(pathToFileURL(join(project, "package.json")));
const { createClient } = createRequire(fromProject.resolve("@prisma/adapter-libsql"))("@libsql/client");
const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function startApp(port, provider) {
  const app = spawn(process.execPath, [fromProject.resolve("next/dist/bin/next"), "start", "-H", "127.0.0.1", "-p", port], {
    cwd: project,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      NODE_OPTIONS: `--require ${join(import.meta.dirname, "redirect.cjs")}`,
      FAKE_PROVIDER: provider,
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
      GITHUB_ID: "client", GITHUB_SECRET: "secret",
      KEYCLOAK_ID: "client", KEYCLOAK_SECRET: "secret", KEYCLOAK_ISSUER: `${provider}/realms/main`,
    },
  });
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.ok) return app;
    await new Promise((done) => setTimeout(done, 200));
  }
  app.kill();
  throw new Error("the app did not answer within 20 seconds");
}

async function openPage(browser, provider) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
  const strangers = [];
  await context.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    if (url.hostname === "github.com") {
      // The consent page: the provider on loopback sends the browser straight back.
      return route.fulfill({ status: 302, headers: { location: `${provider}${url.pathname}${url.search}` } });
    }
    if (url.hostname !== "127.0.0.1") strangers.push(url.hostname);
    return route.continue();
  });
  return { page: await context.newPage(), strangers };
}

const provider = await startProvider();
const origin = `http://127.0.0.1:${provider.address().port}`;
const port = await freePort();
const home = `http://127.0.0.1:${port}/`;
const database = createClient({ url: `file:${join(project, "dev.db")}` });
const rows = async (sql) => (await database.execute(sql)).rows;
const app = await startApp(port, origin);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });

try {
  const { page, strangers } = await openPage(browser, origin);
  page.setDefaultTimeout(15_000);
  const picture = (name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

  await page.goto(home);
  await page.getByText("You are not signed in").waitFor();
  await picture("signed-out");

  await page.getByRole("button", { name: "Sign in with GitHub" }).click();
  await page.getByText("Signed in as Ada Example").waitFor();
  await page.reload();
  await page.getByText("Signed in as Ada Example").waitFor();
  await picture("signed-in");

  const [github] = await rows(`SELECT a.*, u.email FROM Account a JOIN User u ON u.id = a.userId`);
  assert.equal(github.provider, "github");
  assert.equal(github.email, "ada@example.com");
  assert.equal(github.access_token, longToken("github"));
  assert.equal(github.refresh_token, longToken("github refresh"));
  assert.equal(github.refresh_token_expires_in, 15897600);
  assert.equal((await rows("SELECT * FROM Session")).length, 1);

  const session = await page.evaluate(() => fetch("/api/auth/session").then((answer) => answer.json()));
  assert.equal(session.user.id, github.userId, "the session callback adds the user's id");

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are not signed in").waitFor();
  assert.equal((await rows("SELECT * FROM Session")).length, 0);

  await page.getByRole("button", { name: "Sign in with Keycloak" }).click();
  await page.getByText("Signed in as Grace Example").waitFor();
  const [keycloak] = await rows(`SELECT * FROM Account WHERE provider = 'keycloak'`);
  assert.equal(keycloak["not-before-policy"], 0);
  assert.equal(keycloak.refresh_expires_in, 1800);
  assert.ok(keycloak.id_token.length > 4096);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are not signed in").waitFor();

  // Grace's address now comes with Ada's GitHub account: NextAuth must not join the two by itself.
  await database.execute(`UPDATE User SET email = 'other@example.com' WHERE email = 'ada@example.com'`);
  await database.execute(`UPDATE User SET email = 'ada@example.com' WHERE email = 'grace@example.com'`);
  await database.execute(`DELETE FROM Account WHERE provider = 'github'`);
  await page.getByRole("button", { name: "Sign in with GitHub" }).click();
  await page.getByText("Another way to sign in already uses this email address").waitFor();
  await picture("refused");

  assert.deepEqual(strangers, [], "the page asks nothing of other hosts");
  console.log("signed in, stored, signed out, and refused where it should be");
} finally {
  await browser.close();
  app.kill();
  provider.close();
  database.close();
}
