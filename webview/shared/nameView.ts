import { html, type TemplateResult } from 'lit';
import { segmentsOf } from './segments.ts';

/** Characters at the end of a name that stay in sight when its column is too narrow: a number or a hash tells names apart. */
const tailLength = 8;

/** Names up to this length fit everywhere. */
const shortName = 20;

/** A name that loses its middle where its column is too narrow; `whole` is in the hover. `match`: a part to be marked, UTF-16 units. */
export function nameView(
  name: string,
  whole: string,
  match?: { readonly start: number; readonly end: number },
): TemplateResult {
  const cut = name.length <= shortName ? name.length : name.length - tailLength;
  const part = (from: number, to: number): unknown => {
    const within =
      match === undefined
        ? undefined
        : { start: Math.max(0, match.start - from), end: Math.min(to, match.end) - from };
    const isMarked = within !== undefined && within.end > within.start;
    return segmentsOf(name.slice(from, to), isMarked ? within : undefined).map(({ text, isMarked: isHit }) =>
      isHit ? html`<mark>${text}</mark>` : text,
    );
  };
  if (cut === name.length) return html`<span class="name" title=${whole}>${part(0, cut)}</span>`;
  // The halves are boxes of their own, which would be read as two words.
  return html`<span class="name halves" title=${whole}
    ><span class="visually-hidden">${name}</span
    ><span class="name-start" aria-hidden="true">${part(0, cut)}</span
    ><span class="name-end" aria-hidden="true">${part(cut, name.length)}</span></span
  >`;
}
