import { l10n } from 'vscode';
import type { Finding } from '../../domain/cleanup/finding.ts';
import { lintPolicy } from '../../domain/cleanup/lint.ts';
import { durationSeconds } from '../../domain/cleanup/policy.ts';
import type { PolicyProject } from '../../domain/cleanup/policyProject.ts';
import type { Advice, CleanupReport, DraftField, PolicyDraft } from '../../protocol/cleanup.ts';
import { findingText, findingTitle, fixLabel } from '../../ui/text/findingText.ts';
import { count } from '../../ui/text/numbers.ts';
import { fieldsOf } from './draft.ts';
import type { Judged } from './judged.ts';
import { simulateProject, type ProjectSimulation } from './simulation.ts';
import { patternWords } from '../shared/patternWords.ts';
import { agesToChoose, olderThanLabel } from './words.ts';

const { t } = l10n;

const levels = { error: 'error', warning: 'warning', hint: 'info' } as const;

/** What there is to know about each field of a draft. */
export function adviceOf(
  draft: PolicyDraft,
  judged: Judged,
  project: PolicyProject | undefined,
): CleanupReport['advice'] {
  const { simulation } = judged;
  const outcome = (fixed: PolicyDraft): string | undefined =>
    outcomeOf(fixed, simulation, project?.protections ?? []);
  const findings = lintPolicy(fieldsOf(draft), simulation.tags.names).filter(
    ({ code }) => code !== 'empty' || draft.enabled,
  );
  const of = (field: DraftField): readonly Advice[] =>
    findings
      .filter((finding) => finding.field === field)
      .map((finding) => adviceFor(finding, draft, outcome));
  return {
    enabled: of('enabled'),
    cadence: of('cadence'),
    keepN: of('keepN'),
    olderThan: [...unsavedAge(draft, project), ...of('olderThan')],
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

function adviceFor(
  finding: Finding,
  draft: PolicyDraft,
  play: (fixed: PolicyDraft) => string | undefined,
): Advice {
  const { position, length, severity, fixes, code } = finding;
  const source = finding.field === 'nameRegexKeep' ? draft.nameRegexKeep : draft.nameRegex;
  // A place that is the whole pattern says nothing.
  const isWhole = position === 0 && length === source.length;
  const hasPlace = severity === 'error' && (code === 'invalid' || (length > 0 && !isWhole));
  const title = findingTitle(finding);
  return {
    level: levels[severity],
    ...(title === undefined ? {} : { title }),
    text: findingText(finding),
    ...(hasPlace ? { range: { start: position, end: position + length } } : {}),
    fixes: fixes.map((fix) => {
      const fixed = {
        ...draft,
        nameRegex: fix.delete ?? draft.nameRegex,
        nameRegexKeep: fix.keep ?? draft.nameRegexKeep,
      };
      const outcome = play(fixed);
      return { label: fixLabel(fix), draft: fixed, ...(outcome === undefined ? {} : { outcome }) };
    }),
  };
}

/** Tags for which a repair is played, which is done with each keystroke. */
const mostPlayed = 20_000;

function outcomeOf(
  draft: PolicyDraft,
  { tags, now }: ProjectSimulation,
  protections: readonly string[],
): string | undefined {
  if (tags.names.length > mostPlayed) return undefined;
  const { verdicts } = simulateProject(tags, fieldsOf(draft), protections, now);
  return t('deletes {0}', count(verdicts.filter(({ code }) => code === 'deleted').length));
}

/** An age that can be tried and not be saved: GitLab takes a few only. Source: GitLab `ContainerExpirationPolicy.older_than_options`. */
function unsavedAge(draft: PolicyDraft, project: PolicyProject | undefined): readonly Advice[] {
  const { olderThan } = draft;
  const seconds = durationSeconds(olderThan);
  const ages = agesToChoose(project?.olderThanValues ?? []);
  if (seconds === undefined || ages.includes(olderThan) || project?.policy?.olderThan === olderThan)
    return [];
  const below = ages.filter((age) => (durationSeconds(age) ?? Infinity) < seconds).at(-1);
  const above = ages.find((age) => (durationSeconds(age) ?? 0) > seconds);
  return [
    {
      level: 'warning',
      text: t('You can try this age here, but GitLab doesn’t offer it and won’t save it.'),
      fixes: [below, above]
        .filter((age) => age !== undefined)
        .map((age) => ({ label: t('Use {0}', olderThanLabel(age)), draft: { ...draft, olderThan: age } })),
    },
  ];
}
