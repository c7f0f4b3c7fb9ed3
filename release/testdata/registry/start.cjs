// Starts a registry on a free port of this machine and prints the port. Its end is that of standard input.
// Arguments: the folder of the tools, and one for what is published.
const { createRequire } = require("node:module");
const path = require("node:path");
const [tools, folder] = process.argv.slice(2);
const { runServer } = createRequire(path.join(tools, "package.json"))("verdaccio");

async function start() {
  const app = await runServer({
    self_path: folder,
    configPath: path.join(folder, "config.yaml"),
    storage: path.join(folder, "storage"),
    auth: { htpasswd: { file: path.join(folder, "htpasswd") } },
    uplinks: {},
    packages: { "**": { access: "$all", publish: "$all" } },
    web: { enable: false },
    max_body_size: "100mb",
    log: { type: "stdout", format: "pretty", level: "fatal" },
  });
  app.listen(0, "127.0.0.1", function () {
    console.log("port " + this.address().port);
  });
  process.stdin.on("end", () => process.exit(0)).resume();
}

start();
