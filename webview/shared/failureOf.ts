import type { PageFailure } from '../../src/protocol/pageFailure.ts';
import { RequestFailure } from './pageClient.ts';

/** What to show for something thrown by a request; `undefined` for a cancelled one, which nobody needs to read about. */
export function failureOf(error: unknown): PageFailure | undefined {
  if (!(error instanceof RequestFailure)) throw error;
  return error.failure.reason === 'cancelled' ? undefined : error.failure;
}
