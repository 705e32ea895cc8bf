import type { CleanupRules } from './rules.ts';
import { fate, type RegistryKind, type RunResult } from './run.ts';
import type { TagIndex } from './tagIndex.ts';
import type { VerdictCounts } from './verdict.ts';

/** What a person should know about a run beyond the verdicts: what chance decides, and what surprises. */
export type RunNote =
  /** GitLab picks `sampled` of the candidates at random and deletes up to `upTo` of the `deletable` in one run. */
  | {
      readonly code: 'sample';
      readonly candidates: number;
      readonly sampled: number;
      readonly deletable: number;
      readonly upTo: number;
    }
  /** On `pages` pages tags of one date lie on both sides of the `keep_n` border; GitLab's sort does not say which stay. */
  | { readonly code: 'ties'; readonly pages: number }
  /** `keep_n` counts per page of 1,000, so that up to `keepN * pages` tags stay. */
  | { readonly code: 'keepNPerPage'; readonly keepN: number; readonly pages: number }
  /** So many tags without a date take places among the newest. */
  | { readonly code: 'undatedKept'; readonly tags: number }
  /** Dates are when the images were built, not when they were pushed. */
  | { readonly code: 'buildDates' }
  /** GitLab lists no more than this many tags of such a registry; it may not see the others. */
  | { readonly code: 'listLimit'; readonly limit: number }
  /** So many deletions may take longer than a run's time; the rest follows in a later run. */
  | { readonly code: 'timeLimit'; readonly seconds: number; readonly deletions: number }
  /** On this 0-based page everything left is protected: GitLab reports an error and calls the run unfinished. */
  | { readonly code: 'allProtected'; readonly page: number };

/** Default of `container_registry_delete_tags_service_timeout`, s. */
const timeLimitSeconds = 250;
/** Tags are deleted one by one; at four a second (a guess) this many fill the time. */
const deletionsInTime = 1000;
/** Source: GitLab `ContainerRegistry::Client::DEFAULT_TAGS_PAGE_SIZE`. */
const legacyListLimit = 10_000;

/** The notes that apply to a run. */
export function notesOf(
  rules: CleanupRules,
  index: TagIndex,
  run: RunResult,
  { registry, pages }: { readonly registry: RegistryKind; readonly pages: readonly VerdictCounts[] },
): readonly RunNote[] {
  return [
    ...notesOnChance(rules, run),
    ...notesOnDates(index, run, registry),
    ...pages.flatMap((counts, page): RunNote[] =>
      counts.protected > 0 && counts.deleted === 0 ? [{ code: 'allProtected', page }] : [],
    ),
  ];
}

function notesOnChance({ keepN = 0 }: CleanupRules, run: RunResult): readonly RunNote[] {
  const { deletions, sampled, candidates, pageCount } = run;
  const notes: RunNote[] = [];
  if (sampled !== undefined) {
    const upTo = Math.min(deletions, sampled - keepN);
    notes.push({ code: 'sample', candidates: candidates[0] ?? 0, sampled, deletable: deletions, upTo });
  }
  if (run.ties.size > 0) notes.push({ code: 'ties', pages: run.ties.size });
  if (keepN > 0 && pageCount > 1) notes.push({ code: 'keepNPerPage', keepN, pages: pageCount });
  if (deletions >= deletionsInTime && sampled === undefined)
    notes.push({ code: 'timeLimit', seconds: timeLimitSeconds, deletions });
  return notes;
}

function notesOnDates(index: TagIndex, run: RunResult, registry: RegistryKind): readonly RunNote[] {
  const notes: RunNote[] = [];
  const undated = index.undated.reduce((sum, tag) => sum + (run.fates[tag] === fate.keptNewest ? 1 : 0), 0);
  if (undated > 0) notes.push({ code: 'undatedKept', tags: undated });
  if (registry === 'legacy') notes.push({ code: 'buildDates' });
  if (registry === 'legacy' && index.tags.length > legacyListLimit)
    notes.push({ code: 'listLimit', limit: legacyListLimit });
  return notes;
}
