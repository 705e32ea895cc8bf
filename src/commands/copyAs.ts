import * as vscode from 'vscode';
import type { Platform } from '../domain/platform.ts';
import { snippetForms, type SnippetForm } from '../domain/snippets/forms.ts';
import {
  referenceForms,
  snippetImageOf,
  type ReferenceForm,
  type SnippetImage,
} from '../domain/snippets/snippetImage.ts';
import { fillTemplate, needsDigest } from '../domain/snippets/template.ts';
import type { TagNode } from '../tree/nodes.ts';
import { copyTemplates } from '../ui/settings.ts';
import { pickSnippet, type FoundFacts, type SnippetChoice, type SnippetRow } from '../ui/snippetPick.ts';
import { formLabel, groupLabel, previewOf, templateProblem } from '../ui/snippetText.ts';
import { visible } from '../ui/visibleText.ts';
import type { CommandHandler } from './commandTable.ts';
import type { WriteClipboard } from './copyLines.ts';
import { imageTargetOf, type ImageTarget } from './imageTarget.ts';
import { lookUpDigests, type DigestSource } from './lookUpDigests.ts';
import type { Targets } from './targets.ts';

/** What is known of an image from its manifest. */
export type FactSource = (
  target: ImageTarget & { readonly listedDigest?: string | undefined },
  signal: AbortSignal,
) => Promise<FoundFacts>;

/** Where the last choice is remembered. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const storageKey = 'copyAs';
const templatePrefix = 'template:';

/** Copies the selected tags in a form that the person chooses; what was chosen last is offered first. */
export function copyAs(
  targets: Targets,
  write: WriteClipboard,
  sources: { readonly digests: DigestSource; readonly facts: FactSource; readonly memory: Memory },
): CommandHandler {
  return async (node, nodes) => {
    const { digests, facts, memory } = sources;
    const tags = await targets.many(['tag'], node, nodes);
    const [first] = tags;
    if (first === undefined || (await refuseUnreadable(tags))) return;
    const choice = await pickSnippet({
      title: titleOf(tags),
      last: lastChoice(memory),
      rows: (settings, found) => rowsOf(tags, settings, found),
      facts: (signal) => facts({ ...imageTargetOf(first), listedDigest: first.tag.digest }, signal),
    });
    if (choice === undefined) return;
    const images = await imagesOf(tags, choice, digests);
    const text = textOf(choice.id, images);
    if ('problem' in text) {
      await vscode.window.showErrorMessage(text.problem);
      return;
    }
    await write(text.text);
    await memory.update(storageKey, { id: choice.id, by: choice.by });
    vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Copied')}`, 3000);
  };
}

function titleOf(tags: readonly TagNode[]): string {
  const [first] = tags;
  if (tags.length !== 1 || first === undefined) return vscode.l10n.t('Copy {0} tags as', tags.length);
  return vscode.l10n.t('Copy {0} as', visible(`${first.repository.path}:${first.tag.name}`));
}

/** A server may call an image anything: what no container program reads is not carried into files and shells. */
async function refuseUnreadable(tags: readonly TagNode[]): Promise<boolean> {
  const unreadable = tags.find(({ tag }) => snippetImageOf(tag.location, 'tag', {}) === undefined);
  if (unreadable === undefined) return false;
  await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '“{0}” is no reference that container programs read, so nothing was made of it.',
      visible(unreadable.tag.location),
    ),
  );
  return true;
}

/** The digests are looked up only where the form needs them. */
async function imagesOf(
  tags: readonly TagNode[],
  { id, by, platform }: SnippetChoice,
  digests: DigestSource,
): Promise<readonly SnippetImage[]> {
  const needs = by !== 'tag' || needsDigest(templateOf(id));
  const found = needs ? await lookUpDigests(tags, digests) : [];
  const isAdded = by === 'tag' && needs;
  return tags.flatMap(({ tag }, at) => {
    const image = snippetImageOf(tag.location, by, { digest: found[at], platform });
    const digest = found[at];
    return image === undefined ? [] : [isAdded && digest !== undefined ? { ...image, digest } : image];
  });
}

function rowsOf(
  tags: readonly TagNode[],
  { by, platform }: { readonly by: ReferenceForm; readonly platform: Platform | undefined },
  facts: FoundFacts | undefined,
): readonly SnippetRow[] {
  const images = tags.flatMap(({ tag }) => {
    const digest = tag.digest ?? `sha256:${'0'.repeat(64)}`;
    return snippetImageOf(tag.location, by, { digest, platform }) ?? [];
  });
  const usable = snippetForms.filter(
    ({ group, isForOne = false }) =>
      (!isForOne || tags.length === 1) && (facts === undefined || (group === 'charts') === facts.isChart),
  );
  const templates = Object.keys(copyTemplates()).map((name) => {
    const text = textOf(templatePrefix + name, images);
    return {
      id: templatePrefix + name,
      label: visible(name),
      preview: previewOf('problem' in text ? text.problem : text.text),
      group: vscode.l10n.t('Your own templates'),
    };
  });
  return [...usable.map((form) => rowOf(form, images)), ...templates];
}

function rowOf(form: SnippetForm, images: readonly SnippetImage[]): SnippetRow {
  const preview = previewOf(form.write(images)).replaceAll(/sha256:0{64}/g, 'sha256:…');
  return { id: form.id, label: formLabel(form), preview, group: groupLabel(form.group) };
}

function templateOf(id: string): unknown {
  return id.startsWith(templatePrefix) ? copyTemplates()[id.slice(templatePrefix.length)] : undefined;
}

/** What is copied, or why nothing can be. */
function textOf(
  id: string,
  images: readonly SnippetImage[],
): { readonly text: string } | { readonly problem: string } {
  const form = snippetForms.find((one) => one.id === id);
  if (form !== undefined) return { text: form.write(images) };
  const parts: string[] = [];
  for (const image of images) {
    const filled = fillTemplate(templateOf(id), image);
    if ('problem' in filled) return { problem: templateProblem(id.slice(templatePrefix.length), filled) };
    parts.push(filled.text);
  }
  return { text: parts.join('\n') };
}

function lastChoice(memory: Memory): { readonly id: string; readonly by: ReferenceForm } | undefined {
  const stored = memory.get(storageKey);
  if (typeof stored !== 'object' || stored === null || !('id' in stored) || !('by' in stored))
    return undefined;
  const by = referenceForms.find((form) => form === stored.by);
  return typeof stored.id === 'string' && by !== undefined ? { id: stored.id, by } : undefined;
}
