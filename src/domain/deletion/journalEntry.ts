import type { TagOutcome } from './outcome.ts';

/** The bytes of a manifest, kept so that it can be put back. */
export interface SavedManifest {
  readonly digest: string;
  readonly mediaType: string;
  /** Exactly what the registry sent. */
  readonly text: string;
}

/** Where a deleted tag was, and on what. */
export interface DeletedTag {
  /** Random, of this deletion. */
  readonly id: string;
  /** ISO 8601; just before the deletion was sent. */
  readonly at: string;
  readonly connectionId: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  readonly repositoryId: number;
  /** `registry.host[:port]`. */
  readonly host: string;
  /** `group/project[/name]`. */
  readonly path: string;
  /** `group/project`; entries of the first versions do not have it. */
  readonly projectPath?: string;
  readonly name: string;
  readonly digest?: string;
  /** Digests of the manifests below an index, in the order in which they have to be put back. */
  readonly children: readonly string[];
}

/** One line of the journal. What belongs together may stand in several files. */
export type JournalLine =
  | ({ readonly kind: 'manifest' } & SavedManifest)
  | ({ readonly kind: 'intent' } & DeletedTag)
  | { readonly kind: 'outcome'; readonly id: string; readonly result: TagOutcome['result'] }
  | { readonly kind: 'restored'; readonly id: string; readonly at: string }
  /** The person does not want it any more. */
  | { readonly kind: 'forgotten'; readonly id: string };

/** A deletion as the journal knows it. */
export interface JournalEntry extends DeletedTag {
  /** `unclear` also where this program ended before it learned the outcome. */
  readonly result: TagOutcome['result'];
  /** ISO 8601. */
  readonly restoredAt?: string;
  /** The manifest's own bytes and those below it, children first; `undefined` when they were not all saved. */
  readonly manifests: readonly SavedManifest[] | undefined;
}

/** All deletions in the journal, the newest first. The order of lines of one kind counts, the last one wins. */
export function readJournal(lines: Iterable<JournalLine>): readonly JournalEntry[] {
  const manifests = new Map<string, SavedManifest>();
  const intents = new Map<string, DeletedTag>();
  const results = new Map<string, TagOutcome['result']>();
  const restored = new Map<string, string>();
  const forgotten = new Set<string>();
  for (const line of lines) {
    if (line.kind === 'manifest') manifests.set(line.digest, line);
    else if (line.kind === 'intent') intents.set(line.id, line);
    else if (line.kind === 'outcome') results.set(line.id, line.result);
    else if (line.kind === 'restored') restored.set(line.id, line.at);
    else forgotten.add(line.id);
  }
  const known = [...intents.values()].filter(({ id }) => !forgotten.has(id));
  const entries = known.map((intent): JournalEntry => {
    const restoredAt = restored.get(intent.id);
    return {
      ...intent,
      result: results.get(intent.id) ?? 'unclear',
      manifests: manifestsOf(intent, manifests),
      ...(restoredAt === undefined ? {} : { restoredAt }),
    };
  });
  return entries.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** Whether a tag is, or may be, no longer on its image. */
export function mayBeLost({ result }: Pick<JournalEntry, 'result'>): boolean {
  return result === 'deleted' || result === 'emptied' || result === 'unclear';
}

/** Whether there may be something to put back: deleted, or perhaps, not restored since, and with all bytes. */
export function isRestorable(entry: JournalEntry): boolean {
  return mayBeLost(entry) && entry.restoredAt === undefined && entry.manifests !== undefined;
}

function manifestsOf(
  { digest, children }: DeletedTag,
  saved: ReadonlyMap<string, SavedManifest>,
): readonly SavedManifest[] | undefined {
  if (digest === undefined) return undefined;
  const needed = [...children, digest];
  const found = needed.flatMap((one) => saved.get(one) ?? []);
  return found.length === needed.length ? found : undefined;
}

/**
 * Which of the journal's files nobody needs any more: nothing in them is but what was forgotten, and no line in them is about an
 * entry in a file that stays. Each file is given as its lines; those in `staying` stay anyway.
 */
export function uselessFiles(
  files: ReadonlyMap<string, readonly JournalLine[]>,
  staying: ReadonlySet<string>,
): readonly string[] {
  const all = [...files.values()].flat();
  const forgotten = new Set(all.flatMap((line) => (line.kind === 'forgotten' ? line.id : [])));
  const left = new Map(files);
  for (let before = Infinity; left.size < before;) {
    before = left.size;
    for (const [name, lines] of left) {
      const others = [...left].filter(([other]) => other !== name).flatMap(([, other]) => other);
      const needed = new Set(others.flatMap((line) => (line.kind === 'intent' ? line.id : [])));
      const isNeeded =
        staying.has(name) ||
        lines.some(
          (line) =>
            (line.kind === 'intent' && !forgotten.has(line.id)) ||
            (line.kind !== 'intent' && line.kind !== 'manifest' && needed.has(line.id)),
        );
      if (!isNeeded) left.delete(name);
    }
  }
  return [...files.keys()].filter((name) => !left.has(name));
}
