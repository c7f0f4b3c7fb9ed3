// An OAuth and OpenID provider on loopback that lets everybody in: it answers for GitHub's hosts and for a Keycloak
// realm, with what the real ones send, token sizes and extra fields included.
import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";

const key = generateKeyPairSync("rsa", { modulusLength: 2048 });
const base64 = (value) => Buffer.from(value).toString("base64url");

/** As long as the longest that are seen: 4 kB. */
export const longToken = (seed) => createHash("sha256").update(seed).digest("hex").repeat(64);

function idToken(claims) {
  const text = [{ alg: "RS256", kid: "1", typ: "JWT" }, claims].map((part) => base64(JSON.stringify(part))).join(".");
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key.privateKey, "base64url")}`;
}

function keycloakTokens(issuer, nonce) {
  const now = Math.floor(Date.now() / 1000);
  return {
    access_token: longToken("keycloak"),
    expires_in: 300,
    refresh_expires_in: 1800,
    refresh_token: longToken("keycloak refresh"),
    token_type: "Bearer",
    id_token: idToken({
      iss: issuer, sub: "k-1", aud: "client", azp: "client", iat: now, exp: now + 300, nonce,
      name: "Grace Example", email: "grace@example.com", filler: longToken("claims"),
    }),
    "not-before-policy": 0,
    session_state: "5a6b8e1c-6f1d-4f5e-9c3b-0d7c1f2a3b4c",
    scope: "openid profile email",
  };
}

const githubTokens = {
  access_token: longToken("github"),
  expires_in: 28800,
  refresh_token: longToken("github refresh"),
  refresh_token_expires_in: 15897600,
  scope: "",
  token_type: "bearer",
};

function answers(origin) {
  const issuer = `${origin}/realms/main`;
  const oidc = `${issuer}/protocol/openid-connect`;
  return {
    "/login/oauth/access_token": githubTokens,
    "/user": { id: 1, login: "ada", name: "Ada Example", email: "ada@example.com", avatar_url: "https://avatars.githubusercontent.com/u/1" },
    "/user/emails": [{ email: "ada@example.com", primary: true, verified: true }],
    "/realms/main/.well-known/openid-configuration": {
      issuer,
      authorization_endpoint: `${oidc}/auth`,
      token_endpoint: `${oidc}/token`,
      userinfo_endpoint: `${oidc}/userinfo`,
      jwks_uri: `${oidc}/certs`,
      response_types_supported: ["code"],
      id_token_signing_alg_values_supported: ["RS256"],
    },
    "/realms/main/protocol/openid-connect/certs": {
      keys: [{ ...key.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
    },
    "/realms/main/protocol/openid-connect/token": () => keycloakTokens(issuer),
  };
}

/** Starts it on a free port; close the result when done. */
export async function startProvider() {
  const server = createServer((request, response) => {
    const origin = `http://127.0.0.1:${server.address().port}`;
    const url = new URL(request.url, origin);
    const redirect = url.searchParams.get("redirect_uri");
    if (redirect) {
      const back = new URL(redirect);
      back.searchParams.set("code", "code");
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      back.searchParams.set("iss", url.pathname.startsWith("/realms/") ? `${origin}/realms/main` : "https://github.com/login/oauth");
      response.writeHead(302, { location: back.href }).end();
      return;
    }
    const answer = answers(origin)[url.pathname];
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(typeof answer === "function" ? answer() : (answer ?? { missing: url.pathname })));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** What an app needs to be told to sign in there: where it is, the keys, and to ask it in place of GitHub. */
export function settings(origin, nextAuth) {
  const prefix = nextAuth === 5 ? "AUTH_" : "";
  return {
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require ${JSON.stringify(join(import.meta.dirname, "redirect.cjs"))}`,
    ON_LOOPBACK: JSON.stringify({ ...JSON.parse(process.env.ON_LOOPBACK ?? "{}"), "github.com": origin, "api.github.com": origin }),
    [`${prefix}GITHUB_ID`]: "client", [`${prefix}GITHUB_SECRET`]: "secret",
    [`${prefix}KEYCLOAK_ID`]: "client", [`${prefix}KEYCLOAK_SECRET`]: "secret",
    [`${prefix}KEYCLOAK_ISSUER`]: `${origin}/realms/main`,
  };
}
