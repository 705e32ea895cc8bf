import { register } from 'node:module';

/** Lets Node load the pages' strings, which import `vscode`: its `l10n.t` without a translation returns the text itself; what is copied is in `copiedText`. */
const stub = `export const l10n = { t: (text, ...values) =>
  text.replace(/\\{(\\d+)\\}/g, (place, index) => values[Number(index)] ?? place) };
  export const env = { language: 'en', clipboard: { writeText: async (text) => { globalThis.copiedText = text; } } };
  export const workspace = {};`;
const url = `data:text/javascript,${encodeURIComponent(stub)}`;
const hooks = `export const resolve = (name, context, next) =>
  name === 'vscode' ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(name, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
