import type { Frame, Page } from 'playwright-core';
import { lettersOfPseudo } from '../vscode/pseudoLanguage.ts';

/** Texts and names of what stands in a document. */
export interface SeenTexts {
  readonly texts: readonly string[];
  /** Which text is cut off where, and not once its pseudo-language is taken back to English. */
  readonly cuts: readonly { readonly path: string; readonly text: string }[];
}

/** What the program in the page is given: which elements, and what letters of the pseudo-language were before. */
interface Wanted {
  readonly selectors: readonly string[];
  readonly letters: Readonly<Record<string, string>>;
}

/** Everything that is ours on the screen: rows, menus, boxes and messages of VS Code with our texts in them. */
const ours = [
  '.sidebar .pane-body .monaco-list-row',
  '.quick-input-widget .quick-input-list .monaco-list-row',
  '.quick-input-widget .quick-input-message',
  '.quick-input-widget .quick-input-title-label',
  '.monaco-dialog-box .dialog-message-row',
  '.notifications-center .notification-list-item-message',
  '.monaco-menu .action-label',
];

/** Runs in the page, so it uses nothing from outside. Shadow trees of the toolkit's elements are looked into. */
function collect({ selectors, letters }: Wanted): SeenTexts {
  const names = ['aria-label', 'title', 'placeholder', 'aria-valuetext', 'aria-description'];
  const texts: string[] = [];
  const cut: Element[] = [];
  const written: Text[] = [];
  const add = (text: string | null): void => {
    const trimmed = (text ?? '').trim();
    if (trimmed !== '') texts.push(trimmed);
  };
  const pathOf = (element: Element): string => {
    const parts: string[] = [];
    for (let at: Element | null = element; at !== null && at.id !== 'page'; at = at.parentElement)
      parts.unshift([at.localName, ...[...at.classList].slice(0, 1)].join('.'));
    return parts.join('>');
  };
  const isSeen = (element: Element): boolean =>
    !['STYLE', 'SCRIPT'].includes(element.tagName) &&
    (element.tagName === 'SLOT' || element.getClientRects().length > 0);
  const isCut = (element: Element): boolean => {
    const { overflowX, textOverflow } = getComputedStyle(element);
    const isClipped = ['hidden', 'clip'].includes(overflowX) || textOverflow === 'ellipsis';
    return isClipped && element.clientWidth > 4 && element.scrollWidth > element.clientWidth + 1;
  };
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      add(node.data);
      written.push(node);
    }
    if (!(node instanceof Element) || !isSeen(node)) return;
    for (const name of names) add(node.getAttribute(name));
    if (isCut(node)) cut.push(node);
    for (const child of [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) visit(child);
  };
  for (const selector of selectors) for (const element of document.querySelectorAll(selector)) visit(element);
  const cuts = cut.map((element) => ({ path: pathOf(element), text: element.textContent }));
  // The same place once more with the shorter words, all of them, since one makes room for another.
  const before = written.map(({ data }) => data);
  for (const text of written)
    text.data = text.data.replace(/⟦|~*⟧/g, '').replace(/[^ -~]/g, (letter) => letters[letter] ?? letter);
  const stays = cut.map(isCut);
  for (const [at, text] of written.entries()) text.data = before[at] ?? '';
  return { texts: [...new Set(texts)], cuts: cuts.filter((_, at) => stays[at] !== true) };
}

/** What of ours stands in VS Code's own parts. */
export async function textsAround(page: Page): Promise<SeenTexts> {
  return page.evaluate<SeenTexts>(inDocument(ours));
}

/** What stands in the page of ours that is in front. */
export async function textsInPage(page: Page): Promise<SeenTexts> {
  const frame = await frontFrame(page);
  return frame.evaluate<SeenTexts>(inDocument(['#page']));
}

/** As a program of the document; the tests' compiler calls `__name`, which is not there. */
function inDocument(selectors: readonly string[]): string {
  const wanted: Wanted = { selectors, letters: lettersOfPseudo };
  return `globalThis.__name ??= (value) => value; (${collect.toString()})(${JSON.stringify(wanted)})`;
}

async function frontFrame(page: Page): Promise<Frame> {
  const outer = await page.locator('.webview.ready').last().elementHandle();
  const middle = await outer.contentFrame();
  const inner = (await middle?.$('#active-frame')) ?? undefined;
  const frame = await inner?.contentFrame();
  if (frame === null || frame === undefined) throw new Error('no page of ours is in front');
  return frame;
}
