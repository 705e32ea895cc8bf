import { compileProtectionPattern } from '../cleanup/tagPattern.ts';
import { matchesGlob } from './glob.ts';
import type { RuleKind } from './rule.ts';

/** What a rule may match: a tag's name or a repository's path, and how to call it. */
export interface RuleSubject {
  readonly name: string;
  readonly label: string;
}

/** What a rule matches of what is known; `first` holds labels, at most as many as were asked for. */
export interface RuleMatches {
  readonly count: number;
  readonly first: readonly string[];
}

/** Counts what a pattern matches, in the order given; `undefined` for one that is not valid RE2. */
export function matchesOf(
  kind: RuleKind,
  pattern: string,
  subjects: readonly RuleSubject[],
  mostNamed: number,
): RuleMatches | undefined {
  const matches = matcherOf(kind, pattern);
  if (matches === undefined) return undefined;
  const first: string[] = [];
  let count = 0;
  for (const { name, label } of subjects) {
    if (!matches(name)) continue;
    count += 1;
    if (first.length < mostNamed) first.push(label);
  }
  return { count, first };
}

function matcherOf(kind: RuleKind, pattern: string): ((name: string) => boolean) | undefined {
  if (kind === 'repository') return (path) => matchesGlob(pattern, path);
  return compileProtectionPattern(pattern).pattern?.matches;
}
