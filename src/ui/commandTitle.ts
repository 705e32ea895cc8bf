import { prefix } from './settings.ts';

/** A text of `package.json`. Where a translation differs, VS Code hands out both (`server-main.js` of 1.100 and 1.139). */
type Localized = string | { readonly value: string; readonly original?: string };

interface Contributions {
  readonly contributes?: {
    readonly commands?: readonly { readonly command: string; readonly title: Localized }[];
  };
}

/** A command's title as the person sees it in menus: VS Code hands out the translated `package.json`. */
export function commandTitle(packageJson: unknown, name: string): string {
  const { contributes } = packageJson as Contributions;
  const found = contributes?.commands?.find(({ command }) => command === `${prefix}.${name}`);
  if (found === undefined) return name;
  const title = typeof found.title === 'string' ? found.title : found.title.value;
  return `“${title.replace(/…$/, '')}”`;
}
