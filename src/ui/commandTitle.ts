import { prefix } from './settings.ts';

interface Contributions {
  readonly contributes?: {
    readonly commands?: readonly { readonly command: string; readonly title: string }[];
  };
}

/** A command's title as the person sees it in menus: VS Code hands out the translated `package.json`. */
export function commandTitle(packageJson: unknown, name: string): string {
  const { contributes } = packageJson as Contributions;
  const found = contributes?.commands?.find(({ command }) => command === `${prefix}.${name}`);
  return found === undefined ? name : `“${found.title.replace(/…$/, '')}”`;
}
