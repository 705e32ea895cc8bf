import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pseudo, pseudoLanguage } from '../vscode/pseudoLanguage.ts';
import { root } from '../scripts/extensionHostTests.ts';

/** An English text of ours in the language of a test; `{0}` is filled with the first value, and stays without one. */
export type Say = (english: string, ...values: readonly string[]) => string;

type Table = Readonly<Record<string, string>>;

const read = (name: string): Table => JSON.parse(readFileSync(join(root, name), 'utf8')) as Table;

function fill(text: string, values: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (place, at: string) => values[Number(at)] ?? place);
}

/** What is said as it is written. */
export const english: Say = (text, ...values) => fill(text, values);

/** Says our texts in a language, from the files that ship; a text that is not in them is an error of the test. */
export function speaker(language: string): Say {
  const ofCode = read('l10n/bundle.l10n.json');
  const ofManifest = read('package.nls.json');
  const isPseudo = language === pseudoLanguage;
  const code = isPseudo ? {} : read(`l10n/bundle.l10n.${language}.json`);
  const manifest = isPseudo ? {} : read(`package.nls.${language}.json`);
  return (text, ...values) => {
    const key = Object.keys(ofManifest).find((one) => ofManifest[one] === text);
    if (key === undefined && ofCode[text] === undefined) throw new Error(`no text of ours: ${text}`);
    if (isPseudo) return fill(pseudo(text), values);
    return fill(code[text] ?? manifest[key ?? ''] ?? '', values);
  };
}

/** The longest part of a text between the places that are filled: what can be waited for before they are known. */
export function stem(text: string): string {
  return text
    .split(/\{\d\}/)
    .map((part) => part.trim())
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
