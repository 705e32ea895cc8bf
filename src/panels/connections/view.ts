import {
  capabilities,
  missingScope,
  isOpaque,
  refusalOf,
  type Capability,
} from '../../domain/accounts/access.ts';
import type { CapabilityRow, ConnectionDetailsView } from '../../protocol/connections.ts';

/** What the connections know; the page's view without what follows from it. */
export type ConnectionFacts = Omit<ConnectionDetailsView, 'capabilities'>;

/** Adds what the token's scopes allow. */
export function connectionDetailsView(facts: ConnectionFacts): ConnectionDetailsView {
  const { credential } = facts;
  const { scopes } = facts.token;
  const isAllowed = (capability: Capability): CapabilityRow['isAllowed'] => {
    const refusal = refusalOf(capability, { credential, ...(scopes !== undefined && { scopes }) });
    if (refusal !== undefined) return refusal.code === 'credentialKind' ? 'notWithThisKind' : false;
    return (scopes === undefined || isOpaque(scopes)) && credential !== 'anonymous' ? 'unknown' : true;
  };
  return {
    ...facts,
    capabilities: capabilities.map((capability): CapabilityRow => ({
      capability,
      needsScope: missingScope(capability, []) ?? '',
      isAllowed: isAllowed(capability),
    })),
  };
}
