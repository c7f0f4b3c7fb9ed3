// Signs people in to a built project with the providers GitHub and Keycloak, through a real browser, and looks at what
// that leaves in its database. usage: node sign-in.mjs PROJECT [FOLDER-FOR-SCREENSHOTS]
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { press, visit } from "./app.mjs";
import { longToken, settings, startProvider } from "./provider.mjs";

const [project, pictures] = process.argv.slice(2);
const { db, "next-auth": nextAuth, router } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"))["create-app"];
const portrait = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#7a9" d="M0 0h8v8H0z"/><circle cx="4" cy="3" r="1.6" fill="#fed"/><path fill="#345" d="M1 8a3 3 0 0 1 6 0z"/></svg>`;
const provider = await startProvider();
const origin = `http://127.0.0.1:${provider.address().port}`;

async function check({ browser, page, home, rows, look: inspect, strangers }) {
  const look = db === "sqlite" ? inspect : () => {}; // the pages are the same on every database
  const signIn = (name) => press(page, `Sign in with ${name}`);
  const signOut = async () => {
    await press(page, "Sign out");
    await signedOut();
  };
  const signedOut = () => page.getByText("You are not signed in").waitFor();
  const count = async (table) => (await rows(`SELECT * FROM "${table}"`)).length;

  const sent = await fetch(`${home}account`, { redirect: "manual" });
  assert.equal(sent.status, 307);
  assert.equal(sent.headers.get("location"), "/?callbackUrl=/account");
  await page.goto(`${home}?callbackUrl=${encodeURIComponent("/nowhere")}`);
  await page.getByText("You are not signed in").waitFor();
  assert.equal(await page.getByText("What to do next").count(), 0, "the steps are for development");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).waitFor(); // as people know it
  await look("signed-out");
  if (nextAuth === 5 && router === "app") await pressEarly(browser, home);

  await signIn("GitHub");
  await page.getByText(/There is no such page|This page could not be found/).waitFor(); // ours, and Next.js's own
  assert.equal(new URL(page.url()).pathname, "/nowhere", "where the person wanted to go");
  await page.goto(home);
  await page.getByText("Signed in as Ada Example").waitFor();
  await page.reload();
  await page.getByText("Signed in as Ada Example").waitFor();
  await page.waitForFunction(() => [...document.images].every(({ naturalWidth }) => naturalWidth > 0)); // the picture as well
  await look("signed-in");

  const [github] = await rows(`SELECT a.*, u.email FROM "Account" a JOIN "User" u ON u.id = a."userId"`);
  assert.equal(github.provider, "github");
  assert.equal(github.email, "ada@example.com");
  assert.equal(github.access_token, longToken("github"));
  assert.equal(github.refresh_token, longToken("github refresh"));
  if (nextAuth === 4) assert.equal(github.refresh_token_expires_in, 15897600); // 5 stores what it knows, and no more
  assert.equal((await rows(`SELECT * FROM "Session"`)).length, 1);
  const session = await page.evaluate(() => fetch("/api/auth/session").then((answer) => answer.json()));
  assert.equal(session.user.id, github.userId, "the session callback adds the user's id");
  assert.deepEqual(Object.keys(session).sort(), ["expires", "user"], "the browser does not get to see the session's token");
  await signOut();
  assert.equal(await count("Session"), 0);

  await signIn("GitHub");
  await page.getByText("Signed in as Ada Example").waitFor();
  await page.getByRole("link", { name: "Your account" }).click();
  await page.getByText("This browser").waitFor();
  await forge(page);
  assert.equal(await count("Session"), 1, "a form of another site does nothing");
  await press(page, "Sign out everywhere");
  await signedOut();
  assert.equal(await count("Session"), 0);

  await signIn("Keycloak");
  await page.getByText("Signed in as Grace Example").waitFor();
  const [keycloak] = await rows(`SELECT * FROM "Account" WHERE provider = 'keycloak'`);
  if (nextAuth === 4) {
    assert.equal(keycloak["not-before-policy"], 0);
    assert.equal(keycloak.refresh_expires_in, 1800);
  }
  assert.ok(keycloak.id_token.length > 4096);
  await signOut();

  // Grace gets Ada's address: now GitHub brings an account that another way to sign in owns.
  await rows(`DELETE FROM "Account" WHERE provider = 'github'`); // which not every database does along with the user
  await rows(`DELETE FROM "User" WHERE email = 'ada@example.com'`);
  await rows(`UPDATE "User" SET email = 'ada@example.com'`);
  await signIn("GitHub");
  await page.getByText("Another way to sign in already uses this email address").waitFor();
  await look("refused");

  await signIn("Keycloak");
  await page.getByText("Signed in as Grace Example").waitFor();
  await page.goto(`${home}account`);
  await press(page, "Add GitHub");
  await page.getByRole("listitem").getByText("GitHub").waitFor();
  assert.equal(new URL(page.url()).pathname, "/account");
  assert.equal(await count("Account"), 2);
  await look("account");
  await page.getByLabel("I know that this cannot be undone").check();
  await press(page, "Delete my account");
  await signedOut();
  for (const table of ["User", "Account", "Session"]) assert.equal(await count(table), 0, table);
  assert.deepEqual(strangers, [], "the page asks nothing of other hosts");
}

