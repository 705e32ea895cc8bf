import * as vscode from 'vscode';
import type { PolicyState } from '../domain/cleanup/policy.ts';
import type { IndexSize } from '../domain/indexSize.ts';
import { dateOfTag } from '../domain/tag.ts';
import { newestOf } from '../domain/tags/tagGroups.ts';
import { lastCleanupText } from '../ui/text/cleanupWords.ts';
import type { Failure } from '../base/failure.ts';
import { failureText, repairOf } from '../ui/text/failureText.ts';
import { byteSize, dateTime, relativeTime } from '../ui/text/numbers.ts';
import { visible } from '../ui/text/visibleText.ts';
import {
  siblingsOf,
  type FailureNode,
  type Node,
  type RepositoryNode,
  type TagFolderNode,
  type TagNode,
} from './nodes.ts';
import { tagCountText } from './treeItem.ts';

const { t } = vscode.l10n;

/** What is known of a tag besides its row. */
interface TagFacts {
  readonly indexSize?: IndexSize | undefined;
  /** What the cleanup policy does to it, as a line. */
  readonly cleanup?: string | undefined;
}

type Fact = readonly [label: string, value: string | undefined];

/** Everything that is known of a row, as text: names and messages of a server are never read as Markdown. */
export function tooltipOf(node: Node, now: number, more: TagFacts = {}): vscode.MarkdownString | string {
  switch (node.kind) {
    case 'connection': {
      const expiry = node.expiresAt === undefined ? undefined : node.expiresAt;
      return table(node.name, [
        [t('Instance'), node.instanceUrl],
        [t('Account'), node.username],
        [t('Token expires'), expiry],
      ]);
    }
    case 'group':
      return visible(node.fullPath);
    case 'project':
      return table(node.fullPath, policyFacts(node.policy));
    case 'repository':
      return repositoryTooltip(node);
    case 'tagFolder':
      return folderTooltip(node, now);
    case 'tag':
      return tagTooltip(node, now, more);
    case 'failure':
      return failureTooltip(node);
    default:
      return '';
  }
}

/** The sentences that the row has no room for. */
function failureTooltip({ failure, keepsOld, until }: FailureNode): string {
  const { why, next } = failureText(failure);
  const old = keepsOld ? `\n${t('Showing the last known data.')}` : '';
  const click = until === undefined ? `\n${clickText(failure)}` : '';
  return `${visible(`${why} ${next}`)}${old}${click}`;
}

function clickText(failure: Failure): string {
  const texts = {
    retry: t('Click to try again.'),
    signIn: t('Click to sign in again.'),
    showLog: t('Click to show the log.'),
  };
  return texts[repairOf(failure)];
}

function policyFacts(policy: PolicyState | undefined): readonly Fact[] {
  if (policy === undefined) return [];
  const next = policy.enabled && policy.nextRunAt !== undefined ? dateTime(policy.nextRunAt) : undefined;
  return [
    [t('Cleanup policy'), policy.enabled ? t('on') : t('off')],
    [t('Next cleanup'), next],
  ];
}

function repositoryTooltip({ repository, policy }: RepositoryNode): vscode.MarkdownString {
  return table(repository.path, [
    [t('Reference'), repository.location],
    [t('Tags'), repository.tagCount === undefined ? t('unknown') : tagCountText(repository.tagCount)],
    [t('Size'), repository.sizeBytes === undefined ? undefined : byteSize(repository.sizeBytes)],
    [t('Created'), repository.createdAt === undefined ? undefined : dateTime(repository.createdAt)],
    ...policyFacts(policy),
    [t('Cleanup'), lastCleanupText(repository)],
  ]);
}

function folderTooltip({ folder }: TagFolderNode, now: number): vscode.MarkdownString {
  const newest = newestOf(folder.tags);
  return table(folder.prefix, [
    [t('Tags'), tagCountText(folder.tags.length)],
    [
      t('Newest'),
      newest === undefined ? t('unknown') : `${dateTime(newest)} (${relativeTime(newest, now) ?? ''})`,
    ],
  ]);
}

function tagTooltip(node: TagNode, now: number, { indexSize, cleanup }: TagFacts): vscode.MarkdownString {
  const { tag } = node;
  const siblings = siblingsOf(node, 20);
  const date = dateOfTag(tag);
  const when = date === undefined ? t('unknown') : `${dateTime(date)} (${relativeTime(date, now) ?? ''})`;
  const isDateOfPush = tag.publishedAt !== undefined || tag.updatedAt !== undefined;
  return table(tag.name, [
    [t('Reference'), tag.location],
    [isDateOfPush ? t('Published') : t('Created'), when],
    ...sizeFacts(tag.sizeBytes, indexSize),
    [t('Same image as'), siblings.length === 0 ? undefined : siblings.join(', ')],
    [t('Digest'), tag.digest ?? t('unknown')],
    [t('Type'), tag.mediaType],
    [t('Who may push'), tag.protection?.minimumAccessLevelForPush],
    [t('Who may delete'), tag.protection?.minimumAccessLevelForDelete],
    [t('Cleanup'), cleanup],
  ]);
}

/** The size, and of an index those of its images below it. */
function sizeFacts(bytes: number | undefined, indexSize: IndexSize | undefined): readonly Fact[] {
  const known = bytes ?? indexSize?.totalBytes;
  const images = indexSize?.images ?? [];
  return [
    [t('Size'), known === undefined ? t('unknown') : byteSize(known)],
    ...images.map((image): Fact => [image.platform, byteSize(image.bytes)]),
  ];
}

function table(title: string, facts: readonly Fact[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(visible(title));
  for (const [label, value] of facts) {
    if (value === undefined) continue;
    text.appendMarkdown('  \n');
    text.appendText(`${label}: ${visible(value)}`);
  }
  return text;
}
