import type { Capability } from '../domain/accounts/access.ts';
import { readOnlyFailure } from '../net/refuseWrites.ts';

/** Throws when something that changes anything may not be done over a connection, before a person is asked about it. */
export type AssertMay = (capability: Capability, connectionId: string) => void;

/** The one guard for writes: the read-only mode first, then what the connection's credential may do. */
export function writeGuard(
  isReadOnly: () => boolean,
  credentials: { readonly assertMay: AssertMay },
): AssertMay {
  return (capability, connectionId) => {
    if (isReadOnly()) throw readOnlyFailure();
    credentials.assertMay(capability, connectionId);
  };
}
