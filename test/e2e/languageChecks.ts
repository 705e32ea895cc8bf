import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/extensionHostTests.ts';

/** What is data or VS Code's own, in a text: names, addresses, digests, dates, numbers with units, key names. */
const data = [
  /^(?:ADD|COPY|RUN|ENTRYPOINT|WORKDIR|CMD) [^]*/,
  // VS Code's own name for the icons of a row, and for the sign of a question.
  /^Actions for |^Warning$/,
  /\b\w+_\w+\b|\b[\d.]+-\w+\b/,
  /https?:\/\/\S+/,
  /[\w.-]+(?:\/[\w.:@*-]+)+/,
  /(?:sha256:)?[0-9a-f]{6,}…?/,
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/,
  /\b(?:at|AM|PM|UTC|GMT)\b/,
  /\b(?:in )?\d+ (?:second|minute|hour|day|week|month|year)s?(?: ago)?|\byesterday\b|\btomorrow\b|\b(?:last|next) (?:week|month|year)\b|\bnow\b/,
  /\b\d[\d.,]* ?(?:bytes?|[kMG]B)\b/,
  /\b(?:Ctrl|Control|Shift|Alt|Delete|Enter)\b(?:\+\w+)*(?: \w\b)?/,
];

/** Bracketed texts, also one in another: `⟦…⟦…⟧…⟧`. */
function withoutBracketed(text: string): string {
  for (let before = text; ; before = text) {
    text = text.replace(/⟦[^⟦⟧]*⟧/g, ' ');
    if (text === before) return text;
  }
}

/** The words of a text that stand in no brackets and are no data. `names`: data of this test. */
export function unbracketed(text: string, names: readonly string[]): readonly string[] {
  let rest = withoutBracketed(text);
  for (const pattern of data) rest = rest.replace(new RegExp(pattern, 'g'), ' ');
  const known = new Set(names);
  return (rest.match(/[A-Za-z]\w+/g) ?? []).filter((word) => !known.has(word));
}

/** Whether a text is one of ours in English that the language has another text for. */
export function untranslated(language: string): (text: string) => boolean {
  const tables = [
    ['l10n/bundle.l10n.json', `l10n/bundle.l10n.${language}.json`],
    ['package.nls.json', `package.nls.${language}.json`],
  ] as const;
  const read = (name: string): Readonly<Record<string, string>> =>
    JSON.parse(readFileSync(join(root, name), 'utf8')) as Readonly<Record<string, string>>;
  const patterns = tables.flatMap(([from, to]) => {
    const translated = read(to);
    return (
      Object.entries(read(from))
        .filter(([key, text]) => translated[key] !== text && /[A-Za-z]{3}/.test(text.replace(/\{\d\}/g, '')))
        .map(([, text]) => text)
        // A text that is little more than a place for data fits everything.
        .filter((text) => text.replace(/\{\d\}|\W/g, '').length >= 4)
        .map((text) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '.+')}$`))
    );
  });
  return (text) => patterns.some((pattern) => pattern.test(text));
}
