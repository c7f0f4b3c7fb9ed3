// Runs `next dev` on a project while its usual port is taken, under what looks like a coding agent, and looks at the page in a
// browser. usage: node dev.mjs PROJECT [FOLDER-FOR-SCREENSHOTS]
import assert from "node:assert/strict";
import { createServer } from "node:net";

import { answering, browse, inspect, start } from "./app.mjs";

const [project, pictures] = process.argv.slice(2);

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

  const visitor = await browse();
  try {
    const socket = visitor.page.waitForEvent("websocket");
    await visitor.page.goto(origin);
    await (await socket).waitForEvent("framereceived"); // by which changes of the code arrive
    await inspect(visitor.page, "development", pictures);
    assert.deepEqual(visitor.complaints, [], "the browser's console is silent");
  } finally {
    await visitor.browser.close();
  }
} finally {
  app.kill();
  taken.close();
}
console.log("next dev on another port says so on the page");
