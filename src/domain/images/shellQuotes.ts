/** Which characters of a command no quote or backslash takes hold of. */
export interface BareText {
  readonly isBare: (at: number) => boolean;
  /** Whether every quote that opens closes. */
  readonly isClosed: boolean;
}

/** Follows quotes as POSIX shells and Dockerfiles do, in one pass. Source: POSIX, Shell Command Language, "Quoting". */
export function bareText(text: string): BareText {
  const bare = new Uint8Array(text.length);
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'") at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else bare[at] = 1;
  }
  return { isBare: (at) => bare[at] === 1, isClosed: quote === '' };
}
