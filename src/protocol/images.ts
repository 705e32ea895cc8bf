import type { ArtifactKind } from '../domain/images/artifactTypes.ts';
import type { NamedValue } from '../domain/images/imageConfig.ts';
import type { SourceLink, SourceLinkKind } from '../domain/images/sourceLinks.ts';
import type { OtherTagsText, OtherTagsView } from './otherTags.ts';
import type { Contract, SharedStrings } from './contract.ts';
import type { PageFailure } from './pageFailure.ts';

/** One image of an index. */
export interface PlatformRow {
  readonly digest: string;
  /** `linux/arm/v7`; missing when the index does not tell. */
  readonly platform?: string;
  /** Compressed bytes of the image, once it was looked at; the index itself does not tell. */
  readonly imageBytes?: number;
  /** Whether it is what the person's own machine would pull. */
  readonly isOwn: boolean;
  readonly isChosen: boolean;
  /** Digests of the attestations about it. */
  readonly attestations: readonly string[];
}

/** A step of the history with its layer; one of the two may be missing. Texts are fit to be shown. */
export interface StepRow {
  /** As in a Dockerfile. */
  readonly instruction?: string;
  /** ISO 8601. */
  readonly created?: string;
  readonly comment?: string;
  readonly layer?: {
    /** Lowest 1. */
    readonly number: number;
    readonly digest: string;
    readonly bytes: number;
    /** Where something tells it. */
    readonly unpackedBytes?: number;
    /** Part of all layers, 0 to 1. */
    readonly share: number;
    readonly mediaType: string;
    /** The name of the file that the layer is, as of artifacts. */
    readonly title?: string;
    /** Whether the content is elsewhere, as of Windows base layers. */
    readonly isForeign: boolean;
  };
}

/** What the config of an image says, fit to be shown. Missing or empty: it does not say. */
export interface ConfigView {
  readonly author?: string;
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly entrypoint?: string;
  readonly command?: string;
  readonly stopSignal?: string;
  readonly healthCheck?: string;
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly environment: readonly NamedValue[];
  readonly labels: readonly NamedValue[];
}

/** One image, or an artifact in the form of one. */
export interface ImageView {
  readonly digest: string;
  readonly mediaType: string;
  readonly kind: ArtifactKind;
  readonly artifactType?: string;
  readonly platform?: string;
  /** ISO 8601. */
  readonly created?: string;
  /** The date stands for none, as reproducible builds write it. */
  readonly hasNoDate?: boolean;
  /** Compressed: layers and config. */
  readonly bytes: number;
  /** All layers; missing unless that of each is known. */
  readonly unpackedBytes?: number;
  readonly layerCount: number;
  /** Of an image whose config was read. */
  readonly config?: ConfigView;
  /** The config of what is no image, as text. */
  readonly configText?: string;
  /** Why there is no config. */
  readonly configFailure?: PageFailure;
  readonly configDigest: string;
  /** Oldest first. */
  readonly steps: readonly StepRow[];
  readonly fit: 'joined' | 'noHistory' | 'mismatch';
  /** How many further steps and layers there are beside `steps`. */
  readonly omittedSteps: number;
  /** Like the Dockerfile; empty when nothing is known of it. */
  readonly dockerfile: string;
  readonly annotations: readonly NamedValue[];
  readonly links: readonly SourceLink[];
}

/** Everything the page shows of what one reference points at. */
export interface ManifestView {
  /** `group/project/image:tag`, or with a short digest in place of the tag. */
  readonly name: string;
  /** Full reference, `registry.host/group/project/image:tag`. */
  readonly reference: string;
  readonly digest: string;
  readonly mediaType: string;
  readonly kind: ArtifactKind;
  /** The digest that the tag points at by now. */
  readonly movedTo?: string;
  readonly index?: {
    readonly platforms: readonly PlatformRow[];
    /** How many further ones there are beside `platforms`. */
    readonly omitted: number;
    /** Entries that are no image and belong to none of the index. */
    readonly strays: readonly string[];
    readonly annotations: readonly NamedValue[];
  };
  /** The only image, or the chosen one of an index. */
  readonly image?: ImageView;
  /** Why the chosen image of an index is not shown. */
  readonly imageFailure?: PageFailure;
  /** The chosen entry is an index itself. */
  readonly nestedIndex?: string;
}

/** Something that refers to what the page shows. */
export interface ReferrerRow {
  readonly digest: string;
  readonly kind: ArtifactKind;
  /** The tag that it was found under, as of cosign's `sha256-….sig`. */
  readonly tag?: string;
  readonly type?: string;
  readonly bytes?: number;
  /** ISO 8601. */
  readonly created?: string;
}

/** What goes to the clipboard. */
export const copyTargets = ['digest', 'reference', 'digestReference', 'pullCommand', 'dockerfile'] as const;

/** What opens as a read-only document. */
export const documentTargets = ['manifest', 'config', 'dockerfile'] as const;