/** Presses a button before the scripts are there: it sends a form, and the page's policy has to let the answer lead to the provider. */
async function pressEarly(browser, home) {
  const context = await browser.newContext();
  await context.route("**/*.js", (route) => route.abort());
  const page = await context.newPage();
  await page.goto(home);
  const asked = page.waitForRequest((request) => new URL(request.url()).hostname === "github.com");
  await page.getByRole("button", { name: "Sign in with GitHub" }).click();
  await asked;
  await context.close();
}

/** Sends the form that signs out everywhere as a page of another site would, with the cookies of this browser. */
async function forge(page) {
  const { request } = page.context();
  const [before] = (await (await request.get(page.url())).text()).split("Sign out everywhere"); // as it is without React
  const form = before.slice(before.lastIndexOf("<form"));
  const attribute = (text, name) => text.match(new RegExp(` ${name}="([^"]*)"`))?.[1];
  const fields = [...form.matchAll(/<(?:input|button)[^>]*>/g)].map(([tag]) => [attribute(tag, "name"), attribute(tag, "value") ?? ""]);
  const action = new URL(attribute(form, "action") || page.url(), page.url()).href;
  const body = { [router === "pages" ? "form" : "multipart"]: Object.fromEntries(fields.filter(([name]) => name)) };
  const answer = await request.post(action, { ...body, headers: { origin: "https://evil.example" }, maxRedirects: 0 });
  assert.ok(answer.status() >= 400, `a form of another site is answered by ${answer.status()}`);
}

const microsoft = {
  AZURE_AD_CLIENT_ID: "client", AZURE_AD_CLIENT_SECRET: "secret", AZURE_AD_TENANT_ID: "common",
  AUTH_MICROSOFT_ENTRA_ID_ID: "client", AUTH_MICROSOFT_ENTRA_ID_SECRET: "secret",
  AUTH_MICROSOFT_ENTRA_ID_ISSUER: "https://login.microsoftonline.com/common/v2.0",
};

try {
  await visit(project, {
    pictures,
    env: { ...settings(origin, nextAuth), ...microsoft },
    intercept: (url) => {
      switch (url.hostname) {
        case "github.com": // its consent page: the provider on loopback sends the browser straight back
          return { status: 302, headers: { location: `${origin}${url.pathname}${url.search}` } };
        case "avatars.githubusercontent.com":
          return { contentType: "image/svg+xml", body: portrait };
      }
    },
  }, check);
} finally {
  provider.close();
}
console.log("signed in, stored, signed out, and refused where it should be");
