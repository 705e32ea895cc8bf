import { l10n } from 'vscode';
import { freedBytes, type Freed, type FreedImage } from '../../domain/cleanup/freedBytes.ts';
import type { PolicyProject } from '../../domain/cleanup/policyProject.ts';
import type { FileMention } from '../../domain/deletion/plan.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { RunNote } from '../../domain/cleanup/runNotes.ts';
import type { Advice, CleanupReport, PolicyDraft } from '../../protocol/cleanup.ts';
import { placeOf } from '../../ui/deletion/impactText.ts';
import { count } from '../../ui/text/numbers.ts';
import { agesOf } from './ages.ts';
import { adviceOf } from './advice.ts';
import { fieldsOf } from './draft.ts';
import type { Judged } from './judged.ts';
import { examplesOf, freedLabel, nextRunLabel, nothingDeleted, sharesOf } from './overview.ts';
import { runNoteText } from '../../ui/text/runNoteText.ts';

const { t } = l10n;

/** What is known besides the simulation. */
export interface ReportContext {
  readonly project: PolicyProject | undefined;
  /** Where the workspace names images, by repository path. */
  readonly uses: ReadonlyMap<string, readonly FileMention[]>;
  /** By digest, as many as were read. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** By repository. */
  readonly labels: readonly string[];
  /** ISO 8601; of the draft's schedule. */
  readonly nextRunAt: string | undefined;
}

/** What follows from a draft, in words. */
export function reportOf(judged: Judged, draft: PolicyDraft, known: ReportContext): CleanupReport {
  const { goes, effect, baseline, simulation } = judged;
  const undecided = simulation.verdicts.filter(({ code }) => code === 'undecided').length;
  const going = countOf(goes, (one) => one === 1);
  const freed = freedBy(judged, known.manifests);
  const nextRun = draft.enabled ? nextRunLabel(known.nextRunAt) : undefined;
  const nothing = nothingDeleted(judged, draft, known.labels);
  return {
    goes: going,
    stays: goes.length - going - undecided,
    undecided,
    changed: countOf(effect, (one, tag) => one !== baseline[tag]),
    ...(going === 0 ? {} : { freed: freedLabel(freed) }),
    ...(nextRun === undefined ? {} : { nextRun }),
    ...(nothing === undefined ? {} : { nothing }),
    repositories: sharesOf(judged, known.labels),
    ages: agesOf(judged, fieldsOf(draft), known.labels),
    ...examplesOf(judged),
    isFreedExact: freed.isExact || freed.bytes === 0,
    advice: adviceOf(draft, judged, known.project),
    warnings: [...usesOf(judged, known.uses), ...warningsOf(judged, known.project)],
  };
}

function countOf(list: Uint8Array, isWanted: (one: number, tag: number) => boolean): number {
  let found = 0;
  list.forEach((one, tag) => {
    if (isWanted(one, tag)) found += 1;
  });
  return found;
}

/** “14 more deleted than with the saved policy”. */
export function differenceText(more: number, fewer: number): string {
  if (fewer === 0) return t('{0} more deleted than with the saved policy', count(more));
  if (more === 0) return t('{0} fewer deleted than with the saved policy', count(fewer));
  return t('{0} more deleted and {1} more kept than with the saved policy', count(more), count(fewer));
}

/** Images of which no tag stays; tags without a digest are images of their own. */
function freedBy({ goes, simulation: { tags } }: Judged, manifests: ReportContext['manifests']): Freed {
  const { digests, digestNames, sizes } = tags;
  const stays = new Uint8Array(digestNames.length);
  const sizeOf = new Float64Array(digestNames.length).fill(NaN);
  const nameless: FreedImage[] = [];
  goes.forEach((one, tag) => {
    const digest = digests[tag] ?? -1;
    const sizeBytes = sizes[tag] ?? NaN;
    if (digest < 0) nameless.push({ digest: '', stays: one === 0, sizeBytes });
    else sizeOf[digest] = sizeBytes;
    if (digest >= 0 && one === 0) stays[digest] = 1;
  });
  const images = digestNames.map((digest, number) => ({
    digest,
    stays: stays[number] === 1,
    sizeBytes: sizeOf[number] ?? NaN,
  }));
  const freed = freedBytes([...images, ...nameless], manifests);
  const isWhole = tags.repositories.every(({ source }) => source.state === 'complete');
  return { ...freed, isExact: freed.isExact && isWhole };
}

/** Tags that go though a file of the workspace names them. */
function usesOf({ goes, simulation: { tags } }: Judged, uses: ReportContext['uses']): readonly Advice[] {
  const used = tags.repositories.flatMap(({ source, index, offset }) =>
    (uses.get(source.path) ?? []).flatMap((use) => {
      const { tag } = use;
      const place = tag === undefined ? -1 : index.tags.findIndex(({ name }) => name === tag);
      return place >= 0 && goes[offset + place] === 1 ? `${source.path}:${tag ?? ''} (${placeOf(use)})` : [];
    }),
  );
  if (used.length === 0) return [];
  return [
    { level: 'warning', text: t('Files in this workspace use tags that will be deleted: {0}', listed(used)) },
  ];
}

function warningsOf({ simulation }: Judged, project: PolicyProject | undefined): readonly Advice[] {
  const { repositories } = simulation.tags;
  const byText = new Map<string, string[]>();
  const add = (text: string, path: string): void => {
    byText.set(text, [...(byText.get(text) ?? []), path]);
  };
  simulation.notes.forEach((notes, index) => {
    const path = repositories[index]?.source.path ?? '';
    const distinct = new Map<RunNote['code'], RunNote>(notes.map((note) => [note.code, note]));
    for (const note of distinct.values()) add(runNoteText(note), path);
  });
  for (const { source } of repositories)
    if (!source.hasDates)
      add(t('None of these tags has a date, so only their names can be checked.'), source.path);
  const warnings = [...byText].map(([text, paths]): Advice => ({
    level: 'warning',
    text: repositories.length === 1 ? text : `${text} (${listed(paths)})`,
  }));
  if (project !== undefined && project.protections === undefined)
    warnings.push({
      level: 'info',
      text: t('This GitLab doesn’t report its tag protection rules. Protected tags may be kept.'),
    });
  return warnings;
}

function listed(paths: readonly string[]): string {
  const first = paths.slice(0, 3).join(', ');
  return paths.length > 3 ? t('{0} and {1} more', first, count(paths.length - 3)) : first;
}
