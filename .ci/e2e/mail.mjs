// Signs somebody in to a built project by the link of a mail: takes the mail in, opens its link in a real browser, and
// looks at what that leaves in the project's SQLite database. usage: node mail.mjs PROJECT [FOLDER-FOR-SCREENSHOTS]
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

import { press, visit } from "./app.mjs";

const [project, pictures] = process.argv.slice(2);
const mails = [];

/** A mail server that takes everything, and keeps the text. */
const server = createServer((socket) => {
  let text;
  const say = (line) => socket.write(`${line}\r\n`);
  say("220 loopback");
  socket.on("error", () => {}); // hanging up without a word is not our fault
  createInterface({ input: socket, crlfDelay: Infinity }).on("line", (line) => {
    if (text !== undefined) {
      if (line !== ".") return void (text += `${line}\n`);
      mails.push(text.replace(/=\n/g, "").replace(/=3D/g, "="));
      text = undefined;
      say("250 taken");
    } else if (line === "DATA") {
      text = "";
      say("354 go on");
    } else if (line === "QUIT") {
      say("221 bye");
      socket.end();
    } else {
      say("250 fine");
    }
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

async function check({ page, home, rows, picture, strangers }) {
  await page.goto(home);
  await page.getByLabel("Email address").fill("eve@example.com");
  await picture("letter-asked");
  await press(page, "Send a sign-in link");
  await page.getByText("A link is on its way").waitFor();
  assert.equal(new URL(page.url()).pathname, "/");
  assert.equal(mails.length, 1);
  const [link] = mails[0].match(/http:\/\/localhost:\d+\/api\/auth\/callback\/\S+/);

  await page.goto(link);
  await page.getByText("Signed in as eve@example.com").waitFor();
  await picture("letter-opened");
  const users = await rows("SELECT email, emailVerified FROM User");
  assert.equal(users.length, 1);
  assert.ok(users[0].emailVerified, "whoever opens the link owns the address");
  assert.equal((await rows("SELECT * FROM VerificationToken")).length, 0);

  await press(page, "Sign out");
  await page.getByText("You are not signed in").waitFor();
  await page.goto(link);
  await page.getByText("This link was used already").waitFor();
  assert.deepEqual(strangers, [], "the page asks nothing of other hosts");
}

try {
  const { port } = server.address();
  await visit(project, { pictures, env: { EMAIL_SERVER: `smtp://127.0.0.1:${port}`, EMAIL_FROM: "noreply@example.com" } }, check);
} finally {
  server.close();
}
console.log("signed in by the link of a mail, once");
