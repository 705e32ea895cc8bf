import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from './temporaryFolder.ts';

/** The language that nobody speaks: Windows’ name for the pseudo one. */
export const pseudoLanguage = 'qps-ploc';

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'à', c: 'ç', d: 'ð', e: 'é', g: 'ğ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', n: 'ñ', o: 'ö' },
  ...{ r: 'ŕ', s: 'š', t: 'ţ', u: 'û', w: 'ŵ', y: 'ý', z: 'ž', A: 'Å', B: 'ß', C: 'Ç', D: 'Ð', E: 'É' },
  ...{ G: 'Ğ', I: 'Î', K: 'Ķ', L: 'Ļ', N: 'Ñ', O: 'Ö', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', W: 'Ŵ', Y: 'Ý' },
};

/** What each accented letter was before. */
export const lettersOfPseudo: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(accents).map(([plain, accented]) => [accented, plain]),
);

/** What stands in a text for machines: filled places, targets of links, code, icons, HTML entities. */
const untouched = /\{\d+\}|\]\([^)]*\)|`[^`]*`|\$\([\w-]+\)|\$?\$\{\w*\}?|&\w+;/;

/** A text in brackets, with accents, a third longer: `⟦Çöþý Þûļļ~~~~⟧`. Each line of it, since a welcome text is cut at its lines. */
export function pseudo(text: string): string {
  return text
    .split('\n')
    .map((line) => pseudoLine(line))
    .join('\n');
}

function pseudoLine(line: string): string {
  // A line of a welcome text that is a link alone is a button only as long as it is nothing else.
  const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(line);
  if (link !== null) return `[${pseudoLine(link[1] ?? '')}](${link[2] ?? ''})`;
  const parts = line.split(new RegExp(`(${untouched.source})`));
  const accented = parts.map((part, at) =>
    at % 2 === 1 ? part : part.replace(/[A-Za-z]/g, (letter) => accents[letter] ?? letter),
  );
  const letters = parts.filter((_, at) => at % 2 === 0).join('').length;
  return `⟦${accented.join('')}${'~'.repeat(Math.ceil(letters / 3))}⟧`;
}

const shipped = ['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'dist', 'media', 'l10n'];

/** A copy of the extension that speaks the pseudo language too. The caller removes it. */
export function extensionInPseudo(root: string): TemporaryFolder {
  const folder = temporaryFolder('pseudo');
  for (const name of shipped)
    cpSync(join(root, name), join(folder.path, name), { recursive: true, filter: (path) => !isOutput(path) });
  const keytar = join(folder.path, 'node_modules/keytar');
  mkdirSync(dirname(keytar), { recursive: true });
  symlinkSync(join(root, 'node_modules/keytar'), keytar);
  const translate = (from: string, to: string): void => {
    const texts = JSON.parse(readFileSync(join(root, from), 'utf8')) as Readonly<Record<string, string>>;
    const made = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudo(text)]));
    writeFileSync(join(folder.path, to), JSON.stringify(made));
  };
  translate('package.nls.json', `package.nls.${pseudoLanguage}.json`);
  translate('l10n/bundle.l10n.json', `l10n/bundle.l10n.${pseudoLanguage}.json`);
  return folder;
}

/** What tests and the demo leave in dist/. */
function isOutput(path: string): boolean {
  return /[\\/]dist[\\/](test|tour|bench)([\\/]|$)/.test(path);
}