/** The texts of the page. */
export type ManifestStrings = SharedStrings &
  Readonly<
    Record<
      | 'title'
      | 'refresh'
      | 'refreshed'
      | 'copied'
      | 'moved'
      | 'showMoved'
      | 'keepThis'
      | 'digest'
      | 'type'
      | 'mediaType'
      | 'reference'
      | 'platform'
      | 'created'
      | 'noBuildDate'
      | 'author'
      | 'size'
      | 'sizeOfLayers'
      | 'sizeWithUnpacked'
      | 'unpacked'
      | 'unknown'
      | 'sources'
      | `link.${SourceLinkKind}`
      | `kind.${ArtifactKind}`
      | 'platforms'
      | 'ownPlatform'
      | 'showPlatform'
      | 'shownPlatform'
      | 'attestations'
      | 'attestation'
      | 'strayAttestations'
      | 'notOpenedYet'
      | 'nestedIndex'
      | 'openIndex'
      | 'noImages'
      | 'layers'
      | 'layersOnly'
      | 'step'
      | 'layer'
      | 'noLayer'
      | 'noHistory'
      | 'mismatch'
      | 'omitted'
      | 'foreignLayer'
      | 'listFiles'
      | 'more'
      | 'layerSegment'
      | 'layerBar'
      | 'layerBarShared'
      | 'shared'
      | 'sharedWithTags'
      | 'onlyHere'
      | 'alsoIn'
      | 'oneOtherImage'
      | 'otherImages'
      | 'findShared'
      | 'reading'
      | 'alsoTagged'
      | 'config'
      | 'configOfArtifact'
      | 'user'
      | 'defaultUser'
      | 'workingDirectory'
      | 'entrypoint'
      | 'command'
      | 'stopSignal'
      | 'healthCheck'
      | 'exposedPorts'
      | 'volumes'
      | 'none'
      | 'environment'
      | 'labels'
      | 'annotations'
      | 'indexAnnotations'
      | 'name'
      | 'value'
      | 'showAll'
      | 'dockerfile'
      | 'dockerfileHint'
      | 'referrers'
      | 'findReferrers'
      | 'findReferrersHint'
      | 'noReferrers'
      | 'open'
      | 'openDockerfile'
      | 'openManifest'
      | 'openIndexDocument'
      | 'openConfig'
      | 'copyDigest'
      | 'copyReference'
      | 'copyDigestReference'
      | 'copyPullCommand'
      | 'copyDockerfile'
      | OtherTagsText,
      string
    >
  >;

/** The page "Image details". Its key is the JSON of where the image is. */
export interface Manifest extends Contract {
  readonly view: ManifestView;
  readonly requests: {
    /** Asks the registry where the tag points now; what is shown stays, with a notice when it moved. */
    readonly refresh: { readonly params: undefined; readonly result: ManifestView };
    /**
     * Finds out whether the tag moved, when the person comes back to the page: at most once a minute. Nothing when there is
     * nothing new.
     */
    readonly lookAgain: { readonly params: undefined; readonly result: ManifestView | undefined };
    /** Shows what the tag points at now. */
    readonly showMoved: { readonly params: undefined; readonly result: ManifestView };
    readonly choosePlatform: { readonly params: { readonly digest: string }; readonly result: ManifestView };
    /** `digest`: of what to copy or pull, when it is not what the page is about. */
    readonly copy: {
      readonly params: { readonly what: (typeof copyTargets)[number]; readonly digest?: string | undefined };
      readonly result: undefined;
    };
    /** `digest`: of the manifest or config to open. */
    readonly openDocument: {
      readonly params: { readonly what: (typeof documentTargets)[number]; readonly digest: string };
      readonly result: undefined;
    };
    /** Lists the files of a layer, and opens the one that the person chooses. The layer's unpacked size is known by then. */
    readonly openLayer: { readonly params: { readonly digest: string }; readonly result: ManifestView };
    readonly referrers: { readonly params: undefined; readonly result: readonly ReferrerRow[] };
    /** Opens a page of its own for something in the same repository. */
    readonly openDigest: { readonly params: { readonly digest: string }; readonly result: undefined };
    /** Opens the page of another tag of the repository, or what is different between it and this one. */
    readonly openTag: {
      readonly params: { readonly name: string; readonly isComparing: boolean };
      readonly result: undefined;
    };
    /** What is known of the other tags of the repository by now; asks nothing. */
    readonly otherTags: { readonly params: undefined; readonly result: OtherTagsView };
    /** Lists the first page of tags, or the next one. */
    readonly listTags: { readonly params: undefined; readonly result: OtherTagsView };
    /** Looks at the next images. What was found before it was cancelled is in the next answer of `otherTags`. */
    readonly lookAtTags: { readonly params: undefined; readonly result: OtherTagsView };
  };
  readonly events: {
    /** How far `lookAtTags` has come. */
    readonly looked: { readonly done: number; readonly of: number };
  };
  readonly strings: ManifestStrings;
}
