// Which program the extension starts.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { find, launch } = createRequire(import.meta.url)("../dist/test/find.js");

const unix = { setting: "", folders: ["/app", "/lib"], trusted: true, searchPath: "/usr/bin:.::/opt/bin", home: "/home/me", windows: false };
const windows = { ...unix, folders: ["C:\\app"], searchPath: "C:\\Tools;D:\\More", windows: true };
const rows = [
  { name: "the folder's own comes before the PATH", files: ["/app/node_modules/.bin/create-app", "/usr/bin/create-app"], want: "/app/node_modules/.bin/create-app" },
  { name: "of any folder", files: ["/lib/node_modules/.bin/create-app"], want: "/lib/node_modules/.bin/create-app" },
  { name: "the PATH", files: ["/opt/bin/create-app"], want: "/opt/bin/create-app" },
  { name: "no relative part of the PATH", files: ["create-app", "./create-app", "/create-app"], want: undefined },
  {
    name: "another program of that name is left alone",
    files: ["/app/node_modules/.bin/create-app", "/app/node_modules/create-app/package.json", "/usr/bin/create-app"], want: "/usr/bin/create-app",
  },
  { name: "the setting is all that counts", with: { setting: "/mine" }, files: ["/usr/bin/create-app"], want: undefined },
  { name: "a setting", with: { setting: "/mine" }, files: ["/mine"], want: "/mine" },
  { name: "a setting in the folder", with: { setting: "bin/it" }, files: ["/app/bin/it"], want: "/app/bin/it" },
  { name: "a setting at home", with: { setting: "~/it" }, files: ["/home/me/it"], want: "/home/me/it" },
  { name: "a folder that is not trusted runs nothing of its own", with: { trusted: false }, files: ["/app/node_modules/.bin/create-app"], want: undefined },
  { name: "nor what it sets", with: { trusted: false, setting: "/app/evil" }, files: ["/app/evil", "/usr/bin/create-app"], want: "/usr/bin/create-app" },
  { name: "Windows", base: windows, files: ["D:\\More\\create-app.exe"], want: "D:\\More\\create-app.exe" },
  { name: "a script of Windows", base: windows, files: ["C:\\app\\node_modules\\.bin\\create-app", "C:\\app\\node_modules\\.bin\\create-app.cmd"], want: "C:\\app\\node_modules\\.bin\\create-app.cmd" },
];

for (const row of rows) {
  test(row.name, () => {
    const found = find({ ...(row.base ?? unix), ...row.with, isFile: (file) => row.files.includes(file) });
    assert.equal(found.program, row.want);
    if (!row.want) assert.ok(found.tried.length > 0);
  });
}

test("a script is started by the shell", () => {
  assert.deepEqual(launch("C:\\My Tools\\create-app.cmd"), { command: '"C:\\My Tools\\create-app.cmd"', shell: true });
  assert.deepEqual(launch("/usr/bin/create-app"), { command: "/usr/bin/create-app", shell: false });
});
