/**
 * Lets Node load what imports `vscode`: it gets `vscode/vscode.ts`, whose messages, lists and boxes are answered by
 * `vscode/person.ts`. Import it first; then import what is tested with `await import`.
 */
import { register } from 'node:module';

const url = new URL('vscode/vscode.ts', import.meta.url).href;
const hooks = `export const resolve = (name, context, next) =>
  name === 'vscode' ? next(${JSON.stringify(url)}, context) : next(name, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
