// Loaded into the app with --require: stands in for Prisma 6's query engine, which is a download. Generated with
// PRISMA_CLIENT_ENGINE_TYPE=client, the client has the same engine as WebAssembly; what that wants besides is a driver,
// which every PrismaClient is given here, so the project's own files stay as they are. A SQLite path begins where the real
// engine has it begin: at the schema's folder, as the generated client knows it.
const Module = require("node:module");
const { resolve } = require("node:path");

const load = Module._load;

Module._load = function (request, ...rest) {
  const runtime = load.call(this, request, ...rest);
  if (request !== "@prisma/client/runtime/client.js") {
    return runtime;
  }
  const getPrismaClient = (config) => {
    const { PrismaLibSQL } = require("@prisma/adapter-libsql");
    const folder = resolve(config.dirname, config.relativePath);
    return class extends runtime.getPrismaClient(config) {
      constructor(options) {
        const path = (process.env.DATABASE_URL ?? "").replace(/^file:/, "");
        super({ ...options, adapter: new PrismaLibSQL({ url: `file:${resolve(folder, path)}` }) });
      }
    };
  };
  return Object.create(runtime, { getPrismaClient: { value: getPrismaClient } });
};
