// Loaded into the app with --require: what it would ask of the hosts in ON_LOOPBACK, a JSON object of host and origin, is asked of
// those origins instead, so the project's own files stay as they are.
const http = require("node:http");
const https = require("node:https");

const origins = JSON.parse(process.env.ON_LOOPBACK);
const original = https.request;
const originalFetch = globalThis.fetch;

globalThis.fetch = function (input, init) {
  const url = new URL(input instanceof Request ? input.url : input);
  const origin = origins[url.hostname];
  if (!origin) {
    return originalFetch(input, init);
  }
  const here = new URL(url.pathname + url.search, origin);
  return input instanceof Request ? originalFetch(new Request(here, input), init) : originalFetch(here, init);
};

https.request = function (...args) {
  const options = typeof args[0] === "string" || args[0] instanceof URL ? new URL(args[0]) : args[0];
  const origin = origins[options.hostname ?? options.host];
  if (!origin) {
    return original.apply(this, args);
  }
  const { hostname, port } = new URL(origin);
  const rest = args.slice(1).find((arg) => typeof arg === "object" && arg !== null) ?? {};
  const path = options.pathname ? options.pathname + (options.search ?? "") : options.path;
  const { agent, ...settings } = { ...(options instanceof URL ? {} : options), ...rest };
  const target = { ...settings, protocol: "http:", hostname, host: hostname, port, path };
  return http.request(target, args.find((arg) => typeof arg === "function"));
};
