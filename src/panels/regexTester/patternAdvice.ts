import type { Finding, Fix } from '../../domain/cleanup/finding.ts';
import { lintPolicy, lintProtection } from '../../domain/cleanup/lint.ts';
import type { PatternAdvice, TesterPatterns } from '../../protocol/regexTester.ts';
import { findingText, fixLabel } from '../../ui/text/findingText.ts';
import { patternWords } from '../shared/patternWords.ts';
import type { Advise } from './session.ts';

/** The deed of every valid pattern in words, and what lint has to say about it. */
export const patternAdvice: Advise = (patterns, names) => {
  const { deletes, keeps } = patterns;
  const criteria = { nameRegex: deletes, nameRegexKeep: keeps, keepN: undefined, olderThan: undefined };
  // An empty field is how everybody begins.
  const findings = lintPolicy(criteria, names).filter(({ code }) => code !== 'empty');
  const side = (field: Finding['field'], place: 'deletes' | 'keeps') =>
    adviceOf(
      findings.filter((finding) => finding.field === field),
      () => patternWords(patterns[place], place),
      (fix) => ({ ...patterns, deletes: fix.delete ?? deletes, keeps: fix.keep ?? keeps }),
    );
  return {
    deletes: side('nameRegex', 'deletes'),
    keeps: side('nameRegexKeep', 'keeps'),
    protections: patterns.protections.map((source, rule) =>
      source === ''
        ? []
        : adviceOf(
            lintProtection(source, names),
            () => patternWords(source, rule),
            (fix) => ({
              ...patterns,
              protections: patterns.protections.with(rule, fix.protection ?? source),
            }),
          ),
    ),
  };
};

const levels = { error: 'error', warning: 'warning', hint: 'info' } as const;

function adviceOf(
  findings: readonly Finding[],
  words: () => string,
  fixed: (fix: Fix) => TesterPatterns,
): readonly PatternAdvice[] {
  const isValid = findings.every(({ code }) => code !== 'invalid');
  return [
    ...(isValid ? [{ level: 'info', text: words() } as const] : []),
    ...findings.map((finding): PatternAdvice => {
      const { position, length, severity, fixes } = finding;
      return {
        level: levels[severity],
        text: findingText(finding),
        ...(finding.code !== 'invalid' && length === 0
          ? {}
          : { range: { start: position, end: position + length } }),
        fixes: fixes.map((fix) => ({ label: fixLabel(fix), patterns: fixed(fix) })),
      };
    }),
  ];
}
