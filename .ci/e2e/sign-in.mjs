// Signs people in to a built project with the providers GitHub and Keycloak, through a real browser, and looks at what
// that leaves in its database. usage: node sign-in.mjs PROJECT [FOLDER-FOR-SCREENSHOTS]
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { press, visit } from "./app.mjs";
import { longToken, startProvider } from "./provider.mjs";

const [project, pictures] = process.argv.slice(2);
const nextAuth = JSON.parse(readFileSync(join(project, "package.json"), "utf8"))["create-app"]["next-auth"];
const provider = await startProvider();
const origin = `http://127.0.0.1:${provider.address().port}`;

async function check({ page, home, rows, picture, strangers }) {
  const signIn = (name) => press(page, `Sign in with ${name}`);
  const signOut = async () => {
    await press(page, "Sign out");
    await page.getByText("You are not signed in").waitFor();
  };

  await page.goto(`${home}?callbackUrl=${encodeURIComponent("/nowhere")}`);
  await page.getByText("You are not signed in").waitFor();
  assert.equal(await page.getByText("What to do next").count(), 0, "the steps are for development");
  await picture("signed-out");

  await signIn("GitHub");
  await page.getByText(/There is no such page|This page could not be found/).waitFor(); // ours, and Next.js's own
  assert.equal(new URL(page.url()).pathname, "/nowhere", "where the person wanted to go");
  await page.goto(home);
  await page.getByText("Signed in as Ada Example").waitFor();
  await page.reload();
  await page.getByText("Signed in as Ada Example").waitFor();
  await picture("signed-in");

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
  assert.equal((await rows(`SELECT * FROM "Session"`)).length, 0);

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
  await rows(`DELETE FROM "User" WHERE email = 'ada@example.com'`);
  await rows(`UPDATE "User" SET email = 'ada@example.com'`);
  await signIn("GitHub");
  await page.getByText("Another way to sign in already uses this email address").waitFor();
  await picture("refused");
  assert.deepEqual(strangers, [], "the page asks nothing of other hosts");
}

function keys(prefix) {
  return {
    [`${prefix}GITHUB_ID`]: "client", [`${prefix}GITHUB_SECRET`]: "secret",
    [`${prefix}KEYCLOAK_ID`]: "client", [`${prefix}KEYCLOAK_SECRET`]: "secret",
    [`${prefix}KEYCLOAK_ISSUER`]: `${origin}/realms/main`,
  };
}

try {
  await visit(project, {
    pictures,
    env: {
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require ${JSON.stringify(join(import.meta.dirname, "redirect.cjs"))}`,
      FAKE_PROVIDER: origin,
      ...keys(nextAuth === 5 ? "AUTH_" : ""),
    },
    // GitHub's consent page: the provider on loopback sends the browser straight back.
    intercept: (url) => (url.hostname === "github.com" ? `${origin}${url.pathname}${url.search}` : undefined),
  }, check);
} finally {
  provider.close();
}
console.log("signed in, stored, signed out, and refused where it should be");
