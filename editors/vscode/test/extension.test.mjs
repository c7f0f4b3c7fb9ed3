// The bundle loads, has its commands and says where no program is found. What VS Code gives it is stood in for.
import assert from "node:assert/strict";
import { createRequire, Module } from "node:module";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

const require = createRequire(import.meta.url);
const { contributes } = require("../package.json");
const commands = new Map(), messages = [], ran = [];
const event = () => ({ dispose() {} });
const given = {
  commands: {
    registerCommand: (name, run) => (commands.set(name, run), { dispose() {} }),
    executeCommand: async (...words) => void ran.push(words),
  },
  workspace: { isTrusted: true, workspaceFolders: [], textDocuments: [], getConfiguration: () => ({ get: (_, or) => or }), onDidGrantWorkspaceTrust: event, onDidChangeConfiguration: event },
  window: { showErrorMessage: async (text, ...choices) => (messages.push(text), choices[0]) },
};

// Whatever else is asked for is there, can be called, made and inherited from, and does nothing.
const anything = (known = {}) => new Proxy(Object.assign(class {}, known), { get: (target, name) => (name in known ? known[name] : name === "prototype" ? target.prototype : name === Symbol.iterator || name === "then" ? undefined : anything()), apply: () => anything() });
const vscode = anything({ ...given, workspace: anything(given.workspace), window: anything(given.window) });
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));
const extension = require("../dist/extension.js");

test("without a program: a message that leads to the setting", async () => {
  process.env.PATH = "";
  await extension.activate({ subscriptions: [] });
  assert.match(messages.shift(), /create-app was not found/);
  await sleep(10);
  assert.deepEqual(ran.shift(), ["workbench.action.openSettings", "create-app.path"]);
});

test("the commands of package.json are there", () => {
  for (const { command } of contributes.commands) assert.ok(commands.has(command), command);
  assert.ok(commands.has("create-app.showReferences"));
});
