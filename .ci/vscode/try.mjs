// What people do with a schema in VS Code: see vscode.sh. Says each step; the first that fails ends it.
// node try.mjs URL PROJECT [PICTURE]
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "playwright-core";

const [url, project, picture] = process.argv.slice(2);
const main = join(project, "prisma/schema/main.prisma");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 960, height: 560 }, deviceScaleFactor: 1 });
page.setDefaultTimeout(30_000);

let passed = 0;
async function check(what, step) {
  try {
    await step();
  } catch (error) {
    await page.screenshot({ path: join(project, "failed.png") }).catch(() => undefined);
    console.log(`FAIL ${what}\n${error}\n${await text().catch(() => "")}`);
    process.exit(1);
  }
  console.log(`ok   ${what}`);
  passed++;
}

/** The lines of the editor that are on the screen, without what the server puts between their words. */
const text = () => page.evaluate(() => [...document.querySelectorAll(".view-lines .view-line")]
  .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
  .map((line) => [...line.querySelectorAll("span > span")].filter((s) => !/ced-/.test(s.className)).map((s) => s.textContent).join("").replaceAll("\u00a0", " ")).join("\n"));
const until = async (what, condition) => {
  for (let tries = 0; tries < 120; tries++) {
    if (await condition()) return;
    await page.waitForTimeout(250);
  }
  assert.fail(`${what} did not come`);
};
const shows = (pattern) => until(pattern, async () => pattern.test(await text()));
const errors = () => page.locator(".squiggly-error").count();

async function command(name) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(">" + name);
  await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: name }).first().waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** Puts the cursor on the first place of a word in the file as it is saved, or was. */
async function at(word, file = main) {
  const before = readFileSync(file, "utf8").split(word)[0].split("\n");
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input").fill(`:${before.length}:${before.at(-1).length + 2}`);
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

const remote = `vscode-remote://${new URL(url).host}`;
await page.goto(`${url}/?folder=${project}&payload=${encodeURIComponent(JSON.stringify([["openFile", remote + main]]))}`);
await page.getByRole("button", { name: /^Yes, I trust/ }).click();

await check("an unknown type is marked", () => until("a mark", async () => await errors() === 1));
await page.locator(".view-lines").click();
await command("View: Toggle Primary Side Bar Visibility");
await check("a lens says how often a model is used", () => page.locator(".codelens-decoration", { hasText: "1 reference" }).first().waitFor());
await check("the hover says what is wrong and what is meant", async () => {
  await at("Strng");
  await command("Show or Focus Hover");
  await page.locator(".monaco-hover", { hasText: 'did you mean "String"?' }).first().waitFor();
  await page.keyboard.press("Escape");
});
await check("the quick fix corrects the spelling", async () => {
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget", { hasText: "Change it to String" }).waitFor();
  if (picture) {
    await page.waitForTimeout(800);
    await page.screenshot({ path: picture });
  }
  await page.keyboard.press("Enter");
  await shows(/name +String\n/);
  await until("the end of the mark", async () => await errors() === 0);
});
await check("completion offers the attributes", async () => {
  await page.keyboard.press("End");
  await page.keyboard.type(" @", { delay: 50 });
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "@unique" }).first().waitFor();
  await page.keyboard.press("Escape");
  for (let i = 0; i < 2; i++) await page.keyboard.press("Backspace");
});
await check("formatting lays the file out", async () => {
  await command("Format Document");
  await shows(/  id    Int    @id/);
  await page.keyboard.press("Control+s");
  await until("the saved file", () => /name  String\n  email String @unique\n/.test(readFileSync(main, "utf8")));
});
await check("a rename follows into the other file and keeps the table's name", async () => {
  await at("User");
  await page.keyboard.press("F2");
  await page.locator(".rename-box input, .rename-input").first().fill("Person");
  await page.keyboard.press("Enter");
  await shows(/model Person[^]*@@map\("User"\)/);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("s");
  await until("the other file", () => /author +Person /.test(readFileSync(join(project, "prisma/schema/post.prisma"), "utf8")));
});
await check("the definition of a type is in the other file", async () => {
  await at("Post[]");
  await page.keyboard.press("F12");
  await shows(/^model Post \{/);
});
console.log(`${passed} passed`);
await browser.close();
