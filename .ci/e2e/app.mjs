// A built project being served, and a browser looking at it: what the checks in this folder begin with.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseEnv } from "node:util";

import mysql from "mysql2/promise";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export async function answering(url, app) {
  for (let tries = 0; tries < 450; tries++) {
    if (app.exitCode !== null) throw new Error(`the app ended by itself (exit ${app.exitCode})`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("the app did not answer within 90 seconds");
}

/** Runs the project's own Next.js, with none of the variables that say where it is but those given. */
export function start(folder, args, env = {}, output = "inherit") {
  const project = resolve(folder);
  const next = createRequire(pathToFileURL(join(project, "package.json"))).resolve("next/dist/bin/next");
  const { NEXTAUTH_URL, AUTH_URL, AUTH_TRUST_HOST, VERCEL, PORT, ...rest } = process.env;
  return spawn(process.execPath, [next, ...args.map(String)], {
    cwd: project, stdio: ["ignore", output, output], env: { ...rest, ...env },
  });
}

/** Serves a built project, which is told that people reach it as localhost: Next.js calls 127.0.0.1 so as well, and NextAuth 5 then sees two sites. */
export function serve(project, port, env) {
  const address = `http://localhost:${port}`;
  return start(project, ["start", "-H", "127.0.0.1", "-p", port], { NEXTAUTH_URL: address, AUTH_URL: address, ...env });
}

/** Clicks a button once React has taken it over: before, it is only drawn, and on a busy machine that takes a while. */
export async function press(page, name) {
  const button = page.getByRole("button", { name });
  const handle = await button.elementHandle();
  await page.waitForFunction((node) => Object.keys(node).some((key) => key.startsWith("__reactProps")), handle);
  await button.click();
}

/** The project's database, past the project; names are in double quotes. */
export async function openDatabase(folder) {
  const project = resolve(folder);
  const fromProject = createRequire(pathToFileURL(join(project, "package.json")));
  const { DATABASE_URL: url } = parseEnv(readFileSync(join(project, ".env"), "utf8"));
  if (url.startsWith("postgresql:")) {
    const { Client } = createRequire(fromProject.resolve("@prisma/adapter-pg"))("pg");
    const client = new Client(url);
    await client.connect();
    return { rows: async (sql) => (await client.query(sql)).rows, close: () => client.end() };
  }
  if (url.startsWith("mysql:")) { // MARIADB is the server behind what stands in for PlanetScale
    const client = await mysql.createConnection({ uri: process.env.MARIADB ?? url.split("?")[0], timezone: "Z" });
    await client.query("SET sql_mode = 'ANSI_QUOTES'");
    return { rows: async (sql) => (await client.query(sql))[0], close: () => client.end() };
  }
  // A project on Prisma 6 has no driver of its own, and its SQLite path begins at the schema's folder.
  const six = fromProject("./package.json")["create-app"].prisma === 6;
  const driver = (six ? createRequire(import.meta.url) : fromProject).resolve("@prisma/adapter-libsql");
  const { createClient } = createRequire(driver)("@libsql/client");
  const client = createClient({ url: `file:${join(project, six ? "prisma" : "", url.replace(/^file:/, ""))}` });
  return { rows: async (sql) => (await client.execute(sql)).rows, close: () => client.close() };
}

/** The sizes of window and the schemes in which every page has to be good. */
const looks = [320, 390, 1280, 1920].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));

/** The words of buttons, links and headings that do not stand on one line; in a browser. */
function brokenWords() {
  const broken = [];
  for (const element of document.querySelectorAll("button, a, h1, h2, summary")) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const { 0: word, index } of text.data.matchAll(/\p{L}+/gu)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (range.getClientRects().length > 1) broken.push(word);
      }
    }
  }
  return broken;
}

/** Looks at the page in every size and scheme: nothing that axe objects to, nothing that is wider than the window, no broken word. */
export async function inspect(page, name, pictures) {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${name} is ${wide} wide at ${width}`);
    assert.deepEqual(await page.evaluate(brokenWords), [], `words that ${name} breaks at ${width}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    assert.deepEqual(found, [], `what axe finds on ${name} at ${width}, ${colorScheme}`);
    if (pictures) await page.screenshot({ path: join(resolve(pictures), `${name}-${width}-${colorScheme}.png`), fullPage: true, caret: "initial" });
  }
  await page.setViewportSize({ width: 900, height: 900 });
  await page.emulateMedia({ colorScheme: null });
}

/** A browser whose one page tells what it asks of other hosts, and what its console complains about. */
export async function browse(intercept = () => undefined) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
  const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
  const strangers = [], complaints = [];
  await context.route("**/*", (route) => {
    const url = new URL(route.request().url());
    const answer = intercept(url);
    if (answer) return route.fulfill(answer);
    if (!["localhost", "127.0.0.1"].includes(url.hostname)) strangers.push(url.hostname);
    return route.continue();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) complaints.push(text); // a page that is missing is one
  });
  return { browser, page, strangers, complaints };
}

/** Serves the project with `next start`, opens a page on it, and runs check({ page, home, rows, look, strangers }). */
export async function visit(folder, { env = {}, pictures, intercept = () => undefined }, check) {
  const project = resolve(folder);
  const port = await freePort();
  const home = `http://localhost:${port}/`;
  const app = serve(project, port, env);
  let browser, database;
  try {
    await answering(home, app);
    database = await openDatabase(project);
    const visitor = await browse(intercept);
    browser = visitor.browser;
    const look = (name) => inspect(visitor.page, name, pictures);
    await check({ ...visitor, home, rows: database.rows, look });
    assert.deepEqual(visitor.complaints, [], "the browser's console is silent");
  } finally {
    await browser?.close();
    app.kill();
    await database?.close();
  }
}
