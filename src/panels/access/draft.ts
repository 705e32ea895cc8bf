import { l10n } from 'vscode';
import * as v from 'valibot';
import type { Finding } from '../../domain/cleanup/finding.ts';
import { lintProtection } from '../../domain/cleanup/lint.ts';
import { ruleLevels, ruleProblems, type ProtectionRule, type WantedRule } from '../../domain/access/rule.ts';
import { wholeNamePattern } from '../../domain/access/wholeName.ts';
import type { MatchText, PatternNote, RuleDraft, RulePreview } from '../../protocol/access.ts';
import { findingText, fixLabel } from '../../ui/text/findingText.ts';
import { problemText } from './words.ts';
import { patternWords } from '../shared/patternWords.ts';

const level = v.picklist(['', ...ruleLevels]);

/** What a page or the storage may hand in as a draft. A pattern that is too long is still judged, to be told so. */
export const ruleDraftSchema = v.strictObject({
  kind: v.picklist(['tag', 'repository']),
  id: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  pattern: v.pipe(v.string(), v.maxLength(5000)),
  push: level,
  remove: level,
});

/** The rule that a form asks for. */
export function wantedOf({ pattern, push, remove }: RuleDraft): WantedRule {
  return {
    pattern,
    ...(push !== '' && { minimumAccessLevelForPush: push }),
    ...(remove !== '' && { minimumAccessLevelForDelete: remove }),
  };
}

/** What a draft is judged by. */
export interface DraftGround {
  readonly projectPath: string;
  /** The project's rules of the kind. */
  readonly rules: readonly ProtectionRule[];
  /** Names of tags that are listed; empty while they are not. */
  readonly names: readonly string[];
  readonly matches: MatchText | undefined;
}

/** What follows from a draft. */
export function previewOf(
  draft: RuleDraft,
  { projectPath, rules, names, matches }: DraftGround,
): RulePreview {
  const others = rules.filter(({ id }) => id !== draft.id);
  const found = ruleProblems(draft.kind, wantedOf(draft), { projectPath, others });
  const problems: Partial<Record<'pattern' | 'push' | 'remove', string>> = {};
  for (const { field, text } of found.map((problem) => problemText(problem, projectPath)))
    problems[field] = problems[field] === undefined ? text : `${problems[field]} ${text}`;
  const notes = draft.kind === 'tag' && draft.pattern !== '' ? tagPatternNotes(draft.pattern, names) : [];
  const isValid = notes.every((note) => note.level !== 'error');
  return {
    notes,
    problems,
    ...(matches !== undefined && draft.pattern !== '' ? { matches } : {}),
    canSave: found.length === 0 && isValid,
  };
}

const levels = { error: 'error', warning: 'warning', hint: 'info' } as const;

/** What is wrong with a tag pattern, or what it asks of a name; and that it is looked for anywhere. */
function tagPatternNotes(pattern: string, names: readonly string[]): readonly PatternNote[] {
  const findings = lintProtection(pattern, names).filter(({ code }) => code !== 'tooLong');
  const isValid = findings.every(({ code }) => code !== 'invalid');
  const whole = wholeNamePattern(pattern);
  const anywhere: PatternNote = {
    level: 'info',
    text: l10n.t('It can match anywhere in the name, so longer names match too.'),
    fixes: whole === undefined ? [] : [{ label: l10n.t('Match the Whole Name'), pattern: whole }],
  };
  return [
    ...(isValid ? [{ level: 'info', text: patternWords(pattern, 0) } as const] : []),
    ...(whole === undefined ? [] : [anywhere]),
    ...findings.map((finding): PatternNote => {
      const { position, length, severity, fixes } = finding;
      return {
        level: levels[severity],
        text: textOf(finding),
        ...(finding.code === 'invalid' || length > 0
          ? { range: { start: position, end: position + length } }
          : {}),
        fixes: fixes.flatMap((fix) =>
          fix.protection === undefined ? [] : { label: fixLabel(fix), pattern: fix.protection },
        ),
      };
    }),
  ];
}

/** What stays is told a policy by its keep pattern; a rule has none. */
function textOf(finding: Finding): string {
  return finding.error?.code === 'lookaround'
    ? `${l10n.t('RE2 has no lookahead or lookbehind.')} (${finding.error.message})`
    : findingText(finding);
}
