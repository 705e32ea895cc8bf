import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';

const id = 'container-registry-for-gitlab.container-registry-for-gitlab';

interface Box {
  readonly url: string;
  readonly registryHost: string;
  readonly token: string;
}

interface Request {
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

const { log, boxes } = JSON.parse(process.env['BOXES'] ?? '') as {
  readonly log: string;
  readonly boxes: readonly [Box, Box];
};

/** GitLab with its own registry, and one with a plain docker-registry. */
export const [gitlab, plain] = boxes;

/** What both were asked during `run`, one line each. */
export async function asked(run: () => Promise<unknown>): Promise<readonly string[]> {
  const [before, beforePlain] = (await (await fetch(log)).json()) as readonly (readonly Request[])[];
  await run();
  const [after, afterPlain] = (await (await fetch(log)).json()) as readonly (readonly Request[])[];
  const added = [...(after ?? []).slice(before?.length), ...(afterPlain ?? []).slice(beforePlain?.length)];
  return added.map(({ host, method, path }) => `${host} ${method} ${path}`);
}

/** A file that ships: whether VS Code's extension host has loaded it. */
export function isLoaded(name: string): boolean {
  return cacheOf().cache[join(extension().extensionPath, 'dist', name)] !== undefined;
}

/**
 * Wakes the extension as if the person had connected to both in an earlier session, and knew the registry of the plain one from it.
 * VS Code takes the module from the cache of `require`, so what it calls is the real function behind a watch.
 */
export async function wakeConnected(): Promise<void> {
  const path = join(extension().extensionPath, 'dist/extension.cjs');
  const load = cacheOf();
  const main = load(path) as { activate(context: vscode.ExtensionContext): void };
  const cached = load.cache[path];
  assert.ok(cached !== undefined);
  cached.exports = {
    ...main,
    activate: async (context: vscode.ExtensionContext) => {
      const records = boxes.map(({ url }, place) => ({
        id: `box${place}`,
        name: `Box ${place}`,
        instanceUrl: url,
        username: 'maintainer',
        userId: 1,
        tokenPlace: 'secretStorage',
      }));
      await context.globalState.update('connections', records);
      await context.globalState.update('registryHosts', { box1: [plain.registryHost] });
      for (const [place, { token }] of boxes.entries())
        await context.secrets.store(`connection.box${place}`, token);
      main.activate(context);
    },
  };
  await extension().activate();
  assert.equal(extension().isActive, true);
}

/** The extension that is tested. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  assert.ok(found !== undefined);
  return found;
}

function cacheOf(): NodeJS.Require {
  return createRequire(__filename);
}
