import * as vscode from 'vscode';
import { daysUntilExpiry, expiryWarningDays } from '../domain/accounts/access.ts';
import type { CredentialKind } from '../domain/accounts/credential.ts';
import { shortDigest } from '../domain/digest.ts';
import { dateOfTag } from '../domain/tag.ts';
import { newestOf } from '../domain/tags/tagGroups.ts';
import { nextCleanupText, policyStateText } from '../ui/text/cleanupWords.ts';
import { byteSize, count, relativeTime } from '../ui/text/numbers.ts';
import { tagViewText } from '../ui/text/tagViewText.ts';
import { visible } from '../ui/text/visibleText.ts';
import { failureLook, moreLook, noteLook, type Look } from './noticeLook.ts';
import {
  isParent,
  siblingsOf,
  type ConnectionNode,
  type GroupNode,
  type Node,
  type ParentNode,
  type ProjectNode,
  type RepositoryNode,
  type SectionNode,
  type TagFolderNode,
  type TagNode,
} from './nodes.ts';

const { t } = vscode.l10n;
const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** How a row looks, with what it says to a screen reader and which menus it has. The tooltip is made when it is asked for. */
export function toTreeItem(node: Node, now: number): vscode.TreeItem {
  const look = lookOf(node, now);
  const item = new vscode.TreeItem(visible(look.label), look.state ?? None);
  item.id = node.id;
  if (look.description !== undefined) item.description = visible(look.description);
  item.iconPath = new vscode.ThemeIcon(
    look.icon,
    look.color === undefined ? undefined : new vscode.ThemeColor(look.color),
  );
  item.contextValue = look.words ?? node.kind;
  const { kindName, spoken = look.label, description } = look;
  item.accessibilityInformation = {
    label: visible([kindName, spoken, description].filter(Boolean).join(', ')),
  };
  if (look.command !== undefined)
    item.command = { title: look.label, command: look.command, arguments: [node, ...(look.arguments ?? [])] };
  return item;
}

function lookOf(node: Node, now: number): Look {
  if (isParent(node)) return parentLook(node, now);
  switch (node.kind) {
    case 'tag':
      return tagLook(node, now);
    case 'more':
      return moreLook(node);
    case 'failure':
      return failureLook(node, now);
    case 'note':
      return noteLook(node, now);
  }
}

function parentLook(node: ParentNode, now: number): Look {
  switch (node.kind) {
    case 'connection':
      return connectionLook(node, now);
    case 'section':
      return sectionLook(node);
    case 'group':
      return groupLook(node);
    case 'project':
      return projectLook(node, now);
    case 'repository':
      return repositoryLook(node, now);
    case 'tagFolder':
      return folderLook(node, now);
  }
}

function connectionLook(node: ConnectionNode, now: number): Look {
  const days = node.expiresAt === undefined ? Infinity : daysUntilExpiry(node.expiresAt, now);
  const base = { label: node.name, kindName: t('connection'), state: Expanded };
  const { credential = 'accessToken' } = node;
  if (credential !== 'accessToken')
    return { ...base, description: credentialText(credential), icon: 'server-environment' };
  if (days < 0)
    return { ...base, description: t('token expired'), icon: 'warning', color: 'list.errorForeground' };
  if (days > expiryWarningDays) return { ...base, description: node.username, icon: 'server-environment' };
  const expiry = days === 0 ? t('token expires within a day') : t('token expires in {0} days', days);
  return {
    ...base,
    description: `${node.username} · ${expiry}`,
    icon: 'warning',
    color: 'list.warningForeground',
  };
}

function sectionLook({ section }: SectionNode): Look {
  return section === 'pinned'
    ? { label: t('Pinned'), icon: 'pinned', kindName: '', state: Expanded }
    : { label: t('Recently used'), icon: 'history', kindName: '', state: Collapsed };
}

function credentialText(credential: Exclude<CredentialKind, 'accessToken'>): string {
  const texts = {
    deployToken: t('deploy token'),
    jobToken: t('CI job token'),
    anonymous: t('not signed in'),
  };
  return texts[credential];
}

function groupLook(node: GroupNode): Look {
  const icons = { top: 'organization', nested: 'folder', personal: 'account' } as const;
  const base = { label: node.label, icon: icons[node.scope], kindName: t('group'), state: Collapsed };
  return node.scope === 'personal' ? { ...base, description: t('your own projects') } : base;
}

