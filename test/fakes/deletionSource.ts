import type { JournalEntry } from '../../src/domain/deletion/journalEntry.ts';
import type { TagOutcome } from '../../src/domain/deletion/outcome.ts';
import type { RepositoryKnowledge } from '../../src/domain/deletion/plan.ts';
import type { Restoration } from '../../src/domain/deletion/restoration.ts';
import type { DeletionTarget } from '../../src/domain/deletion/target.ts';
import type { Manifest } from '../../src/domain/manifest.ts';
import type { Tag } from '../../src/domain/tag.ts';
import type { SheetDeletions } from '../../src/panels/deletion/session.ts';
import type { JournalSource } from '../../src/panels/journal/session.ts';

const day = 86_400_000;
const start = Date.parse('2026-11-01T00:00:00Z');

/** Tags of a repository, the first the newest; every image has 1,000,000 bytes. */
export function tagsOf(path: string, names: readonly string[]): readonly Tag[] {
  return names.map((name, index) => ({
    name,
    path: `${path}:${name}`,
    location: `registry.example.com/${path}:${name}`,
    digest: `sha256:${String(index).padStart(64, path.length % 2 === 0 ? 'a' : 'b')}`,
    sizeBytes: 1_000_000,
    publishedAt: new Date(start - index * day).toISOString(),
  }));
}

/** `build-000` and on. */
export function buildNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `build-${String(index).padStart(3, '0')}`);
}

/** What is to be deleted of a repository. */
export function targetOf(path: string, tags: readonly Tag[]): DeletionTarget {
  const repository = { id: path.length, name: '', path, location: `registry.example.com/${path}` };
  return { connectionId: 'c', repository, tags };
}

/** A registry in memory: tags go and come back, and single ones fail in the ways that are asked for. */
export class TestDeletions implements SheetDeletions, JournalSource {
  readonly there = new Map<string, Tag>();
  readonly journal: JournalEntry[] = [];
  rules: RepositoryKnowledge['rules'] = [];
  role: RepositoryKnowledge['role'];
  /** What becomes of a tag instead of going, once. */
  readonly fates = new Map<string, TagOutcome>();
  /** Throws instead of allowing anything. */
  refusal: Error | undefined;
  /** Holds every tag back until it resolves. */
  gate: Promise<void> = Promise.resolve();
  removals: (readonly string[])[] = [];
  /** Names whose images the registry has thrown away. */
  readonly contentGone = new Set<string>();

  constructor(tags: readonly Tag[]) {
    for (const tag of tags) this.there.set(tag.path, tag);
  }

  assertMayDelete(): void {
    if (this.refusal !== undefined) throw this.refusal;
  }

  know: SheetDeletions['know'] = (_, { path }, doomed) => {
    const tags = [...this.there.values()].filter((tag) => tag.path.startsWith(`${path}:`));
    return Promise.resolve({
      names: doomed.map(({ name }) => name),
      seenDigests: new Map(doomed.flatMap(({ name, digest }) => (digest ? [[name, digest]] : []))),
      tags,
      isComplete: true,
      rules: this.rules,
      ...(this.role === undefined ? {} : { role: this.role }),
      manifests: new Map(),
      canKeep: true,
    });
  };

  remove: SheetDeletions['remove'] = async (_, { path }, doomed, { signal, onDone }) => {
    this.removals.push(doomed.map(({ name }) => name));
    const outcomes: TagOutcome[] = [];
    for (const { name } of doomed) {
      if (!signal.aborted && outcomes.length >= 5) await this.gate;
      outcomes.push(signal.aborted ? { name, result: 'notTried' } : this.#removed(path, name));
      onDone(outcomes.length);
    }
    return outcomes;
  };

  #removed(path: string, name: string): TagOutcome {
    const fate = this.fates.get(name);
    this.fates.delete(name);
    if (fate !== undefined) return fate;
    const tag = this.there.get(`${path}:${name}`);
    this.there.delete(`${path}:${name}`);
    const digest = tag?.digest ?? '';
    const entryId = `entry-${path}:${name}`;
    this.journal.unshift({
      id: entryId,
      at: '2026-11-20T10:00:00Z',
      connectionId: 'c',
      instanceUrl: 'https://gitlab.example.com',
      repositoryId: path.length,
      host: 'registry.example.com',
      path,
      projectPath: 'acme/platform/shop',
      name,
      digest,
      children: [],
      result: 'deleted',
      manifests: [{ digest, mediaType: 'm', text: '{}' }],
    });
    return { name, result: 'deleted', entryId };
  }

  entries = (): Promise<readonly JournalEntry[]> => Promise.resolve(this.journal);

  restore: SheetDeletions['restore'] = (entries) =>
    Promise.resolve(entries.map((entry) => this.#restored(entry)));

  #restored(entry: JournalEntry): Restoration {
    const [tag] = tagsOf(entry.path, [entry.name]);
    if (tag !== undefined)
      this.there.set(tag.path, { ...tag, ...(entry.digest && { digest: entry.digest }) });
    const at = this.journal.indexOf(entry);
    this.journal[at] = { ...entry, restoredAt: '2026-11-20T11:00:00Z' };
    return { entry, result: 'restored' };
  }

  /** Every image has a layer of its own and one that all share. */
  readManifests: SheetDeletions['readManifests'] = (_, __, digests, { onDone }) => {
    const part = (digest: string, sizeBytes: number) => ({
      mediaType: 'm',
      digest,
      sizeBytes,
      annotations: {},
    });
    const manifestOf = (digest: string): Manifest => ({
      kind: 'image',
      mediaType: 'm',
      config: part(`config of ${digest}`, 1000),
      layers: [part('base', 900_000), part(`own of ${digest}`, 99_000)],
      annotations: {},
    });
    onDone(digests.length);
    return Promise.resolve(new Map(digests.map((digest) => [digest, manifestOf(digest)])));
  };

  sizeOf = (): number => 1000;

  journalUsage: JournalSource['journalUsage'] = () => Promise.resolve({ bytes: 1000, mostBytes: 64_000_000 });

  forget: JournalSource['forget'] = (entries) => {
    for (const entry of entries) this.journal.splice(this.journal.indexOf(entry), 1);
    return Promise.resolve();
  };

  examine: JournalSource['examine'] = (entries) =>
    Promise.resolve(
      entries.map((entry) =>
        this.contentGone.has(entry.name)
          ? { entry, obstacle: { result: 'contentGone', missing: ['sha256:layer'] } }
          : { entry },
      ),
    );
}
