import { l10n } from 'vscode';

/** Whose packages are, by the type of package URLs: names of their ecosystems. */
const names: Readonly<Record<string, string>> = {
  deb: 'Debian',
  apk: 'Alpine',
  rpm: 'RPM',
  npm: 'npm',
  pypi: 'Python',
  golang: 'Go',
  maven: 'Maven',
  gem: 'RubyGems',
  cargo: 'Cargo',
  composer: 'Composer',
  nuget: 'NuGet',
  generic: 'Binary',
};

/** What a person calls packages of a type. */
export function packageTypeName(type: string): string {
  return Object.hasOwn(names, type) ? (names[type] ?? type) : type === '' ? l10n.t('Other') : type;
}
