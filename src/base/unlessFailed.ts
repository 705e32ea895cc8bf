import { Failure } from './failure.ts';

/** What was asked for; `undefined` once `note` has heard why not. Being cancelled is no outcome: it rejects. */
export async function unlessFailed<T>(
  asked: Promise<T>,
  note: (failure: Failure) => void,
): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    note(failureUnlessCancelled(error));
    return undefined;
  }
}

/**
 * Anything thrown, as a failure to go on with. Throws it on when it says that nobody wants the rest any more.
 * Example: `const list = await promise.catch(failureUnlessCancelled)` is the list or the failure.
 */
export function failureUnlessCancelled(error: unknown): Failure {
  const failure = Failure.from(error);
  if (failure.reason === 'cancelled') throw failure;
  return failure;
}
