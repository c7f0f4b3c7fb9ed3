// Loaded into the app with --require: what it would ask of GitHub is asked of the provider on loopback instead, so
// the project's own files stay as they are. FAKE_PROVIDER holds that provider's origin.
const http = require("node:http");
const https = require("node:https");

const fake = new URL(process.env.FAKE_PROVIDER);
const hosts = new Set(["github.com", "api.github.com"]);
const original = https.request;
const originalFetch = globalThis.fetch;

globalThis.fetch = function (input, init) {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!hosts.has(url.hostname)) {
    return originalFetch(input, init);
  }
  const here = new URL(url.pathname + url.search, fake);
  return input instanceof Request ? originalFetch(new Request(here, input), init) : originalFetch(here, init);
};

https.request = function (...args) {
  const options = typeof args[0] === "string" || args[0] instanceof URL ? new URL(args[0]) : args[0];
  if (!hosts.has(options.hostname ?? options.host)) {
    return original.apply(this, args);
  }
  const rest = args.slice(1).find((arg) => typeof arg === "object" && arg !== null) ?? {};
  const path = options.pathname ? options.pathname + (options.search ?? "") : options.path;
  const { agent, ...settings } = { ...(options instanceof URL ? {} : options), ...rest };
  const target = { ...settings, protocol: "http:", hostname: fake.hostname, host: fake.hostname, port: fake.port, path };
  return http.request(target, args.find((arg) => typeof arg === "function"));
};
