// Writes a note in a built project without NextAuth, through a real browser, and finds it in its SQLite database.
// usage: node notes.mjs PROJECT [FOLDER-FOR-SCREENSHOTS]
import assert from "node:assert/strict";

import { press, visit } from "./app.mjs";

const [project, pictures] = process.argv.slice(2);

await visit(project, { pictures }, async ({ page, home, rows, look, strangers }) => {
  await page.goto(home);
  await page.getByText("Nothing here yet").waitFor();
  await page.getByLabel("Note").fill("remember the milk");
  await press(page, "Add");
  await page.getByText("remember the milk").waitFor();
  await look("notes");
  assert.deepEqual((await rows("SELECT text FROM Note")).map(({ text }) => text), ["remember the milk"]);
  assert.deepEqual(strangers, [], "the page asks nothing of other hosts");
});
console.log("a note was written, and is in the database");
