/** A place in a text, as VS Code and the language server protocol count: line and UTF-16 character from 0. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** A stretch of a text; the end is exclusive. Of one line, but for a Dockerfile's name that goes on after a line break. */
export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** A text with the place where it stands. */
export interface PlacedText {
  readonly range: TextRange;
  readonly text: string;
}

/** The kinds of files whose grammar is known, and `text` for those where only names can be searched (`.env`, shell scripts). */
export type FileKind =
  | 'dockerfile'
  | 'compose'
  | 'gitlab-ci'
  | 'kubernetes'
  | 'helm-values'
  | 'kustomization'
  | 'devcontainer'
  | 'bake'
  | 'workflow'
  | 'text';

/**
 * What an image is named for. `variable`: a value that may feed an image (`x-…` of compose, a variable of CI, an argument), found
 * only where the hosts are known: worth a hover, never a complaint. `tag`: a name to give, not to pull.
 */
export type ReferenceRole =
  | 'syntax'
  | 'from'
  | 'copyFrom'
  | 'mount'
  | 'image'
  | 'service'
  | 'container'
  | 'initContainer'
  | 'ephemeralContainer'
  | 'imageVolume'
  | 'feature'
  | 'cache'
  | 'dockerAction'
  | 'tag'
  | 'context'
  | 'model'
  | 'variable';

/**
 * The parts of a reference, each where it stands as a text of its own. Of a reference in one text, repository is what stands
 * before the tag (`$CI_REGISTRY_IMAGE/web`), tag and digest are without `:` and `@`. Values of charts and kustomizations have them
 * in keys of their own, on other lines. A part may hold variables: compare its text.
 */
export interface ReferenceParts {
  readonly registry?: PlacedText;
  readonly repository?: PlacedText;
  readonly tag?: PlacedText;
  readonly digest?: PlacedText;
  /** Kustomization only. */
  readonly name?: PlacedText;
  readonly newName?: PlacedText;
  readonly newTag?: PlacedText;
}

/** Which image a reference means, as far as it can be told. Only for names with a registry host: others are Docker Hub's. */
export interface NamedImage {
  /** `host[:port]`, lower case. */
  readonly host: string;
  /** `group/project[/name]`, lower case. */
  readonly path: string;
  /** `latest` where the reference ends without tag and digest and all of it is known. */
  readonly tag?: string;
  readonly digest?: string;
  /** The repository is certain, the tag depends on what the file does not state: never take it for `latest`. */
  readonly isTagUnknown: boolean;
}

/** An image reference in a file. */
export interface FileReference extends PlacedText {
  readonly role: ReferenceRole;
  /** The reference after all variables were put in; absent where any part of it is unknown or differs by job. */
  readonly expanded?: string;
  /** The names whose value nobody states, each once, without `$`. `tag` stands for a chart's missing tag. */
  readonly unknownVariables: readonly string[];
  /** The expansions where several jobs give several; each is complete. */
  readonly alternatives?: readonly string[];
  readonly named?: NamedImage;
  readonly parts?: ReferenceParts;
  /** The jobs or services that use it, in file order; of a value in a chart, its key. */
  readonly users: readonly string[];
  /** A compose service that is also built, so that the registry may rightly not have the image. */
  readonly isBuilt?: true;
  /** From where values came that the file itself does not state: a predefined variable of CI, or the `.env` beside it. */
  readonly valuesFrom?: readonly { readonly name: string; readonly from: 'predefined' | 'env' }[];
  /** Images of the dependency proxy, a virtual registry or the artifact registry: the project's registry does not have them. */
  readonly isProxied?: true;
}

/** Something in a file that certainly does not mean what it seems to. */
export type ReferenceFinding =
  /** `${X:-d}` in an image of CI: GitLab knows no defaults and puts in nothing. The range is the variable's. */
  | (PlacedText & { readonly code: 'ciDefault'; readonly variable: string; readonly fallback: string })
  /** A number without quotes that YAML changes: `1.20` becomes `1.2`, `012345` becomes `5349`. */
  | (PlacedText & { readonly code: 'changedNumber'; readonly becomes: string });

/** A file as the reader takes it. */
export interface ReferenceFile {
  /** Relative to the workspace, with `/`: `deploy/docker-compose.yml`. Decides the kind together with the text. */
  readonly path: string;
  readonly text: string;
  /** VS Code's language of the open document, where there is one: `dockerfile`, `dockercompose`. */
  readonly languageId?: string;
  /** Set where the kind is known from elsewhere (a file that CI includes). */
  readonly kind?: FileKind;
}

/** What CI's predefined variables are made of. All but the path may be unknown. */
export interface CiProject {
  /** `group/project`, with its case. */
  readonly path: string;
  /** `host[:port]` of the registry; without it nothing of the registry is known. */
  readonly registry?: string;
  /** `host[:port]` of GitLab itself. */
  readonly gitlabHost?: string;
  readonly defaultBranch?: string;
}

/** What is known beside the file. */
export interface ReferenceContext {
  /**
   * The registry hosts (`host[:port]`) that matter. A file that names none of them and no `$CI_` variable of the registry is not
   * parsed. `undefined`: every file is.
   */
  readonly hosts?: readonly string[];
  /** The text of `.env` beside a compose file. Absent in an untrusted workspace. */
  readonly env?: string;
  /** The workspace's project on its GitLab. */
  readonly project?: CiProject;
}

/** What stands in a file. */
export interface ReadFile {
  /** `undefined`: no file in which images are named. */
  readonly kind: FileKind | undefined;
  /** In the order of the text; one place once, however many jobs use it. */
  readonly references: readonly FileReference[];
  readonly findings: readonly ReferenceFinding[];
  /** Why nothing was looked for, although the kind is known. */
  readonly skipped?: 'tooLarge' | 'noHost' | 'tooDeep';
}
