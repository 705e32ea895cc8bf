import { l10n } from 'vscode';
import type { ManifestStrings } from '../../protocol/images.ts';
import { otherTagsStrings } from './otherTagsStrings.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

/** The texts of the page "Image details"; `{0}` is filled in by the page. */
export function manifestStrings(): ManifestStrings {
  return {
    ...sharedStrings(),
    ...headStrings(),
    ...kindStrings(),
    ...layerStrings(),
    ...configStrings(),
    ...actionStrings(),
    ...otherTagsStrings(),
  };
}

function headStrings() {
  return {
    title: l10n.t('Image Details'),
    refresh: l10n.t('Refresh'),
    refreshed: l10n.t('Image details refreshed'),
    copied: l10n.t('Copied'),
    moved: l10n.t('This tag now points elsewhere: {0}'),
    showMoved: l10n.t('Show It'),
    keepThis: l10n.t('Showing the image it pointed to before.'),
    digest: l10n.t('Digest'),
    type: l10n.t('Type'),
    mediaType: l10n.t('Media type'),
    reference: l10n.t('Reference'),
    platform: l10n.t('Platform'),
    created: l10n.t('Created'),
    noBuildDate: l10n.t('No build date (the build is reproducible)'),
    author: l10n.t('Author'),
    size: l10n.t('Size'),
    sizeOfLayers: l10n.t('{0} compressed in {1} layers'),
    sizeWithUnpacked: l10n.t('{0} compressed, {1} unpacked, {2} layers'),
    unpacked: l10n.t('{0} unpacked'),
    unknown: l10n.t('Unknown'),
    sources: l10n.t('Source'),
    'link.project': l10n.t('Project {0}'),
    'link.commit': l10n.t('Commit {0}'),
    'link.branch': l10n.t('Branch {0}'),
    'link.pipeline': l10n.t('Pipeline {0}'),
    'link.mergeRequest': l10n.t('Merge request {0}'),
  };
}

function kindStrings() {
  return {
    'kind.image': l10n.t('Image'),
    'kind.index': l10n.t('Multi-platform image (index)'),
    'kind.helmChart': l10n.t('Helm chart'),
    'kind.helmProvenance': l10n.t('Signature of a Helm chart'),
    'kind.fluxSource': l10n.t('Flux source'),
    'kind.composeProject': l10n.t('Compose project'),
    'kind.aiModel': l10n.t('AI model'),
    'kind.devContainer': l10n.t('Dev container feature or template'),
    'kind.openTofu': l10n.t('OpenTofu module or provider'),
    'kind.sifImage': l10n.t('Singularity image (SIF)'),
    'kind.policy': l10n.t('Policy or rules'),
    'kind.enginePlugin': l10n.t('Docker plugin'),
    'kind.lazyIndex': l10n.t('Index for pulling on demand'),
    'kind.signature': l10n.t('Signature'),
    'kind.provenance': l10n.t('Provenance'),
    'kind.attestation': l10n.t('Attestation'),
    'kind.sbom': l10n.t('Software bill of materials (SBOM)'),
    'kind.vex': l10n.t('Statement about vulnerabilities (VEX)'),
    'kind.scanReport': l10n.t('Scan report'),
    'kind.wasm': l10n.t('WebAssembly module'),
    'kind.buildCache': l10n.t('Build cache'),
    'kind.unknown': l10n.t('Other artifact'),
  };
}

function layerStrings() {
  return {
    platforms: l10n.t('Platforms'),
    ownPlatform: l10n.t('this machine'),
    showPlatform: l10n.t('Show {0}'),
    shownPlatform: l10n.t('shown below'),
    attestations: l10n.t('Belongs to it'),
    attestation: l10n.t('Attestation {0}'),
    strayAttestations: l10n.t('Other entries of this index'),
    notOpenedYet: l10n.t('Not loaded'),
    nestedIndex: l10n.t('This entry is itself a multi-platform image.'),
    openIndex: l10n.t('Open It'),
    noImages: l10n.t('This index has no images.'),
    layers: l10n.t('Layers and history'),
    layersOnly: l10n.t('Layers'),
    step: l10n.t('Step'),
    layer: l10n.t('Layer'),
    noLayer: l10n.t('no layer'),
    noHistory: l10n.t('The image config has no history, so the build steps are unknown.'),
    mismatch: l10n.t('The history doesn’t match the number of layers, so steps can’t be mapped to layers.'),
    omitted: l10n.t('{0} more not shown here. The raw documents have everything.'),
    foreignLayer: l10n.t('stored elsewhere'),
    listFiles: l10n.t('List the Files of Layer {0}'),
    more: l10n.t('Whole step'),
    layerSegment: l10n.t('Layer {0}: {1}'),
    layerBar: l10n.t('{0} layers, {1}'),
    layerBarShared: l10n.t('{0} layers, {1}, of which {2} are shared with other tags'),
    shared: l10n.t('shared with other tags'),
    sharedWithTags: l10n.t('Shared with other tags'),
    onlyHere: l10n.t('Only here'),
    alsoIn: l10n.t('Also in'),
    oneOtherImage: l10n.t('1 other image'),
    otherImages: l10n.t('{0} other images'),
    findShared: l10n.t('Show What’s Shared'),
    reading: l10n.t('reading…'),
    alsoTagged: l10n.t('also tagged'),
  };
}

function configStrings() {
  return {
    config: l10n.t('Configuration'),
    configOfArtifact: l10n.t('Config Document'),
    user: l10n.t('User'),
    defaultUser: l10n.t('root (not set)'),
    workingDirectory: l10n.t('Working directory'),
    entrypoint: l10n.t('Entrypoint'),
    command: l10n.t('Command'),
    stopSignal: l10n.t('Stop signal'),
    healthCheck: l10n.t('Health check'),
    exposedPorts: l10n.t('Ports'),
    volumes: l10n.t('Volumes'),
    none: l10n.t('None'),
    environment: l10n.t('Environment'),
    labels: l10n.t('Labels'),
    annotations: l10n.t('Annotations'),
    indexAnnotations: l10n.t('Index annotations'),
    name: l10n.t('Name'),
    value: l10n.t('Value'),
    showAll: l10n.t('Show All {0}'),
    dockerfile: l10n.t('Reconstructed Dockerfile'),
    dockerfileHint: l10n.t(
      'Reconstructed from the image history. The base image and copied files aren’t included.',
    ),
    referrers: l10n.t('Signatures and attestations'),
    findReferrers: l10n.t('Find Signatures and Attestations'),
    findReferrersHint: l10n.t(
      'Signatures, SBOMs, and provenance attached to this digest (up to seven requests).',
    ),
    noReferrers: l10n.t('Nothing refers to this digest.'),
  };
}

function actionStrings() {
  return {
    open: l10n.t('Open'),
    openDockerfile: l10n.t('Open in Editor'),
    openManifest: l10n.t('Open Manifest'),
    openIndexDocument: l10n.t('Open Index'),
    openConfig: l10n.t('Open Config'),
    copyDigest: l10n.t('Copy Digest'),
    copyReference: l10n.t('Copy Reference'),
    copyDigestReference: l10n.t('Copy Reference by Digest'),
    copyPullCommand: l10n.t('Copy Pull Command'),
    copyDockerfile: l10n.t('Copy Dockerfile Text'),
  };
}
