import { daysUntilExpiry, expiryWarningDays } from '../../src/domain/accounts/access.ts';
import type { ConnectionDetailsStrings, ConnectionDetailsView } from '../../src/protocol/connections.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';
import { format } from '../shared/format.ts';

/** Everything the page shows. Without a view it is loading, or it failed to. */
export interface ConnectionDetailsModel {
  readonly view?: ConnectionDetailsView;
  readonly failure?: PageFailure;
  /** Whether the person waits for an answer. */
  readonly isBusy: boolean;
}

/** What can happen to the page. */
export type ConnectionDetailsChange =
  | { readonly kind: 'asked' }
  | { readonly kind: 'viewed'; readonly view: ConnectionDetailsView }
  | { readonly kind: 'done' }
  /** A cancelled request fails without anything to say. */
  | { readonly kind: 'failed'; readonly failure: PageFailure | undefined };

/** Before the first question. */
export const initialModel: ConnectionDetailsModel = { isBusy: false };

/** The next state. A failure keeps the view that was there; a new question or answer ends it. */
export function changed(
  model: ConnectionDetailsModel,
  change: ConnectionDetailsChange,
): ConnectionDetailsModel {
  const view = model.view === undefined ? {} : { view: model.view };
  switch (change.kind) {
    case 'asked':
      return { ...view, isBusy: true };
    case 'viewed':
      return { view: change.view, isBusy: false };
    case 'done':
      return { ...view, isBusy: false };
    case 'failed':
      return { ...view, isBusy: false, ...(change.failure === undefined ? {} : { failure: change.failure }) };
  }
}

/** When a token ends, in words, and whether that deserves attention. `now` in ms since 1970. */
export function expiryOf(
  expiresOn: string | undefined,
  now: number,
  language: string,
  strings: ConnectionDetailsStrings,
): { readonly text: string; readonly level: 'plain' | 'warning' | 'error' } {
  if (expiresOn === undefined) return { text: strings.unknown, level: 'plain' };
  if (expiresOn === 'never') return { text: strings.neverExpires, level: 'plain' };
  const days = daysUntilExpiry(expiresOn, now);
  if (Number.isNaN(days)) return { text: expiresOn, level: 'plain' };
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${expiresOn.slice(0, 10)}T00:00:00Z`),
  );
  if (days < 0) return { text: format(strings.expired, date), level: 'error' };
  if (days === 0) return { text: format(strings.expiresToday, date), level: 'warning' };
  const level = days <= expiryWarningDays ? 'warning' : 'plain';
  return { text: format(strings.expiresInDays, date, days), level };
}
