import * as vscode from 'vscode';
import { snippetForms, type SnippetForm } from '../../domain/snippets/forms.ts';
import { snippetImageOf } from '../../domain/snippets/snippetImage.ts';
import { fillTemplate, needsDigest, type TemplateValues } from '../../domain/snippets/template.ts';
import type { TagNode } from '../../tree/nodes.ts';
import { copyTemplates } from '../../ui/settings.ts';
import { pickSnippet, type FoundFacts, type SnippetChoice, type SnippetRow } from './snippetPick.ts';
import { formLabel, groupLabel, previewOf, templateProblem } from './snippetText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { WriteClipboard } from '../shared/copyLines.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import { lookUpDigests, type DigestSource } from '../shared/lookUpDigests.ts';
import { lastSnippet, type Memory } from '../shared/memory.ts';
import { areReadable } from '../shared/readableImages.ts';
import type { Targets } from '../shared/targets.ts';
import { flash, tellFailure } from '../../ui/messages.ts';

/** What is known of an image from its manifest. */
export type FactSource = (
  target: ImageTarget & { readonly listedDigest?: string | undefined },
  signal: AbortSignal,
) => Promise<FoundFacts>;

const storageKey = 'copyAs';
const templatePrefix = 'template:';

/** Stands in a preview for a digest that would have to be looked up. */
const notKnownYet = `sha256:${'0'.repeat(64)}`;

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
    if (first === undefined || !(await areReadable(tags))) return;
    const choice = await pickSnippet({
      title: titleOf(tags),
      last: lastSnippet(memory, storageKey),
      rows: (settings, found) => rowsOf(tags, settings, found),
      facts: (signal) => facts({ ...imageTargetOf(first), listedDigest: first.tag.digest }, signal),
    });
    if (choice === undefined) return;
    const text = textOf(choice.id, await subjectsOf(tags, choice, digests));
    if ('problem' in text) {
      await tellFailure(text.problem);
      return;
    }
    await write(text.text);
    await memory.update(storageKey, { id: choice.id, by: choice.by });
    flash(vscode.l10n.t('Copied'));
  };
}

function titleOf(tags: readonly TagNode[]): string {
  const [first] = tags;
  if (tags.length !== 1 || first === undefined) return vscode.l10n.t('Copy {0} tags as', tags.length);
  return vscode.l10n.t('Copy {0} as', visible(`${first.repository.path}:${first.tag.name}`));
}

/** The digests are looked up only where the form needs them. */
async function subjectsOf(
  tags: readonly TagNode[],
  choice: SnippetChoice,
  digests: DigestSource,
): Promise<readonly TemplateValues[]> {
  const needs = choice.by !== 'tag' || needsDigest(templateOf(choice.id));
  return subjects(tags, choice, needs ? await lookUpDigests(tags, digests) : []);
}

function subjects(
  tags: readonly TagNode[],
  { by, platform }: Omit<SnippetChoice, 'id'>,
  digests: readonly string[],
): readonly TemplateValues[] {
  return tags.flatMap(({ tag }, at) => {
    const digest = digests[at];
    const image = snippetImageOf(tag.location, by, { digest, platform });
    return image === undefined ? [] : { image, tag: tag.name, digest };
  });
}

function rowsOf(
  tags: readonly TagNode[],
  settings: Omit<SnippetChoice, 'id'>,
  facts: FoundFacts | undefined,
): readonly SnippetRow[] {
  const shown = tags.map(({ tag }) => tag.digest ?? notKnownYet);
  const all = subjects(tags, settings, shown);
  const usable = snippetForms.filter(
    ({ group, isForOne = false }) =>
      (!isForOne || tags.length === 1) && (facts === undefined || (group === 'charts') === facts.isChart),
  );
  const templates = Object.keys(copyTemplates()).map((name) => {
    const text = textOf(templatePrefix + name, all);
    return {
      id: templatePrefix + name,
      label: visible(name),
      preview: previewOf('problem' in text ? text.problem : text.text).replaceAll(notKnownYet, 'sha256:…'),
      group: vscode.l10n.t('Your own templates'),
    };
  });
  return [...usable.map((form) => rowOf(form, all)), ...templates];
}

function rowOf(form: SnippetForm, all: readonly TemplateValues[]): SnippetRow {
  const preview = previewOf(form.write(all.map(({ image }) => image))).replaceAll(notKnownYet, 'sha256:…');
  return { id: form.id, label: formLabel(form), preview, group: groupLabel(form.group) };
}

function templateOf(id: string): unknown {
  return id.startsWith(templatePrefix) ? copyTemplates()[id.slice(templatePrefix.length)] : undefined;
}

/** What is copied, or why nothing can be. */
function textOf(
  id: string,
  all: readonly TemplateValues[],
): { readonly text: string } | { readonly problem: string } {
  const form = snippetForms.find((one) => one.id === id);
  if (form !== undefined) return { text: form.write(all.map(({ image }) => image)) };
  const parts: string[] = [];
  for (const values of all) {
    const filled = fillTemplate(templateOf(id), values);
    if ('problem' in filled) return { problem: templateProblem(id.slice(templatePrefix.length), filled) };
    parts.push(filled.text);
  }
  return { text: parts.join('\n') };
}
