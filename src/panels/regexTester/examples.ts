import { l10n } from 'vscode';
import type { TesterExample, TesterPatterns } from '../../protocol/regexTester.ts';

/** Patterns to begin with, and names that show what they do; the names are what the tests verify. */
export interface RegexExample extends TesterExample {
  readonly goes: readonly string[];
  readonly stays: readonly string[];
}

const patterns = (deletes: string, keeps = '', ...protections: readonly string[]): TesterPatterns => ({
  deletes,
  keeps,
  protections,
});

/** All examples, in the order in which they are offered. */
export function regexExamples(): readonly RegexExample[] {
  return [
    {
      label: l10n.t('Everything except releases'),
      patterns: patterns('.*', '(?:v?\\d+(?:\\.\\d+)*|release-.*)'),
      goes: ['dev', 'feature-login', 'v1.2-rc1'],
      stays: ['v1.2.3', '2.0', 'release-2026', 'latest'],
    },
    {
      label: l10n.t('Everything except main and stable'),
      patterns: patterns('.*', '(?:main|stable)'),
      goes: ['dev', 'main-1', 'my-main'],
      stays: ['main', 'stable', 'latest'],
    },
    {
      label: l10n.t('Commit hashes'),
      patterns: patterns('(?:[0-9a-f]{7,8}|[0-9a-f]{40})'),
      goes: ['deadbeef', '0a1b2c3', '0123456789abcdef0123456789abcdef01234567'],
      stays: ['v1', 'main', 'deadbeef1', 'DEADBEEF'],
    },
    {
      label: l10n.t('Merge requests and feature branches'),
      patterns: patterns('(?:mr-\\d+|feature-.*)'),
      goes: ['mr-12', 'feature-x-dev'],
      stays: ['mr-', 'my-feature-x', 'mr-12-hotfix', 'main'],
    },
    {
      label: l10n.t('Nightly builds'),
      patterns: patterns('nightly-\\d{8}'),
      goes: ['nightly-20261121'],
      stays: ['nightly', 'nightly-20261121-fixed', 'v1'],
    },
  ];
}
