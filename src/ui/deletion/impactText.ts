import * as vscode from 'vscode';
import type { DeletionPlan, DeletionRule, FileMention, TagImpact } from '../../domain/deletion/plan.ts';
import { isAtLeast, type Role } from '../../domain/access/role.ts';
import { byteSize, count, dateTime } from '../text/numbers.ts';
import { roleText } from '../text/roleText.ts';
import { visible } from '../text/visibleText.ts';

/** How many names or files a sentence holds before it only counts. */
const named = 5;

/** What a remark on a tag is about. */
export type ImpactKind = 'refused' | 'changed' | 'latest' | 'shared' | 'newest' | 'used';

/** Something that a person should know of a tag before it goes. */
export interface ImpactNote {
  readonly kind: ImpactKind;
  readonly text: string;
}

/** What deleting each tag touches: a line for the tag, why it was chosen, and one for each thing that a person should know. */
export function tagLines(
  repositoryPath: string,
  tag: TagImpact,
  { reason, role }: { readonly reason: string | undefined; readonly role: Role | undefined },
): readonly string[] {
  const facts = [
    tag.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes),
    tag.date === undefined ? undefined : dateTime(tag.date),
  ].filter((fact) => fact !== undefined);
  const head = visible(`${repositoryPath}:${tag.name}`);
  const notes = [
    ...(reason === undefined ? [] : [visible(reason)]),
    ...impactNotes(tag, role).map(({ text }) => text),
  ];
  return [facts.length === 0 ? head : `${head} (${facts.join(', ')})`, ...notes.map((note) => `    ${note}`)];
}

/** What the whole plan comes to. */
export function planLines(plan: DeletionPlan): readonly string[] {
  const { t } = vscode.l10n;
  const { orphans, role } = plan;
  const lines = [
    role === undefined || isAtLeast(role, 'DEVELOPER')
      ? undefined
      : t(
          'GitLab will refuse everything: deleting tags requires the {0} role, and yours is {1}.',
          t('Developer'),
          roleText(role),
        ),
    orphans.length === 0
      ? undefined
      : t('{0} platform manifests will no longer be reachable from any tag.', count(orphans.length)),
    bytesLine(plan),
    unknownUsesLine(plan),
    plan.areRulesKnown ? undefined : t('Couldn’t check whether tags are protected.'),
    t('Only these tags are deleted. Other tags of the same image are kept.'),
    plan.canUndo
      ? t('You can undo this until the registry’s next garbage collection.')
      : t('This can’t be undone: the manifests couldn’t be read from the registry.'),
  ];
  return lines.filter((line) => line !== undefined);
}

/** Files whose tag depends on variables: nobody can say which tag they use. `undefined` where there are none. */
function unknownUsesLine({ unknownMentions }: DeletionPlan): string | undefined {
  const files = [...new Set(unknownMentions.map(placeOf))];
  return files.length === 0
    ? undefined
    : vscode.l10n.t('May be used where the tag is a variable: {0}', listOf(files));
}

function bytesLine({ unreferencedBytes: bytes, isUpperBound }: DeletionPlan): string | undefined {
  const { t } = vscode.l10n;
  if (bytes === undefined) return t('The space this frees is unknown.');
  if (bytes === 0) return undefined;
  return isUpperBound
    ? t('Frees up to {0} after garbage collection.', byteSize(bytes))
    : t('Frees {0} after garbage collection.', byteSize(bytes));
}

/** What a person should know of a tag before it goes, the most important first. `role`: the person's own, where it is known. */
export function impactNotes(tag: TagImpact, role: Role | undefined): readonly ImpactNote[] {
  const { t } = vscode.l10n;
  const { siblings = [], mentions, newestOf, change } = tag;
  const files = [...new Set(mentions.map(placeOf))];
  const note = (kind: ImpactKind, isSo: boolean, text: () => string): readonly ImpactNote[] =>
    isSo ? [{ kind, text: text() }] : [];
  return [
    ...tag.rules.map((rule): ImpactNote => ({ kind: 'refused', text: ruleText(rule, role) })),
    ...note('changed', change === 'gone', () => t('no longer exists')),
    ...note('changed', change === 'moved', () => t('now points to a different image than the list shows')),
    ...note('shared', siblings.length > 0, () => t('image is still tagged {0}', listOf(siblings))),
    ...note('latest', tag.isLatest, () => t('is pulled by default when no tag is specified')),
    ...note('newest', newestOf === '', () => t('is the latest version')),
    ...note('newest', newestOf !== undefined && newestOf !== '', () =>
      t('is the latest tag that starts with “{0}”', visible(newestOf ?? '')),
    ),
    ...note('used', files.length > 0, () => t('is used in {0}', listOf(files))),
  ];
}

/** An administrator who is a member has a member's role here, so that nothing certain is said of rules above all roles. */
function ruleText(
  { isImmutable, pattern: source, minimumAccessLevelForDelete = '' }: DeletionRule,
  role?: Role,
): string {
  const { t } = vscode.l10n;
  const pattern = visible(source);
  if (isImmutable) return t('can’t be deleted: the rule “{0}” makes it immutable', pattern);
  const needed = roleText(minimumAccessLevelForDelete);
  return role === undefined || minimumAccessLevelForDelete === 'ADMIN'
    ? t('requires the role {0} or higher: the rule “{1}” protects it', needed, pattern)
    : t('can’t be deleted: the rule “{0}” requires {1}, and you’re {2}', pattern, needed, roleText(role));
}

/** `file:line`; says where only the text was searched, so that the name may mean nothing there. */
export function placeOf({ file, line, foundBy }: FileMention): string {
  const place = `${file}:${line}`;
  return foundBy === 'text' ? vscode.l10n.t('{0} (text match)', place) : place;
}

function listOf(texts: readonly string[]): string {
  const shown = texts.slice(0, named).map(visible).join(', ');
  return texts.length > named ? vscode.l10n.t('{0} and {1} more', shown, count(texts.length - named)) : shown;
}
