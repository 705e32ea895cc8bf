import * as vscode from 'vscode';
import { recipes, type Recipe } from '../../domain/recipes/catalogue.ts';
import { readCiFile } from '../../domain/references/ci/readCiFile.ts';
import { fillRecipe, type RecipePlace } from '../../domain/recipes/fillRecipe.ts';
import {
  mergeRecipe,
  stagesOfRecipe,
  type Merged,
  type MergeProblem,
} from '../../domain/recipes/mergeRecipe.ts';
import { isNode, type Node } from '../../tree/nodes.ts';
import { insertionPlace } from '../../ui/insertionPlace.ts';
import { recipeHeading, recipeText } from './recipeText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { confirm, tell, warn } from '../../ui/messages.ts';
import { askLine, choose } from '../../ui/questions.ts';

/** Reads the files of the extension, and what they are filled with. */
export interface RecipeSources {
  /** The text of a file in media/recipes. */
  readonly read: (file: string) => Promise<string>;
  /** The image that stands for a project: its own, whether or not it exists. `undefined` when its registry is not known. */
  readonly locationOf: (node: Extract<Node, { kind: 'project' }>) => Promise<string | undefined>;
  /** The selected rows. */
  readonly selection: () => readonly Node[];
}

/**
 * Writes a recipe into the open `.gitlab-ci.yml`, or into a new document: one edit, so one undo. From a project's or a
 * repository's row it is for that one; otherwise for whatever project its pipeline runs in.
 */
export function insertRecipe(sources: RecipeSources): CommandHandler {
  return async (node) => {
    const recipe = await askRecipe();
    if (recipe === undefined) return;
    const { t } = vscode.l10n;
    const place = await placeOf(isNode(node) ? node : sources.selection()[0], sources);
    const body = fillRecipe(await sources.read(recipe.file), place);
    if (body === undefined) {
      await warn(t('The address of the registry isn’t one that a recipe can hold.'));
      return;
    }
    const text = recipeHeading(recipe) + body;
    const editor = recipe.kind === 'ci' ? openCiEditor() : undefined;
    if (editor === undefined) await openNew(recipe, text);
    else await append(editor, recipe, text);
  };
}

async function placeOf(
  node: Node | undefined,
  { locationOf }: RecipeSources,
): Promise<RecipePlace | undefined> {
  if (node?.kind === 'repository' || node?.kind === 'tag') {
    const { instanceUrl, repository } = node;
    return { instanceUrl, location: repository.location, name: repository.name };
  }
  if (node?.kind !== 'project') return undefined;
  const location = await locationOf(node);
  return location === undefined ? undefined : { instanceUrl: node.instanceUrl, location, name: '' };
}

async function askRecipe(): Promise<Recipe | undefined> {
  const { t } = vscode.l10n;
  const row = (recipe: Recipe) => {
    const { title, needs } = recipeText(recipe.id);
    return { label: title, detail: needs, recipe };
  };
  const heading = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: (vscode.QuickPickItem & { readonly recipe?: Recipe })[] = [
    heading(t('For .gitlab-ci.yml')),
    ...recipes.filter(({ kind }) => kind === 'ci').map(row),
    heading(t('For administrators of self-managed registries')),
    ...recipes.filter(({ kind }) => kind === 'admin').map(row),
  ];
  const options = { title: t('Insert a registry recipe'), matchOnDetail: true };
  const chosen = (await choose(items, options))?.recipe;
  return chosen?.instead === undefined ? chosen : askInstead(chosen, chosen.instead);
}

/** A tool that nobody keeps is not inserted without a word about what is kept. */
async function askInstead(recipe: Recipe, instead: Recipe['id']): Promise<Recipe | undefined> {
  const { t } = vscode.l10n;
  const kept = recipes.find(({ id }) => id === instead);
  const use = t('Use the Maintained Way');
  const anyway = t('Insert Anyway');
  const detail = `${recipeText(recipe.id).needs}\n\n${recipeText(instead).title}: ${recipeText(instead).needs}`;
  const message = t('This tool is no longer maintained.');
  const answer = await confirm(message, detail, use, anyway);
  if (answer === use) return kept;
  return answer === anyway ? recipe : undefined;
}

