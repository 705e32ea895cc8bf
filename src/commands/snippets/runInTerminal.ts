import * as vscode from 'vscode';
import { engines } from '../../domain/snippets/engines.ts';
import { parseImageReference } from '../../domain/imageReference.ts';
import type { PullTool } from '../../domain/snippets/pullCommand.ts';
import { snippetForms, type SnippetForm } from '../../domain/snippets/forms.ts';
import { snippetImageOf, type SnippetImage } from '../../domain/snippets/snippetImage.ts';
import type { TagNode } from '../../tree/nodes.ts';
import { runProgramTask } from './programTask.ts';
import { pickSnippet, type SnippetChoice, type SnippetRow } from './snippetPick.ts';
import { formLabel, groupLabel, previewOf } from './snippetText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { FactSource } from './copyAs.ts';
import { logInProgram } from '../connections/engineLogin.ts';
import { imageTargetOf } from '../shared/imageTarget.ts';
import { lookUpDigests, type DigestSource } from '../shared/lookUpDigests.ts';
import { areReadable } from '../shared/readableImages.ts';
import { lastSnippet, type Memory } from '../shared/memory.ts';
import type { Targets } from '../shared/targets.ts';
import type { EngineLogins } from '../shared/engineLogins.ts';
import { warn } from '../../ui/messages.ts';

const storageKey = 'runInTerminal';

const runnable = snippetForms.filter(({ words }) => words !== undefined);

/** Pulls the selected tags, or runs one, in a terminal: one program after the other, each started without a shell. */
export function runInTerminal(
  targets: Targets,
  sources: {
    readonly digests: DigestSource;
    readonly facts: FactSource;
    readonly memory: Memory;
    readonly preferred: () => PullTool;
    readonly logins: EngineLogins;
  },
): CommandHandler {
  return async (node, nodes) => {
    const { digests, facts, memory, preferred } = sources;
    const tags = await targets.many(['tag'], node, nodes);
    const [first] = tags;
    if (first === undefined || !(await areReadable(tags))) return;
    const choice = await pickSnippet({
      title: vscode.l10n.t('Pull or run in a terminal: {0}', visible(first.tag.path)),
      last: lastSnippet(memory, storageKey) ?? { id: `pull.${preferred()}`, by: 'tag' },
      rows: (settings, found) =>
        runnable
          .filter((form) => tags.length === 1 || !startsOne(form))
          .filter(({ group }) => found === undefined || (group === 'charts') === found.isChart)
          .map((form) => rowOf(form, imagesOf(tags, settings))),
      facts: (signal) => facts({ ...imageTargetOf(first), listedDigest: first.tag.digest }, signal),
    });
    const form = runnable.find(({ id }) => id === choice?.id);
    if (choice === undefined || form === undefined) return;
    const found = choice.by === 'tag' ? undefined : await lookUpDigests(tags, digests);
    await memory.update(storageKey, { id: choice.id, by: choice.by });
    const failed = await runAll(form, imagesOf(tags, choice, found));
    if (failed !== undefined) await showEnd(failed, first, sources.logins);
  };
}

/** Whether the form starts something that holds the terminal, so that a second would wait for ever. */
function startsOne({ id }: SnippetForm): boolean {
  return id.startsWith('run.') || id === 'chart.install';
}

function imagesOf(
  tags: readonly TagNode[],
  { by, platform }: Omit<SnippetChoice, 'id'>,
  digests: readonly (string | undefined)[] = tags.map(({ tag }) => tag.digest),
): readonly SnippetImage[] {
  return tags.flatMap(
    ({ tag }, at) => snippetImageOf(tag.location, by, { digest: digests[at], platform }) ?? [],
  );
}

function rowOf(form: SnippetForm, images: readonly SnippetImage[]): SnippetRow {
  const { id, group } = form;
  return { id, label: formLabel(form), preview: previewOf(form.write(images)), group: groupLabel(group) };
}

interface FailedProgram {
  readonly program: string;
  readonly exitCode: number;
}

/** Ends with the first program that fails, and hands it back; `undefined` where none did, or the person stopped one. */
async function runAll(
  form: SnippetForm,
  images: readonly SnippetImage[],
): Promise<FailedProgram | undefined> {
  for (const image of images) {
    const words = form.words?.(image) ?? [];
    const exitCode = await runProgramTask(`${formLabel(form)} ${image.path}`, words);
    if (exitCode !== 0) return exitCode === undefined ? undefined : { program: words[0] ?? '', exitCode };
  }
  return undefined;
}

async function showEnd(
  { program, exitCode }: FailedProgram,
  { connectionId, repository }: TagNode,
  logins: EngineLogins,
): Promise<void> {
  const { t } = vscode.l10n;
  const text = t(
    '{0} ended with code {1}. The terminal shows why. If it wasn’t allowed to pull, log {0} in to the registry first.',
    program,
    exitCode,
  );
  const engine = engines.find((one) => one.program === program);
  const host = parseImageReference(repository.location)?.host;
  const logIn = t('Log In {0}…', program);
  const offered = engine === undefined || host === undefined ? [] : [logIn];
  const answer = await warn(text, ...offered);
  if (answer === logIn && engine !== undefined && host !== undefined)
    await logInProgram(logins, engine, { host, connectionId });
}
