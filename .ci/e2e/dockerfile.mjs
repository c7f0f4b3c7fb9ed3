#!/usr/bin/env node
// Carries out a project's Dockerfile as far as it goes without Docker: dockerfile.mjs FOLDER makes each of its stages in a folder
// below that, the last one in "app", from what the lines copy and nothing else. What they install into the system is not done.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

const out = process.argv[2];
const lines = readFileSync("Dockerfile", "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
const left = readFileSync(".dockerignore", "utf8").split("\n").filter(Boolean);

/** Whether the lines of .dockerignore, of the few forms that are used there, leave a path out. */
function ignored(path) {
  const name = basename(path);
  return left.some((line) => {
    const pattern = new RegExp(`^${line.replace("**/", "").replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
    return pattern.test(line.startsWith("**/") ? name : path.split("/")[0]);
  });
}

const stages = [];
for (const line of lines) {
  const [word, ...rest] = line.split(" ");
  if (word === "FROM") {
    stages.push({ from: rest[0], name: rest[2] ?? "app", steps: [] });
  } else {
    stages.at(-1).steps.push([word, rest]);
  }
}

const made = new Map();

/** The folder that stands for /app in a stage. */
function make(name) {
  const stage = stages.find((stage) => stage.name === name);
  if (!stage || made.has(name)) {
    return made.get(name);
  }
  const before = make(stage.from);
  const dir = join(out, name);
  mkdirSync(dir, { recursive: true });
  made.set(name, dir);
  if (before) {
    execFileSync("cp", ["-al", `${before}/.`, dir]);
  }
  for (const [word, rest] of stage.steps) {
    if (word === "COPY") {
      copy(dir, rest);
    } else if (word === "RUN") {
      run(dir, rest.join(" "));
    }
  }
  return dir;
}

function copy(dir, words) {
  const from = words.find((word) => word.startsWith("--from="))?.slice("--from=".length);
  const paths = words.filter((word) => !word.startsWith("--"));
  const to = join(dir, paths.pop());
  for (const path of paths) {
    if (from) {
      const source = join(make(from), path.replace(/^\/app\//, ""));
      cpSync(source, to, { recursive: true, verbatimSymlinks: true });
      continue;
    }
    const filter = (source) => source === path || !ignored(source);
    cpSync(path, statSync(path).isDirectory() ? to : join(to, basename(path)), { recursive: true, filter, verbatimSymlinks: true });
  }
}

function run(dir, command) {
  if (/^(apt-get|mkdir|chown|corepack|npm install --global) /.test(command)) {
    return; // of the system
  }
  console.log(`# ${command}`);
  execFileSync("sh", ["-c", command], { cwd: dir, stdio: "inherit" });
}

for (const { name } of stages) {
  make(name);
}
