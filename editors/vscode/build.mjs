// Bundles the extension into dist: one file, so that no node_modules are packaged.
import { copyFileSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };
await build({ ...common, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"], minify: true, legalComments: "eof" });
await build({ ...common, entryPoints: ["src/find.ts"], outfile: "dist/test/find.js" });
copyFileSync("../../LICENSE", "LICENSE");
