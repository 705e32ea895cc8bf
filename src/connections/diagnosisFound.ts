import { Failure } from '../base/failure.ts';
import type { DiagnosisResult, KnownTrouble } from '../domain/accounts/diagnosis.ts';
import { failureUnlessCancelled } from '../base/unlessFailed.ts';

/** How a check ended. */
export type Found = Omit<DiagnosisResult, 'step'>;
/** One check; what it throws is why it failed. */
export type Check = () => Promise<Found>;

/** `fact`: what was found. */
export const passed = (fact?: string, troubles: readonly KnownTrouble[] = []): Found => ({
  outcome: 'passed',
  ...(fact !== undefined && { fact }),
  ...(troubles.length > 0 && { troubles }),
});
/** It does not concern the connection. */
export const notNeeded: Found = { outcome: 'notNeeded' };
/** It could not be asked. */
export const notChecked: Found = { outcome: 'notChecked' };

/** The end of a check. Rejects for `cancelled` only. */
export async function resultOf(check: Check): Promise<Found> {
  try {
    return await check();
  } catch (error) {
    const failure = failureUnlessCancelled(error);
    const troubles = [
      ...(error instanceof Trouble ? [error.trouble] : []),
      ...(failure.details.code === 'tlsUntrusted' ? (['selfSigned'] as const) : []),
    ];
    return { outcome: 'failed', failure, ...(troubles.length > 0 && { troubles }) };
  }
}

/** A failure with the documented trouble that it looks like. */
export class Trouble extends Failure {
  readonly trouble: KnownTrouble;

  constructor(failure: Failure, trouble: KnownTrouble) {
    super(failure.reason, failure.message, failure.details);
    this.trouble = trouble;
  }
}

/** Whether a failure is one of the encryption. */
export function isTls({ details }: Failure): boolean {
  return details.code === 'tlsUntrusted' || details.code === 'tlsFailed';
}
