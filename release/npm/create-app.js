#!/usr/bin/env node
"use strict";
// Starts the program for this platform, which comes in a package of its own.
const fs = require("fs");
const { name, optionalDependencies } = require("../package.json");

const platform = `${process.platform}-${process.arch}`;
const wanted = `${name}-${platform}`;
const args = process.argv.slice(2);
const env = { ...process.env, CREATE_APP_NPM_PACKAGE: name };

function fail(error, ...hints) {
  fs.writeSync(2, ["error: " + error, ...hints.map((hint) => "hint: " + hint), ""].join("\n"));
  process.exit(1);
}

function find() {
  const file = process.platform === "win32" ? "create-app.exe" : "create-app";
  try {
    return require.resolve(`${wanted}/bin/${file}`);
  } catch {
    const known = Object.keys(optionalDependencies).map((other) => other.slice(name.length + 1));
    if (!known.includes(platform)) {
      fail(`create-app has no program for ${platform}`, `there is one for ${known.join(", ")}; elsewhere it can be built from source with Go`);
    }
    fail(
      `the package ${wanted} is not installed, which has the program`,
      "install again with optional dependencies (without --omit=optional, --no-optional or their settings), on the system that runs it",
      "a node_modules folder or a lockfile made on another system may lack it: remove node_modules and install anew",
    );
  }
}

// Node 20 cannot become another program, so it waits for that one, and passes on the
// signals it gets and the end that it comes to.
function spawn(program) {
  const child = require("child_process").spawn(program, args, { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"]) {
    if (signal === "SIGBREAK" && process.platform !== "win32") continue;
    // On Windows a key reaches the program by itself, and kill would end it without a word.
    process.on(signal, () => process.platform === "win32" || child.kill(signal));
  }
  child.on("error", (error) => refused(program, error));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function refused(program, error) {
  fail(`cannot start ${program}: ${error.code}`, "install again; if it stays so, something on this machine keeps programs in that folder from running");
}

const program = find();
if (process.execve && process.platform !== "win32") {
  try {
    fs.accessSync(program, fs.constants.X_OK); // where it fails, execve ends Node with a core dump
  } catch (error) {
    refused(program, error);
  }
  process.execve(program, ["create-app", ...args], env);
} else {
  spawn(program);
}
