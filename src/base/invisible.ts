/**
 * Everything that shows nothing or reorders what stands around it, by Unicode's own properties: controls, formats (U+00AD, U+061C,
 * U+180E, the tags block), what may be ignored by default (U+3164, U+115F, variation selectors), private use, lone surrogates,
 * line and paragraph separators, noncharacters; and the Braille blank, which Unicode counts as a symbol.
 * Source: Unicode 15, DerivedCoreProperties.txt and UTS #39.
 */
const invisible =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu;

/** A text in which nothing can hide: each such character, line breaks and tabs among them, becomes `instead`. */
export function withoutInvisible(text: string, instead: string): string {
  return text.replace(invisible, instead);
}

/** The same for a text of several lines: line breaks, as `\n`, and tabs stay. */
export function withoutInvisibleInLines(text: string, instead: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(invisible, (found) => (found === '\n' || found === '\t' ? found : instead));
}

/** Whether a text has a character that shows nothing or reorders others. */
export function hasInvisible(text: string): boolean {
  return text.search(invisible) >= 0;
}
