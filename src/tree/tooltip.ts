import * as vscode from 'vscode';
import { dateOfTag } from '../domain/tag.ts';
import { failureText } from '../ui/failureText.ts';
import { byteSize, dateTime, relativeTime } from '../ui/numbers.ts';
import { visible } from '../ui/visibleText.ts';
import type { Node, RepositoryNode, TagNode } from './nodes.ts';
import { tagCountText } from './treeItem.ts';

const { t } = vscode.l10n;

type Fact = readonly [label: string, value: string | undefined];

/** Everything that is known of a row, as text: names and messages of a server are never read as Markdown. */
export function tooltipOf(node: Node, now: number): vscode.MarkdownString | string {
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
    case 'project':
      return visible(node.fullPath);
    case 'repository':
      return repositoryTooltip(node);
    case 'tag':
      return tagTooltip(node, now);
    case 'failure': {
      const text = failureText(node.failure);
      return visible(`${text.why} ${text.next}`);
    }
    case 'more':
    case 'note':
      return '';
  }
}

function repositoryTooltip({ repository }: RepositoryNode): vscode.MarkdownString {
  return table(repository.path, [
    [t('Reference'), repository.location],
    [t('Tags'), repository.tagCount === undefined ? t('unknown') : tagCountText(repository.tagCount)],
    [t('Size'), repository.sizeBytes === undefined ? undefined : byteSize(repository.sizeBytes)],
    [t('Created'), repository.createdAt === undefined ? undefined : dateTime(repository.createdAt)],
  ]);
}

function tagTooltip({ tag }: TagNode, now: number): vscode.MarkdownString {
  const date = dateOfTag(tag);
  const when = date === undefined ? t('unknown') : `${dateTime(date)} (${relativeTime(date, now) ?? ''})`;
  const isDateOfPush = tag.publishedAt !== undefined || tag.updatedAt !== undefined;
  return table(tag.name, [
    [t('Reference'), tag.location],
    [isDateOfPush ? t('Published') : t('Created'), when],
    [t('Size'), tag.sizeBytes === undefined ? t('unknown') : byteSize(tag.sizeBytes)],
    [t('Digest'), tag.digest ?? t('unknown')],
    [t('Type'), tag.mediaType],
    [t('Who may push'), tag.protection?.minimumAccessLevelForPush],
    [t('Who may delete'), tag.protection?.minimumAccessLevelForDelete],
  ]);
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
