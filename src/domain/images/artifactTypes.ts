import { bareMediaType } from '../mediaType.ts';

/** What something in a registry is to a person. `unknown` has a type that this extension has no word for. */
export type ArtifactKind =
  | 'image'
  | 'index'
  | 'helmChart'
  | 'helmProvenance'
  | 'fluxSource'
  | 'composeProject'
  | 'aiModel'
  | 'devContainer'
  | 'openTofu'
  | 'sifImage'
  | 'policy'
  | 'enginePlugin'
  | 'lazyIndex'
  | 'signature'
  | 'provenance'
  | 'attestation'
  | 'sbom'
  | 'vex'
  | 'scanReport'
  | 'wasm'
  | 'buildCache'
  | 'unknown';

/**
 * How the types of configs, layers and artifacts begin, as the tools' own documentation and code name them; the first that fits wins.
 */
const beginnings: readonly (readonly [string, ArtifactKind])[] = [
  // Helm, pkg/registry/constants.go.
  ['application/vnd.cncf.helm.chart.provenance.', 'helmProvenance'],
  ['application/vnd.cncf.helm.', 'helmChart'],
  // cosign, pkg/types/media.go; sigstore, specs/bundle.md; Notary Project, signature-specification.md.
  ['application/vnd.dev.cosign.simplesigning.', 'signature'],
  ['application/vnd.dev.cosign.artifact.sig.', 'signature'],
  ['application/vnd.dev.cosign.artifact.sbom.', 'sbom'],
  ['application/vnd.dev.sigstore.bundle', 'signature'],
  ['application/vnd.cncf.notary.', 'signature'],
  ['application/pgp-signature', 'signature'],
  // in-toto attestation, spec/v1/envelope.md, and the media types that BuildKit and cosign use.
  ['application/vnd.in-toto.provenance', 'provenance'],
  ['application/vnd.in-toto.spdx', 'sbom'],
  ['application/vnd.in-toto.cyclonedx', 'sbom'],
  ['application/vnd.in-toto.openvex', 'vex'],
  ['application/vnd.in-toto.vuln', 'scanReport'],
  ['application/vnd.in-toto', 'attestation'],
  ['application/vnd.dsse.envelope', 'attestation'],
  ['application/vnd.docker.attestation.manifest.', 'attestation'],
  ['https://slsa.dev/provenance', 'provenance'],
  // SPDX, CycloneDX and syft register or use these; cosign attaches them as `text/spdx` and the like.
  ['application/spdx', 'sbom'],
  ['application/vnd.spdx', 'sbom'],
  ['text/spdx', 'sbom'],
  ['application/vnd.cyclonedx', 'sbom'],
  ['application/cyclonedx', 'sbom'],
  ['application/vnd.syft', 'sbom'],
  ['application/vnd.openvex', 'vex'],
  ['application/openvex', 'vex'],
  ['application/csaf', 'vex'],
  ['application/vnd.oasis.csaf', 'vex'],
  ['application/vnd.csaf', 'vex'],
  ['application/sarif', 'scanReport'],
  ['application/vnd.oasis.sarif', 'scanReport'],
  ['application/vnd.security.vulnerability.report', 'scanReport'],
  ['application/vnd.aquasec.trivy.', 'scanReport'],
  // CNCF "Wasm OCI artifact layout", wasm-to-oci, Spin.
  ['application/vnd.wasm.', 'wasm'],
  ['application/wasm', 'wasm'],
  ['application/vnd.module.wasm.', 'wasm'],
  ['application/vnd.fermyon.spin.', 'wasm'],
  ['application/vnd.wasmcloud.', 'wasm'],
  ['application/vnd.buildkit.cacheconfig.', 'buildCache'],
  // fluxcd/pkg, oci/types.go.
  ['application/vnd.cncf.flux.', 'fluxSource'],
  // docker/compose, pkg/compose/publish and internal/oci.
  ['application/vnd.docker.compose.', 'composeProject'],
  // Docker Model Runner's model-spec; Ollama, server/images.go; CNCF ModelPack, docs/spec.md; KitOps.
  ['application/vnd.docker.ai.', 'aiModel'],
  ['application/vnd.ollama.', 'aiModel'],
  ['application/vnd.cncf.model.', 'aiModel'],
  ['application/vnd.cnai.model.', 'aiModel'],
  ['application/vnd.kitops.modelkit.', 'aiModel'],
  // Development containers specification, "Features distribution" and "Templates distribution".
  ['application/vnd.devcontainers', 'devContainer'],
  // OpenTofu, "OCI registries": modules and providers.
  ['application/vnd.opentofu.', 'openTofu'],
  // Singularity and Apptainer, SIF in OCI registries.
  ['application/vnd.sylabs.sif.', 'sifImage'],
  // Open Policy Agent and conftest, Kyverno, Falco's rules.
  ['application/vnd.cncf.openpolicyagent.', 'policy'],
  ['application/vnd.cncf.kyverno.', 'policy'],
  ['application/vnd.cncf.falco.', 'policy'],
  ['application/vnd.docker.plugin.', 'enginePlugin'],
  // SOCI snapshotter, soci/soci_index.go; Nydus, pkg/converter.
  ['application/vnd.amazon.soci.', 'lazyIndex'],
  ['application/vnd.nydus.', 'lazyIndex'],
];

/** What a media type or artifact type stands for; `undefined` for one without a word. */
export function kindOfType(type: string): ArtifactKind | undefined {
  const bare = bareMediaType(type);
  const known = beginnings.find(([beginning]) => bare.startsWith(beginning))?.[1];
  return known ?? (bare.endsWith('+wasm') ? 'wasm' : undefined);
}
