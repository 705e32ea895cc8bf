import type { ArtifactKind } from './artifactTypes.ts';

/** How the types of statements begin. Sources: SLSA, SPDX, CycloneDX, OpenVEX, in-toto's and cosign's lists of predicates. */
const beginnings: readonly (readonly [string, ArtifactKind])[] = [
  ['https://slsa.dev/provenance', 'provenance'],
  ['https://in-toto.io/provenance', 'provenance'],
  ['https://spdx.dev/', 'sbom'],
  ['https://cyclonedx.org/vex', 'vex'],
  ['https://cyclonedx.org/', 'sbom'],
  ['https://syft.dev/', 'sbom'],
  ['https://openvex.dev/', 'vex'],
  ['https://cosign.sigstore.dev/attestation/vuln/', 'scanReport'],
  ['https://in-toto.io/attestation/vulns', 'scanReport'],
  ['https://sigstore.dev/cosign/sign/', 'signature'],
];

/** What an attestation of a predicate type states. Example: `https://slsa.dev/provenance/v0.2` → provenance. */
export function kindOfPredicate(predicateType: string): ArtifactKind {
  const type = predicateType.toLowerCase();
  const known = beginnings.find(([beginning]) => type.startsWith(beginning))?.[1];
  if (known !== undefined) return known;
  if (type.includes('slsa.dev/provenance')) return 'provenance';
  return type.includes('spdx') || type.includes('cyclonedx') ? 'sbom' : 'attestation';
}

/**
 * What a sigstore bundle holds, by the annotations of its manifest; `undefined` where they do not say it, as for a bundle that older tools
 * attached. Source: cosign, specs/BUNDLE_SPEC.md: `dev.sigstore.bundle.content` and `.predicateType`.
 */
export function kindOfBundle(annotations: Readonly<Record<string, string>>): ArtifactKind | undefined {
  const predicateType = annotations['dev.sigstore.bundle.predicateType'] ?? '';
  if (predicateType !== '') return kindOfPredicate(predicateType);
  const content = annotations['dev.sigstore.bundle.content'];
  if (content === 'message-signature') return 'signature';
  return content === 'dsse-envelope' ? 'attestation' : undefined;
}
