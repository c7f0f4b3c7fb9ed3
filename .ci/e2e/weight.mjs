// Serves two built projects, and weighs the scripts that a browser fetches for their first pages, compressed as they are sent.
// usage: node weight.mjs OURS THEIRS
import assert from "node:assert/strict";
import { get } from "node:http";

import { answering, freePort, start } from "./app.mjs";

async function weight(project) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const app = start(project, ["start", "-H", "127.0.0.1", "-p", port]);
  try {
    await answering(origin, app);
    const page = await (await fetch(origin)).text();
    const scripts = new Set([...page.matchAll(/<script[^>]* src="([^"]+\.js[^"]*)"(?![^>]*noModule)/g)].map(([, path]) => path));
    assert.ok(scripts.size > 0, `${project} has no script`);
    let bytes = 0;
    for (const path of scripts) {
      bytes += (await compressed(origin + path)).byteLength;
    }
    return bytes;
  } finally {
    app.kill();
  }
}

/** The bytes as they travel; fetch would unpack them. */
async function compressed(url) {
  const answer = await new Promise((resolve, reject) => get(url, { headers: { "accept-encoding": "gzip" } }, resolve).on("error", reject));
  assert.equal(answer.headers["content-encoding"], "gzip");
  return Buffer.concat(await answer.toArray());
}

const [ours, theirs] = process.argv.slice(2);
const [mine, other] = [await weight(ours), await weight(theirs)];
assert.ok(mine <= other * 1.1, `${mine} bytes of scripts, where create-next-app's page has ${other}`);
console.log(`scripts of the first page: ${mine} bytes, create-next-app's ${other} (${Math.round((mine / other) * 100)} %)`);
