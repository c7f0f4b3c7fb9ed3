// Starts a built project with its address said in every way there is, or not said at all, and asks over HTTP where it sends
// people. usage: node address.mjs PROJECT
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { answering, freePort, start } from "./app.mjs";

const [project] = process.argv.slice(2);
const nextAuth = JSON.parse(readFileSync(join(project, "package.json"), "utf8"))["create-app"]["next-auth"];
const [variable, keys] = nextAuth === 5 ? ["AUTH_URL", "AUTH_GITHUB"] : ["NEXTAUTH_URL", "GITHUB"];

/** Where GitHub would be told to send people back to, for a browser that sees the app at `host`. */
async function redirectURI(origin, headers) {
  const post = { ...headers, "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetch(`${origin}/api/auth/csrf`, { headers });
  assert.equal(answer.status, 200);
  const secure = answer.headers.getSetCookie().every((line) => /; Secure/i.test(line));
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const { csrfToken } = await answer.json();
  const sent = await fetch(`${origin}/api/auth/signin/github`, {
    method: "POST", redirect: "manual", headers: { ...post, cookie }, body: new URLSearchParams({ csrfToken, callbackUrl: "/" }),
  });
  assert.equal(sent.status, 302);
  const location = new URL(sent.headers.get("location"));
  assert.equal(location.hostname, "github.com", `sent to ${location}`);
  return { told: location.searchParams.get("redirect_uri"), secure };
}

// Under `next start`, NextAuth 5's routes see the host that Next.js listens on, whatever a proxy says; on Vercel they do not.
const seen = (origin) => (nextAuth === 5 ? undefined : origin);
const proxy = { "x-forwarded-host": "app.example.com", "x-forwarded-proto": "https" };
const callback = "/api/auth/callback/github";

for (const [name, env, headers, want] of [
  ["unset", {}, {}, (port) => `http://localhost:${port}${callback}`],
  ["empty", { [variable]: "" }, {}, (port) => `http://localhost:${port}${callback}`],
  ["unset, behind a host that may be anybody's", {}, proxy, (port) => `http://localhost:${port}${callback}`],
  ["unset on Vercel", { VERCEL: "1" }, proxy, () => seen(`https://app.example.com${callback}`)],
  ["empty on Vercel", { VERCEL: "1", [variable]: "" }, proxy, () => seen(`https://app.example.com${callback}`)],
  ["unset with a host to trust", { AUTH_TRUST_HOST: "true" }, proxy, () => seen(`https://app.example.com${callback}`)],
  ["set", { [variable]: "https://set.example.com" }, {}, () => `https://set.example.com${callback}`],
]) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const app = start(project, ["start", "-H", "127.0.0.1", "-p", port], { [`${keys}_ID`]: "client", [`${keys}_SECRET`]: "secret", ...env });
  try {
    await answering(`${origin}/`, app);
    for (const path of ["/", "/api/auth/session", "/favicon.ico"]) {
      assert.equal((await fetch(origin + path, { headers })).status, 200, `${path} where ${variable} is ${name}`);
    }
    const { told, secure } = await redirectURI(origin, headers);
    assert.equal(told, want(port) ?? told, `${variable} is ${name}`);
    assert.equal(secure, told.startsWith("https:"), `${variable} is ${name}: cookies for https only`);
    const { headers: sent } = await fetch(origin);
    assert.equal(sent.get("x-powered-by"), null);
    assert.equal(sent.get("x-content-type-options"), "nosniff");
    assert.match(sent.get("content-security-policy"), /^default-src 'self'; .*frame-ancestors 'none'$/);
    assert.doesNotMatch(sent.get("content-security-policy"), /unsafe-eval/);
  } finally {
    app.kill();
  }
}
console.log(`${variable} may be unset, empty, said by the platform, or set`);
