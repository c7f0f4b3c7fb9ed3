// Signs in to a built project through NextAuth's own routes, where the project has no page of ours for it, with GitHub
// as provider.mjs plays it, and looks at what that leaves in its database. usage: node enter.mjs PROJECT
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { answering, freePort, openDatabase, serve } from "./app.mjs";
import { longToken, settings, startProvider } from "./provider.mjs";

const [project] = process.argv.slice(2);
const { "next-auth": nextAuth } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"))["create-app"];
const provider = await startProvider();
const origin = `http://127.0.0.1:${provider.address().port}`;
const port = await freePort();
const home = `http://localhost:${port}/`;
const app = serve(project, port, settings(origin, nextAuth));
const cookies = new Map();

/** What a browser does, redirects excepted, which are looked at. */
async function ask(url, fields) {
  const answer = await fetch(url, {
    redirect: "manual",
    headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
    ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
    if (value) cookies.set(name, value);
    else cookies.delete(name);
  }
  return answer;
}

const session = async () => (await ask(`${home}api/auth/session`)).json();

/** Posts a form of NextAuth's and says where it leads. */
async function post(path) {
  const { csrfToken } = await (await ask(`${home}api/auth/csrf`)).json();
  const answer = await ask(`${home}api/auth/${path}`, { csrfToken, callbackUrl: home });
  assert.equal(answer.status, 302, `${path} answers ${answer.status}`);
  return new URL(answer.headers.get("location"), home);
}

let database;
try {
  await answering(home, app);
  assert.deepEqual((await session()) ?? {}, {}, "signed in before anything was done");

  const consent = await post("signin/github");
  assert.equal(consent.hostname, "github.com", `signing in leads to ${consent}`);
  const back = new URL((await ask(new URL(consent.pathname + consent.search, origin))).headers.get("location"));
  assert.equal(back.pathname, "/api/auth/callback/github");
  const end = await ask(back);
  assert.equal(end.headers.get("location"), home, "where signing in ends");

  const { user } = await session();
  assert.equal(user.email, "ada@example.com");
  database = await openDatabase(project);
  const [account, ...others] = await database.rows(`SELECT a.*, u.email FROM "Account" a JOIN "User" u ON u.id = a."userId"`);
  assert.deepEqual(others, []);
  assert.equal(account.email, "ada@example.com");
  assert.equal(account.access_token, longToken("github"));
  assert.equal(user.id, account.userId, "the session callback adds the user's id");
  assert.equal((await database.rows(`SELECT * FROM "Session"`)).length, 1);

  await post("signout");
  assert.deepEqual((await session()) ?? {}, {}, "still signed in");
  assert.equal((await database.rows(`SELECT * FROM "Session"`)).length, 0);
} finally {
  app.kill();
  provider.close();
  await database?.close();
}
