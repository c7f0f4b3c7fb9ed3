// Packages the extension, with the version of the program. Needs no network once @vscode/vsce is there.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const vsce = "@vscode/vsce@3.9.2"; // the last one for Node 20
const version = /^const version = "(.+)"$/m.exec(readFileSync("../../cmd/create-app/version.go", "utf8"))[1];
const words = ["exec", "--yes", `--package=${vsce}`, "--", "vsce", "package", version, "--no-dependencies", "--no-update-package-json", "--no-git-tag-version",
  "--allow-missing-repository", "--out", "dist/create-app.vsix"];
execFileSync("npm", words, { stdio: "inherit", shell: process.platform === "win32" });
