import { html, type TemplateResult } from 'lit';
import type { ChangesStrings } from '../../src/protocol/changes.ts';
import { format } from '../shared/format.ts';

/** What a person can do on the page. */
export interface ChangesActions {
  readonly load: () => void;
  readonly openFile: (path: string, how: 'added' | 'changed' | 'removed') => void;
  readonly swap: () => void;
  readonly exportChanges: () => void;
  readonly toggle: (path: string, isOpen: boolean) => void;
  readonly showAll: (path: string) => void;
}

/** What the page is drawn with besides its state. */
export interface ChangesContext {
  readonly title: string;
  readonly strings: ChangesStrings;
  readonly actions: ChangesActions;
}

/** How many rows of a list are shown before somebody asks for more. */
export const firstRows = 40;

/** The button that shows the rest of a list. */
export function moreView(number: number, strings: ChangesStrings, show: () => void): TemplateResult {
  return html`<button class="link" type="button" @click=${show}>
    ${format(strings.showMore, number.toLocaleString())}
  </button>`;
}
