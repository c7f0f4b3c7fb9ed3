// Signs somebody in to a built project by the link of a mail: takes the mail in, opens its link in a real browser, and
// looks at what that leaves in the project's SQLite database. usage: node mail.mjs PROJECT [FOLDER-FOR-SCREENSHOTS]
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

import { press, visit } from "./app.mjs";

const [project, pictures] = process.argv.slice(2);
const mails = [];

/** A mail server that takes everything but what is for refused@, and keeps the text. */
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
    } else if (line.startsWith("RCPT TO:<refused@")) {
      say("550 there is no such mailbox");
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

async function check({ page, home, rows, look, strangers }) {
  await page.goto(`${home}?callbackUrl=${encodeURIComponent("/nowhere")}`);
  await page.getByLabel("Email address").fill("refused@example.com");
  await press(page, "Send a sign-in link");
  await page.getByText("The mail could not be sent").waitFor();
  await page.getByLabel("Email address").fill("eve@example.com");
  await look("mail-asked");
  await press(page, "Send a sign-in link");
  await page.getByText("A link is on its way").waitFor();
  assert.equal(new URL(page.url()).pathname, "/");
  assert.deepEqual(mails.map((mail) => mail.match(/^To: (.*)$/m)[1]), ["eve@example.com"]);
  const [link] = mails[0].match(/http:\/\/localhost:\d+\/api\/auth\/callback\/\S+/);

  await page.goto(link);
  await page.getByText(/There is no such page|This page could not be found/).waitFor(); // ours, and Next.js's own
  assert.equal(new URL(page.url()).pathname, "/nowhere", "where the person wanted to go");
  await page.goto(home);
  await page.getByText("Signed in as eve@example.com").waitFor();
  await page.goto(`${home}account`);
  await page.getByText("By a link sent to eve@example.com").waitFor();
  await page.goto(home);
  const users = await rows("SELECT email, emailVerified FROM User");
  assert.equal(users.length, 1);
  assert.ok(users[0].emailVerified, "whoever opens the link owns the address");
  const left = await rows("SELECT identifier FROM VerificationToken");
  assert.deepEqual(left.map(({ identifier }) => identifier), ["refused@example.com"], "a link that was opened is spent");

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
