#!/usr/bin/env node
// Moves templates/versions.json to the newest releases that work together: within the majors that are pinned, which people decide on, and only
// where the whole of `make e2e` passes. Prints what changed, and what was held back and why. DRY_RUN=1 writes nothing; ONLY=next,react
// looks at these packages alone, to find the one that breaks a set; `make versions PROJECTS="default pages"` runs these projects alone.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const file = join(root, "templates/versions.json");
const before = readFileSync(file, "utf8");
const pinned = JSON.parse(before);
const only = process.env.ONLY?.split(",");

const ask = (...args) => JSON.parse(execFileSync("npm", ["view", ...args, "--json"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }) || "null");
const numbers = (version) => version.split(/[.-]/).map((part) => Number(part) || 0);
const compare = (a, b) => {
  const [x, y] = [numbers(a), numbers(b)];
  const i = x.findIndex((part, i) => part !== y[i]);
  return i < 0 ? x.length - y.length : x[i] - (y[i] ?? 0);
};
/** What a version may become: the same major, and for a beta the betas of the same release. */
const fits = (from) => (version) => {
  const beta = from.match(/^(.*-beta)\.\d+$/);
  return beta ? version.startsWith(`${beta[1]}.`) : /^\d+\.\d+\.\d+$/.test(version) && version.split(".")[0] === from.split(".")[0];
};

/** Why a release cannot be taken, by what the registry says: a package for some system that was never published, say. */
function fault(name, version) {
  const { optionalDependencies = {}, engines = {} } = ask(`${name}@${version}`, "optionalDependencies", "engines") ?? {};
  for (const [part, wanted] of Object.entries(optionalDependencies)) {
    if (!/^\d+\.\d+\.\d+/.test(wanted)) continue; // a range: npm finds one
    try {
      if (ask(`${part}@${wanted}`, "version") !== wanted) return `${part}@${wanted} is not in the registry`;
    } catch {
      return `${part}@${wanted} is not in the registry`;
    }
  }
  return /^>=\s*(2[1-9]|[3-9]\d)/.test(engines.node ?? "") ? `wants Node ${engines.node}` : undefined;
}

const changed = [], held = [];
function renew(packages, label) {
  for (const [name, from] of Object.entries(packages)) {
    if (only && !only.includes(name)) continue;
    const all = [ask(name, "versions")].flat();
    const newest = all.filter((version) => /^\d+\.\d+\.\d+$/.test(version)).sort(compare).at(-1);
    const candidates = all.filter(fits(from)).filter((version) => compare(version, from) > 0).sort(compare).reverse();
    for (const version of candidates) {
      const why = fault(name, version);
      if (!why) {
        changed.push(`${name} ${from} -> ${version}${label}`);
        packages[name] = version;
        break;
      }
      held.push(`${name} ${version}: ${why}`);
    }
    if (!label && newest && Number(newest.split(".")[0]) > Number(from.split(".")[0])) held.push(`${name} ${newest}: another major, for people to decide on`);
  }
}

renew(pinned.packages, "");
for (const [answer, packages] of Object.entries(pinned.instead)) renew(packages, ` (${answer})`);

const print = (title, lines) => console.log(`${title}:${lines.map((line) => `\n  ${line}`).join("") || " nothing"}`);
print("newer", changed);
print("held back", held);
console.log("images of compose.yaml and the Dockerfile: by hand");
if (changed.length === 0 || process.env.DRY_RUN) process.exit();

writeFileSync(file, `${JSON.stringify(pinned, null, 2)}\n`);
const run = (...args) => spawnSync("make", args, { cwd: root, stdio: "inherit" }).status === 0;
if (!run("e2e")) {
  writeFileSync(file, before);
  console.error("the set does not pass `make e2e`, and versions.json is as it was; ONLY=… finds the release that breaks it");
  process.exit(1);
}
if (!run("golden")) {
  console.error("the set passes `make e2e`; the expected files have to be looked at by hand");
  process.exit(1);
}
console.log("all of it works together; the expected files and docs/matrix.md go with it");
