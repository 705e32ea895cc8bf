import { l10n } from 'vscode';
import type { Freed } from '../../domain/cleanup/freedBytes.ts';
import type { CleanupReport, NothingDeleted, PolicyDraft, RepositoryShare } from '../../protocol/cleanup.ts';
import { byteSize, count, dayAndTime } from '../../ui/text/numbers.ts';
import { keepNLabel } from './words.ts';
import type { Judged } from './judged.ts';

const { t } = l10n;

/** How many tags of each repository go; those of which none goes come last. */
export function sharesOf(judged: Judged, labels: readonly string[]): readonly RepositoryShare[] {
  const { goes, simulation } = judged;
  const shares = simulation.tags.repositories.map(({ source, offset, index }, repository) => ({
    path: source.path,
    label: labels[repository] ?? '',
    tagCount: index.tags.length,
    deleted: goes.subarray(offset, offset + index.tags.length).reduce((sum, one) => sum + one, 0),
  }));
  return [...shares.filter(({ deleted }) => deleted > 0), ...shares.filter(({ deleted }) => deleted === 0)];
}

/** “Frees up to 139 MB”, in a few words. */
export function freedLabel({ bytes, isExact, unknown }: Freed): string {
  if (isExact || bytes === 0) return t('Frees {0}', bytes === 0 ? t('nothing') : byteSize(bytes));
  return unknown === 0
    ? t('Frees up to {0}', byteSize(bytes))
    : t('Frees up to {0} and {1} images of unknown size', byteSize(bytes), count(unknown));
}

/** “next run Dec 7, 2:24 AM”. */
export function nextRunLabel(nextRunAt: string | undefined): string | undefined {
  const at = nextRunAt === undefined ? NaN : Date.parse(nextRunAt);
  return Number.isNaN(at) ? undefined : t('next run {0}', dayAndTime(at));
}

/** How many names are shown under a pattern. */
const mostExamples = 4;

/** Names that each pattern decides about, those of the newest tags first. */
export function examplesOf({
  simulation: { tags, verdicts },
}: Judged): Pick<CleanupReport, 'examples' | 'exampleCounts'> {
  const names = { nameRegex: new Set<string>(), nameRegexKeep: new Set<string>() };
  const counts = { nameRegex: 0, nameRegexKeep: 0 };
  const add = (field: keyof typeof names, tag: number): void => {
    counts[field] += 1;
    if (names[field].size < mostExamples) names[field].add(tags.names[tag] ?? '');
  };
  for (const { index, offset } of tags.repositories)
    for (const place of [...index.newestFirst, ...index.undated]) {
      const code = verdicts[offset + place]?.code ?? 'undecided';
      if (code === 'keptByPattern') add('nameRegexKeep', offset + place);
      else if (code !== 'latest' && code !== 'notMatched' && code !== 'undecided')
        add('nameRegex', offset + place);
    }
  return {
    examples: { nameRegex: [...names.nameRegex], nameRegexKeep: [...names.nameRegexKeep] },
    exampleCounts: counts,
  };
}

/** Which rule keeps everything, with numbers, and one way on; nothing where something goes or nothing can be told. */
export function nothingDeleted(
  { goes, simulation }: Judged,
  draft: PolicyDraft,
  labels: readonly string[],
): NothingDeleted | undefined {
  const { tags, verdicts } = simulation;
  if (goes.includes(1) || verdicts.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { code } of verdicts) counts.set(code, (counts.get(code) ?? 0) + 1);
  const of = (code: (typeof verdicts)[number]['code']): number => counts.get(code) ?? 0;
  if (of('undecided') > 0) return undefined;
  if (of('keptNewest') > 0 && of('tooYoung') + of('protected') + of('noDate') === 0) {
    const parts = tags.repositories.flatMap(({ offset, index }, repository) => {
      const kept = verdicts.slice(offset, offset + index.tags.length);
      const matching = kept.filter(({ code }) => code === 'keptNewest').length;
      return matching === 0 ? [] : t('{0} has {1}', labels[repository] ?? '', count(matching));
    });
    const text = t(
      '“{0}” covers every tag that matches the delete pattern: {1}.',
      t('Keep the newest {0}', draft.keepN),
      parts.slice(0, 5).join(', '),
    );
    const fewer = draft.keepN === '10' ? '5' : '10';
    return Number(draft.keepN) > Number(fewer)
      ? { text, fix: { label: t('Keep {0}', keepNLabel(fewer)), draft: { ...draft, keepN: fewer } } }
      : { text };
  }
  return { text: reasonText(of, verdicts.length) };
}

function reasonText(
  of: (code: Judged['simulation']['verdicts'][number]['code']) => number,
  all: number,
): string {
  const parts = [
    [of('notMatched'), t('not matched by the delete pattern')],
    [of('keptByPattern'), t('kept by the keep pattern')],
    [of('keptNewest'), t('among the newest')],
    [of('tooYoung'), t('not old enough')],
    [of('protected'), t('protected by a rule')],
    [of('noDate'), t('without a date')],
    [of('latest'), t('named “latest”')],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, text]) => `${count(number)} ${text}`);
  return t('All {0} tags are kept: {1}.', count(all), said.join(', '));
}