function openCiEditor(): vscode.TextEditor | undefined {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  return editors.find(
    (editor) => editor !== undefined && insertionPlace(editor.document, editor.selection).kind === 'ci',
  );
}

async function openNew({ languageId, docs }: Recipe, content: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const language = known.includes(languageId) ? languageId : 'plaintext';
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, { preview: false });
  tellWhatHappened([vscode.l10n.t('The recipe is in a new document.')], docs);
}

async function append(editor: vscode.TextEditor, recipe: Recipe, text: string): Promise<void> {
  const file = editor.document.getText();
  const stages = await chooseStages(file, [
    ...stagesOfRecipe(text),
    ...(recipe.fixedStage === undefined ? [] : [recipe.fixedStage]),
  ]);
  if (stages === undefined) return;
  const merged = mergeRecipe(file, text, {
    fixedJob: recipe.fixedJob,
    fixedStage: recipe.fixedStage,
    stageOf: (stage) => stages.get(stage) ?? stage,
  });
  if (typeof merged === 'string') {
    await openNew(recipe, text);
    await warn(problemText(merged, recipe));
    return;
  }
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const isDone = await editor.edit((edit) => {
    edit.insert(end, merged.append);
    if (merged.include !== undefined)
      edit.insert(new vscode.Position(merged.include.afterLine + 1, 0), merged.include.text);
  });
  if (!isDone) {
    await openNew(recipe, text);
    return;
  }
  editor.revealRange(new vscode.Range(end, end.translate(1)), vscode.TextEditorRevealType.AtTop);
  tellWhatHappened(notesOf(merged, stages), recipe.docs);
}

/**
 * The stage of the file for each stage of the recipe. The person chooses where the file has none of that name, and names one where the file's
 * stages are not known, as those of a file that it includes: `stages:` is never rewritten. `undefined` when they gave up.
 */
async function chooseStages(
  file: string,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const chosen = new Map<string, string>();
  const read = readCiFile(file);
  // Nothing can be added to it, which is said without a question.
  if (read === undefined) return chosen;
  const stages = file.trim() === '' ? wanted : read.stages;
  for (const stage of wanted) {
    if (stages?.includes(stage) === true) continue;
    const answer = await (stages === undefined ? nameStage(stage) : pickStage(stage, stages));
    if (answer === undefined) return undefined;
    if (answer !== stage) chosen.set(stage, answer);
  }
  return chosen;
}

function pickStage(wanted: string, stages: readonly string[]): Promise<string | undefined> {
  const title = vscode.l10n.t('The file has no stage “{0}”. In which one should the job run?', wanted);
  return choose(stages, { title });
}

/** A name of one line, as `stages:` has it. */
async function nameStage(wanted: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const answer = await askLine({
    title: t('The stages of the file couldn’t be read. In which one should the job run?'),
    value: wanted,
    validateInput: (text) => (text.trim() === '' ? t('Enter the name of a stage.') : undefined),
  });
  return answer?.trim();
}

function problemText(problem: MergeProblem, { fixedJob = '' }: Recipe): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<MergeProblem, string>> = {
    notBlocks: t('The open file can’t take the recipe without breaking, so it’s in a new document.'),
    include: t(
      'The open file’s “include:” isn’t a list, so the recipe is in a new document. Add its line by hand.',
    ),
    jobExists: t(
      'The open file has a job “{0}” already, so the recipe is in a new document: compare the two.',
      fixedJob,
    ),
  };
  return texts[problem];
}

function notesOf({ renamed, include }: Merged, stages: ReadonlyMap<string, string>): readonly string[] {
  const { t } = vscode.l10n;
  return [
    t('The recipe is at the end of the file.'),
    ...renamed.map(([from, to]) => t('The file already has a job “{0}”, so the new one is “{1}”.', from, to)),
    ...[...stages].map(([from, to]) => t('Its stage “{0}” became “{1}”.', from, to)),
    ...(include === undefined ? [] : [t('A line was added to “include:”.')]),
  ];
}

/** Says what happened, and leads to GitLab's page; nobody has to answer. */
function tellWhatHappened(sentences: readonly string[], docs: string): void {
  const open = vscode.l10n.t('Open GitLab’s Page');
  void tell(sentences.join(' '), open).then((answer) => {
    if (answer === open) void vscode.env.openExternal(vscode.Uri.parse(docs, true));
  });
}
