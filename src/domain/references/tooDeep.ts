/** Levels of a text; parsers recurse through them, and an engine that is out of stack may end the whole process. */
export const mostLevels = 500;

/** Thrown for a text that is nested deeper than anything a person writes. */
export class TooDeepError extends Error {}

/** Throws for a JSON text with more brackets open at once; those inside of its strings count, too. */
export function refuseDeepJson(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && depth > 0) depth--;
    if (depth > mostLevels) throw new TooDeepError();
  }
}
