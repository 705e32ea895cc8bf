import { capabilities, missingScope } from '../domain/access.ts';
import type { CapabilityRow, ConnectionDetailsView } from '../protocol/connectionDetails.ts';

/** What the connections know; the page's view without what follows from it. */
export type ConnectionFacts = Omit<ConnectionDetailsView, 'capabilities'>;

/** Adds what the token's scopes allow. */
export function connectionDetailsView(facts: ConnectionFacts): ConnectionDetailsView {
  const { scopes } = facts.token;
  return {
    ...facts,
    capabilities: capabilities.map((capability): CapabilityRow => ({
      capability,
      needsScope: missingScope(capability, []) ?? '',
      isAllowed: scopes === undefined ? 'unknown' : missingScope(capability, scopes) === undefined,
    })),
  };
}
