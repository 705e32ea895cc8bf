import type { Failure } from '../../base/failure.ts';

/** Why something failed and what to do, as sentences. */
export type Describe = (failure: Failure) => { readonly why: string; readonly next: string };
