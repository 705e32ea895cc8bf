import * as vscode from 'vscode';
import { gitlabPages, type PageSubject } from '../../domain/snippets/gitlabPages.ts';
import type { NamedValue } from '../../domain/images/imageConfig.ts';
import { sourceLinks } from '../../domain/images/sourceLinks.ts';
import type { Node, TagNode } from '../../tree/nodes.ts';
import { gitlabPageLabel, sourceLinkLabel } from '../../ui/text/gitlabPageText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';
import { choose } from '../../ui/questions.ts';

/** The labels of an image, for this machine's platform. */
export type LabelSource = (
  target: ImageTarget & { readonly listedDigest?: string | undefined },
  signal: AbortSignal,
) => Promise<readonly NamedValue[]>;

const kinds = ['connection', 'group', 'project', 'repository', 'tag'] as const;

type Row = Extract<Node, { readonly kind: (typeof kinds)[number] }>;

interface PageItem extends vscode.QuickPickItem {
  readonly url: string;
}

/** Asks which page of GitLab to open: those about the row, and for a tag those that its image was made from. */
export function openGitlabPage(targets: Targets, labels: LabelSource): CommandHandler {
  return async (node) => {
    const row = await targets.one(kinds, node);
    if (row === undefined) return;
    const title = vscode.l10n.t('Open GitLab page');
    const item = await choose(itemsOf(row, labels), { title, matchOnDetail: true });
    if (item !== undefined) await vscode.env.openExternal(vscode.Uri.parse(item.url, true));
  };
}

async function itemsOf(row: Row, labels: LabelSource): Promise<readonly PageItem[]> {
  const pages = gitlabPages(subjectOf(row)).map(({ id, url }) => itemOf(gitlabPageLabel(id), url));
  if (row.kind !== 'tag') return pages;
  const { instanceUrl, projectPath, tag } = row;
  const links = sourceLinks(await labelsOf(row, labels), { instanceUrl, projectPath, tag: tag.name });
  return [...links.map((link) => itemOf(sourceLinkLabel(link), link.url)), ...pages];
}

/** None of an image that cannot be read: what its name tells is left. */
async function labelsOf(row: TagNode, labels: LabelSource): Promise<readonly NamedValue[]> {
  try {
    const target = { ...imageTargetOf(row), listedDigest: row.tag.digest };
    return await labels(target, AbortSignal.timeout(5000));
  } catch {
    return [];
  }
}

function subjectOf(row: Row): PageSubject {
  const { instanceUrl } = row;
  if (row.kind === 'connection') return { instanceUrl };
  if (row.kind === 'group')
    return row.scope === 'personal' ? { instanceUrl } : { instanceUrl, groupPath: row.fullPath };
  if (row.kind === 'project') return { instanceUrl, projectPath: row.fullPath };
  return { instanceUrl, projectPath: row.projectPath, repositoryId: row.repository.id };
}

function itemOf(label: string, url: string): PageItem {
  return { label, detail: visible(url), url };
}
