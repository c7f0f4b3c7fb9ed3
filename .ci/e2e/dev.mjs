// Runs `next dev` on a project while its usual port is taken, under what looks like a coding agent, and looks at the page.
// usage: node dev.mjs PROJECT
import assert from "node:assert/strict";
import { createServer } from "node:net";

import { answering, start } from "./app.mjs";

const [project] = process.argv.slice(2);

const taken = createServer().listen(3000).on("error", () => {}); // by somebody else, if not by us
const app = start(project, ["dev"], { CLAUDECODE: "1" }, "pipe");
try {
  const origin = await new Promise((resolve, reject) => {
    let said = "";
    app.on("exit", () => reject(new Error(`next dev ended:\n${said}`)));
    for (const stream of [app.stdout, app.stderr]) {
      stream.on("data", (part) => {
        said += part;
        const local = said.match(/Local:\s+(http:\/\/localhost:\d+)/);
        if (local) resolve(local[1]);
      });
    }
  });
  assert.notEqual(new URL(origin).port, "3000");
  await answering(origin, app);
  const page = (await (await fetch(origin)).text()).replaceAll("<!-- -->", "");
  assert.match(page, /What to do next/);
  assert.ok(page.includes(`${origin}/api/auth/callback/github`), "the page tells the callback URL at the port that Next.js found");
  assert.equal((await fetch(`${origin}/api/auth/session`)).status, 200);
} finally {
  app.kill();
  taken.close();
}
console.log("next dev on another port says so on the page");
