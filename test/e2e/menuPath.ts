import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/extensionHostTests.ts';

interface Entry {
  readonly command?: string;
  readonly submenu?: string;
  readonly group?: string;
  readonly when?: string;
}

interface Contributed {
  readonly commands: readonly { readonly command: string; readonly title: string }[];
  readonly submenus: readonly { readonly id: string; readonly label: string }[];
  readonly menus: Readonly<Record<string, readonly Entry[]>>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));

/** Words of a row's context that say what it is; the others say how it is. */
const rowKinds = new Set([
  'connection',
  'group',
  'project',
  'repository',
  'tag',
  'failure',
  'denied',
  'waiting',
]);

/**
 * Which entries lead to a command of a row's menu, by its English title, the outermost first: package.json knows in which submenu
 * it stands. `kind`: the row's, where a command is in the menus of several.
 */
export function menuPath(title: string, kind?: string): readonly string[] {
  const { contributes } = read('package.json') as { readonly contributes: Contributed };
  const texts = read('package.nls.json') as Readonly<Record<string, string>>;
  const said = (key: string): string => texts[key.replaceAll('%', '')] ?? key;
  const ids = contributes.commands.filter((one) => said(one.title) === title).map(({ command }) => command);
  const fits = (when: string): boolean => {
    const only = /viewItem == (\w+)/.exec(when)?.[1];
    if (kind !== undefined && only !== undefined) return only === kind;
    const words = /viewItem =~ \/\\b\(?([\w|]+)/.exec(when)?.[1]?.split('|');
    return kind === undefined || words === undefined || !rowKinds.has(words[0] ?? '') || words.includes(kind);
  };
  const isInside = (menu: string): boolean =>
    contributes.menus[menu]?.some(
      ({ command = '', group = '', when = '' }) =>
        ids.includes(command) && !group.startsWith('inline') && fits(when),
    ) ?? false;
  if (isInside('view/item/context')) return [title];
  const submenu = contributes.submenus.find(({ id }) => isInside(id));
  return submenu === undefined ? [title] : [said(submenu.label), title];
}
