import * as fs from "node:fs";
import * as os from "node:os";
import * as vscode from "vscode";
import { LanguageClient, type Location, type Position } from "vscode-languageclient/node";
import { find, launch } from "./find";

let client: LanguageClient | undefined;
let restarting = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("create-app.restart", restart),
    vscode.commands.registerCommand("create-app.showReferences", showReferences),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("create-app.path")) void restart();
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await restarting;
  await stop();
}

/** Stops the server that runs and starts one; calls wait for each other. */
function restart(): Promise<void> {
  restarting = restarting.then(async () => {
    await stop();
    await start();
  });
  return restarting;
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.dispose().catch(() => undefined); // one that has died cannot be asked to stop
}

async function start(): Promise<void> {
  const found = find({
    setting: vscode.workspace.getConfiguration("create-app").get("path", ""),
    folders: (vscode.workspace.workspaceFolders ?? []).filter((f) => f.uri.scheme === "file").map((f) => f.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    searchPath: process.env.PATH ?? "",
    home: os.homedir(),
    windows: process.platform === "win32",
    isFile: (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
  });
  if (!("program" in found)) return void missing(found.tried);
  const { command, shell } = launch(found.program);
  client = new LanguageClient(
    "create-app",
    "create-app",
    { command, args: ["lsp"], options: { shell } },
    {
      documentSelector: [{ language: "prisma" }],
      initializationOptions: { showReferences: true }, // the server asks for the settings
    },
  );
  try {
    await client.start();
  } catch (error) {
    void vscode.window.showErrorMessage(`${found.program} does not start: ${String(error)}`);
  }
}

async function missing(tried: string[]): Promise<void> {
  const settings = "Open settings";
  const where = tried.length === 1 ? `${tried[0]} is no file.` : "It is neither in node_modules/.bin of the folder nor on the PATH.";
  const chosen = await vscode.window.showErrorMessage(`create-app was not found, so schemas are only coloured. ${where}`, settings);
  if (chosen === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "create-app.path");
}

/** What a lens runs: the server writes places as the protocol does. */
async function showReferences(uri: string, position: Position, locations: Location[]): Promise<void> {
  if (!client) return;
  const { protocol2CodeConverter: to } = client;
  await vscode.commands.executeCommand("editor.action.showReferences", to.asUri(uri), to.asPosition(position), locations.map(to.asLocation));
}
