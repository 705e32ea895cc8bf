import * as vscode from 'vscode';
import type { DeletionPlan, DeletionRule, TagImpact } from '../domain/deletion/plan.ts';
import { byteSize, count, dateTime } from './numbers.ts';
import { visible } from './visibleText.ts';

/** How many names or files a sentence holds before it only counts. */
const named = 5;

/** What deleting each tag touches: a line for the tag, why it was chosen, and one for each thing that a person should know. */
export function tagLines(
  repositoryPath: string,
  tag: TagImpact,
  reason: string | undefined,
): readonly string[] {
  const facts = [
    tag.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes),
    tag.date === undefined ? undefined : dateTime(tag.date),
  ].filter((fact) => fact !== undefined);
  const head = visible(`${repositoryPath}:${tag.name}`);
  return [
    facts.length === 0 ? head : `${head} (${facts.join(', ')})`,
    ...(reason === undefined ? [] : [visible(reason)]).concat(notesOf(tag)).map((note) => `    ${note}`),
  ];
}

/** What the whole plan comes to. */
export function planLines(plan: DeletionPlan): readonly string[] {
  const { t } = vscode.l10n;
  const { unreferencedBytes: bytes, isUpperBound, orphans } = plan;
  const freed = bytes === undefined || bytes === 0 ? undefined : byteSize(bytes);
  const lines = [
    orphans.length === 0
      ? undefined
      : t('{0} manifests of single platforms can then be reached by no tag.', count(orphans.length)),
    freed === undefined
      ? undefined
      : isUpperBound
        ? t('Up to {0} are then needed by no tag of the repository.', freed)
        : t('{0} are then needed by no tag of the repository.', freed),
    plan.areRulesKnown ? undefined : t('Whether tags are protected could not be found out.'),
    t('Tags are deleted by name: other tags of the same image stay.'),
    plan.canUndo
      ? t('You can undo this until the registry cleans up what no tag leads to.')
      : t('This cannot be undone: the manifests could not be read from the registry.'),
  ];
  return lines.filter((line) => line !== undefined);
}

function notesOf(tag: TagImpact): readonly string[] {
  const { t } = vscode.l10n;
  const { siblings = [], mentions, newestOf, change } = tag;
  const files = [...new Set(mentions.map(({ file, line }) => `${file}:${line}`))];
  const notes = [
    change === 'gone' ? t('is not there any more') : undefined,
    change === 'moved' ? t('points at another image than the list shows') : undefined,
    ...tag.rules.map(ruleText),
    siblings.length === 0 ? undefined : t('the same image stays as {0}', listOf(siblings)),
    tag.isLatest ? t('is what is pulled where no tag is named') : undefined,
    newestOf === undefined
      ? undefined
      : newestOf === ''
        ? t('is the newest of the version numbers')
        : t('is the newest that begins with “{0}”', visible(newestOf)),
    files.length === 0 ? undefined : t('is used in {0}', listOf(files)),
  ];
  return notes.filter((note) => note !== undefined);
}

function ruleText(rule: DeletionRule): string {
  const { t } = vscode.l10n;
  const pattern = visible(rule.pattern);
  if (rule.isImmutable) return t('will be refused: the rule “{0}” makes it immutable', pattern);
  const roles: Readonly<Record<string, string>> = {
    MAINTAINER: t('Maintainer'),
    OWNER: t('Owner'),
    ADMIN: t('Administrator'),
  };
  const level = rule.minimumAccessLevelForDelete ?? '';
  return t('will be refused below the role {0}: the rule “{1}” protects it', roles[level] ?? level, pattern);
}

function listOf(texts: readonly string[]): string {
  const shown = texts.slice(0, named).map(visible).join(', ');
  return texts.length > named ? vscode.l10n.t('{0} and {1} more', shown, count(texts.length - named)) : shown;
}
