/**
 * `npm run l10n`: writes l10n/bundle.l10n.json, the list of all English texts of the extension host, and brings the
 * translations into the same order without what is not said any more. Exits with 1 and lists what still wants a translation,
 * and what is worded as our texts are not (test/scripts/wordRules.ts).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textsIn } from './l10nTexts.ts';
import { chineseFaults, englishFaults } from './wordRules.ts';

type Table = Readonly<Record<string, string>>;

const root = join(import.meta.dirname, '../..');
const read = (name: string): Table =>
  existsSync(join(root, name)) ? (JSON.parse(readFileSync(join(root, name), 'utf8')) as Table) : {};
const write = (name: string, table: Table): void =>
  writeFileSync(join(root, name), `${JSON.stringify(table, undefined, 2)}\n`);

/** The translations of these keys, in their order; those that are missing are printed. */
function translated(name: string, keys: readonly string[]): void {
  const known = read(name);
  const isKnown = (key: string): boolean => known[key] !== undefined;
  write(name, Object.fromEntries(keys.filter(isKnown).map((key) => [key, known[key] ?? ''])));
  const missing = keys.filter((key) => !isKnown(key));
  for (const key of missing) console.error(`${name}: no translation of ${JSON.stringify(key)}`);
  if (missing.length > 0) process.exitCode = 1;
}

const { places, unreadable } = textsIn(root, 'src');
for (const place of unreadable) console.error(`${place}: the text must be a literal`);
if (unreadable.length > 0) process.exitCode = 1;
const texts = [...places.keys()].sort();
mkdirSync(join(root, 'l10n'), { recursive: true });
write('l10n/bundle.l10n.json', Object.fromEntries(texts.map((text) => [text, text])));
translated('l10n/bundle.l10n.zh-cn.json', texts);
translated('package.nls.zh-cn.json', Object.keys(read('package.nls.json')));
for (const [source, translation] of [
  ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.zh-cn.json'],
  ['package.nls.json', 'package.nls.zh-cn.json'],
] as const) {
  const chinese = read(translation);
  for (const [key, text] of Object.entries(read(source))) {
    const faults = [...englishFaults(text), ...chineseFaults(chinese[key] ?? '', text)];
    for (const fault of faults) console.error(`${JSON.stringify(text)}: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
}
console.log(`${texts.length} texts`);
