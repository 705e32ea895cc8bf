// Tested through cleanupSession.test.ts.
import { l10n } from 'vscode';
import type { Finding } from '../../domain/cleanup/finding.ts';
import { freedBytes, type Freed, type FreedImage } from '../../domain/cleanup/freedBytes.ts';
import { lintPolicy } from '../../domain/cleanup/lint.ts';
import type { PolicyProject } from '../../domain/cleanup/policyProject.ts';
import type { FileMention } from '../../domain/deletion/plan.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { RunNote } from '../../domain/cleanup/runNotes.ts';
import type { Advice, CleanupReport, DraftField, PolicyDraft } from '../../protocol/cleanup.ts';
import { placeOf } from '../../ui/deletion/impactText.ts';
import { byteSize, count } from '../../ui/text/numbers.ts';
import { fieldsOf } from './draft.ts';
import type { Judged } from './judged.ts';
import { findingText, fixLabel } from '../../ui/text/findingText.ts';
import { patternWords } from '../shared/patternWords.ts';
import { runNoteText } from '../../ui/text/runNoteText.ts';

const { t } = l10n;

/** What is known besides the simulation. */
export interface ReportContext {
  readonly project: PolicyProject | undefined;
  /** Where the workspace names images, by repository path. */
  readonly uses: ReadonlyMap<string, readonly FileMention[]>;
  /** By digest, as many as were read. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

/** What follows from a draft, in words. */
export function reportOf(judged: Judged, draft: PolicyDraft, known: ReportContext): CleanupReport {
  const { goes, effect, baseline, simulation } = judged;
  const undecided = simulation.verdicts.filter(({ code }) => code === 'undecided').length;
  const going = countOf(goes, (one) => one === 1);
  const freed = freedBy(judged, known.manifests);
  return {
    goes: going,
    stays: goes.length - going - undecided,
    undecided,
    changed: countOf(effect, (one, tag) => one !== baseline[tag]),
    summary: summaryOf(judged, going, freed),
    isFreedExact: freed.isExact || freed.bytes === 0,
    advice: adviceOf(draft, judged),
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

function summaryOf(judged: Judged, going: number, freed: Freed): readonly string[] {
  const { goes, effect, baseline } = judged;
  if (going === 0) return [];
  const more = countOf(effect, (one, tag) => one === 1 && baseline[tag] === 0);
  const fewer = countOf(effect, (one, tag) => one === 0 && baseline[tag] === 1);
  const text = freedText(freed);
  return [
    repositoriesText(judged, goes),
    ...(text === undefined ? [] : [text]),
    ...(more + fewer === 0 ? [] : [differenceText(more, fewer)]),
  ];
}

/** “14 more tags go than with the saved policy, 2 fewer.” */
export function differenceText(more: number, fewer: number): string {
  if (fewer === 0) return t('{0} more deleted than with the saved policy', count(more));
  if (more === 0) return t('{0} fewer deleted than with the saved policy', count(fewer));
  return t(
    'Compared with the saved policy, {0} more tags are deleted and {1} more are kept.',
    count(more),
    count(fewer),
  );
}

function repositoriesText({ simulation: { tags } }: Judged, goes: Uint8Array): string {
  const named = tags.repositories
    .map(({ source, offset, index }) => {
      const doomed = countOf(goes.subarray(offset, offset + index.tags.length), (one) => one === 1);
      return { path: source.path, doomed };
    })
    .filter(({ doomed }) => doomed > 0)
    .sort((a, b) => b.doomed - a.doomed);
  const first = named.slice(0, 5).map(({ path, doomed }) => `${path} (${count(doomed)})`);
  const list = first.join(', ');
  return named.length > first.length
    ? t('From {0} and {1} more repositories.', list, count(named.length - first.length))
    : t('From {0}.', list);
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

function freedText({ bytes, isExact, unknown }: Freed): string | undefined {
  if (bytes === 0) return undefined;
  if (isExact) return t('Frees {0} that no remaining image in this project uses.', byteSize(bytes));
  return unknown === 0
    ? t('Frees up to {0}. Layers shared with other images aren’t freed.', byteSize(bytes))
    : t(
        'Frees up to {0}, plus {1} images of unknown size. Layers shared with other images aren’t freed.',
        byteSize(bytes),
        count(unknown),
      );
}

const levels = { error: 'error', warning: 'warning', hint: 'info' } as const;

function adviceOf(draft: PolicyDraft, { simulation }: Judged): CleanupReport['advice'] {
  const findings = lintPolicy(fieldsOf(draft), simulation.tags.names).filter(
    ({ code }) => code !== 'empty' || draft.enabled,
  );
  const of = (field: DraftField): readonly Advice[] =>
    findings.filter((finding) => finding.field === field).map((finding) => adviceFor(finding, draft));
  return {
    enabled: of('enabled'),
    cadence: of('cadence'),
    keepN: of('keepN'),
    olderThan: of('olderThan'),
    nameRegex: [...wordsOf(draft.nameRegex, findings, 'nameRegex'), ...of('nameRegex')],
    nameRegexKeep: [...wordsOf(draft.nameRegexKeep, findings, 'nameRegexKeep'), ...of('nameRegexKeep')],
  };
}

/** Characters; GitLab takes 255. */
const longestExplained = 1000;

function wordsOf(
  source: string,
  findings: readonly Finding[],
  field: 'nameRegex' | 'nameRegexKeep',
): readonly Advice[] {
  const isInvalid = findings.some((finding) => finding.field === field && finding.code === 'invalid');
  if (source.trim() === '' || isInvalid || source.length > longestExplained) return [];
  return [{ level: 'info', text: patternWords(source, field === 'nameRegex' ? 'deletes' : 'keeps') }];
}

function adviceFor(finding: Finding, draft: PolicyDraft): Advice {
  const { position, length, severity, fixes, code } = finding;
  return {
    level: levels[severity],
    text: findingText(finding),
    ...(code !== 'invalid' && length === 0 ? {} : { range: { start: position, end: position + length } }),
    fixes: fixes.map((fix) => ({
      label: fixLabel(fix),
      draft: {
        ...draft,
        nameRegex: fix.delete ?? draft.nameRegex,
        nameRegexKeep: fix.keep ?? draft.nameRegexKeep,
      },
    })),
  };
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
