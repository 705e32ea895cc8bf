import type { Page } from 'playwright-core';

/** What a browser keeps for the workbench: for each database, the rows of its one table. */
export type BrowserState = Readonly<Record<string, readonly (readonly [key: string, value: unknown])[]>>;

const table = 'ItemTable';

/* Both scripts run in browsers, as text: tsx would compile a function into one that needs tsx's own helpers. */
const read = `(async () => {
  const answerOf = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const state = {};
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db')) continue;
    const database = await answerOf(indexedDB.open(name));
    const store = database.transaction('${table}').objectStore('${table}');
    const [keys, values] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())]);
    state[name] = keys.map((key, index) => [key, values[index]]);
    database.close();
  }
  return state;
})()`;

/** What the page's browser keeps for the workbench at this moment. */
export async function readBrowserState(page: Page): Promise<BrowserState> {
  return page.evaluate<BrowserState>(read);
}

const fill = `
  const open = (name) => new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('${table}');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const [name, rows] of Object.entries(state)) {
    const database = await open(name);
    const change = database.transaction('${table}', 'readwrite');
    for (const [key, value] of rows) change.objectStore('${table}').put(value, key);
    await new Promise((resolve) => (change.oncomplete = resolve));
    database.close();
  }
  location.replace(target);`;

/**
 * A page that opens, in another browser, the workbench as `page` has it. VS Code in a browser keeps what an extension
 * stores in that browser, so the page first puts it there; hence it has to be served from the workbench's own origin.
 * No token is in it.
 */
export async function handOverPage(page: Page): Promise<string> {
  const state = await readBrowserState(page);
  const inline = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
  const script = `const state = ${inline(state)}; const target = ${inline(page.url())};${fill}`;
  return `<!doctype html><title>VS Code</title><script type="module">${script}</script>`;
}
