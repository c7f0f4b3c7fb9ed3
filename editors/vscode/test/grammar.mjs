// Colours texts with the grammar, as an editor does.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const { contributes } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

const registry = new textmate.Registry({
  onigLib: oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer).then(() => oniguruma),
  loadGrammar: async (scope) => {
    const known = contributes.grammars.find((g) => g.scopeName === scope);
    if (!known) return null;
    const file = new URL(`../${known.path}`, import.meta.url);
    return textmate.parseRawGrammar(readFileSync(file, "utf8"), file.pathname);
  },
});
const grammar = await registry.loadGrammar("source.prisma");

/** The words of a text: line, first and last column, and the scopes, the closest first. */
export function tokens(text) {
  const list = [];
  let state = textmate.INITIAL;
  text.split(/\r?\n/).forEach((line, number) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const t of result.tokens) {
      list.push({ line: number, start: t.startIndex, end: Math.min(t.endIndex, line.length), text: line.slice(t.startIndex, t.endIndex), scopes: t.scopes.toReversed() });
    }
  });
  return list;
}