function projectLook({ label, inWorkspace, policy, place }: ProjectNode, now: number): Look {
  const facts = [inWorkspace ? t('this workspace') : undefined, policyStateText(policy, now)].filter(Boolean);
  return {
    label,
    ...(facts.length === 0 ? {} : { description: facts.join(' · ') }),
    icon: inWorkspace ? 'root-folder' : 'repo',
    kindName: t('project'),
    state: Collapsed,
    words: place === undefined ? 'project' : 'project named',
  };
}

function repositoryLook(node: RepositoryNode, now: number): Look {
  const { repository, view } = node;
  const isRoot = repository.name === '';
  const facts = [
    isRoot && !node.isShortcut ? t('root image') : undefined,
    repository.tagCount === undefined ? undefined : tagCountText(repository.tagCount),
    statusText(node) ?? nextCleanupText(node.policy, now),
    tagViewText(view),
  ];
  const isGoing = repository.deletion === 'scheduled' || repository.deletion === 'ongoing';
  return {
    label: repositoryLabel(node),
    description: facts.filter(Boolean).join(' · '),
    icon: isGoing ? 'trash' : 'package',
    kindName: t('repository'),
    state: Collapsed,
    words: repositoryWords(node),
  };
}

function repositoryLabel({ repository, isShortcut, projectPath }: RepositoryNode): string {
  if (isShortcut) return repository.path;
  return repository.name === '' ? (projectPath.split('/').at(-1) ?? repository.path) : repository.name;
}

function repositoryWords({ view, isPinned, place }: RepositoryNode): string {
  const filtered = view.filter === undefined ? '' : ' filtered';
  const grouped = view.isGrouped === true ? ' grouped' : ' flat';
  const named = place === undefined ? '' : ' named';
  return `repository${filtered}${grouped}${isPinned ? ' pinned' : ' unpinned'}${named}`;
}

function folderLook({ folder }: TagFolderNode, now: number): Look {
  const newest = newestOf(folder.tags);
  const facts = [
    tagCountText(folder.tags.length),
    newest === undefined ? undefined : relativeTime(newest, now),
  ];
  return {
    label: folder.prefix,
    description: facts.filter(Boolean).join(' · '),
    icon: 'folder',
    kindName: t('folder of tags'),
    state: Collapsed,
  };
}

/** “1 tag”, “12,000 tags”. */
export function tagCountText(tags: number): string {
  return tags === 1 ? t('1 tag') : t('{0} tags', count(tags));
}

function statusText(node: RepositoryNode): string | undefined {
  const { deletion, cleanup } = node.repository;
  if (deletion === 'failed') return t('deletion failed');
  if (deletion !== undefined) return t('being deleted');
  if (cleanup === 'ongoing') return t('cleanup in progress');
  if (cleanup === 'scheduled') return t('cleanup will run soon');
  return cleanup === 'unfinished' ? t('cleanup incomplete') : undefined;
}

function tagLook(node: TagNode, now: number): Look {
  const { tag } = node;
  const date = dateOfTag(tag);
  const facts = [
    date === undefined ? undefined : relativeTime(date, now),
    tag.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes),
    tag.digest === undefined ? undefined : shortDigest(tag.digest),
    siblingsText(node),
    tag.protection === undefined ? undefined : tag.protection.isImmutable ? t('immutable') : t('protected'),
  ];
  return {
    label: tag.name,
    description: facts.filter(Boolean).join(' · '),
    icon: tag.protection === undefined ? 'tag' : 'lock',
    kindName: t('tag'),
    command: 'gitlabRegistry.showManifest',
    arguments: ['preview'],
    words: tag.digest === undefined ? 'tag' : 'tag digest',
  };
}

/** How many of the tags on the same image a row names. */
const mostSiblings = 3;

/** “= latest, 1.4”: other names of the same image. */
function siblingsText(node: TagNode): string | undefined {
  if (node.sameImage.length === 0) return undefined;
  const rest = node.sameImage.length - 1 - mostSiblings;
  const shown = siblingsOf(node, mostSiblings).join(', ');
  return rest > 0 ? t('= {0} and {1} more', shown, count(rest)) : `= ${shown}`;
}
