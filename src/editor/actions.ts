import * as vscode from 'vscode';
import type { FileReference } from '../domain/references/reference.ts';
import { newerTags } from '../domain/versions/newerTags.ts';
import { shortDigest } from '../domain/digest.ts';
import { visible } from '../ui/text/visibleText.ts';
import { prefix } from '../ui/settings.ts';
import { digestOf, type ImageKnowledge } from './knowledge.ts';
import type { PlacedImage } from './placedImages.ts';
import { ImageDiagnostic, shortNameOf } from './problemText.ts';
import type { Problem } from './problems.ts';
import { toRange, touches } from './positions.ts';
import { tagEdits, type ReferenceEdit } from './referenceEdits.ts';
import type { Readings } from './readings.ts';
import { wants } from './settings.ts';

const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;

/** The kinds of actions, for VS Code to know which to ask for. */
export const actionKinds = [QuickFix, RefactorRewrite];

interface Place {
  readonly document: vscode.TextDocument;
  readonly placed: PlacedImage;
  readonly knowledge: ImageKnowledge;
}

/** Offers to change the reference under the cursor, and to mend what is wrong there. Nothing is asked: what is known decides. */
export function actionProvider(readings: Readings, knowledge: ImageKnowledge): vscode.CodeActionProvider {
  return {
    provideCodeActions: async (document, range, context) => {
      if (!wants('codeActions')) return [];
      const reading = await readings.settled(document);
      const images = (reading?.images ?? []).filter(({ reference }) => touches(reference.range, range));
      const diagnostics = context.diagnostics.filter((one) => one instanceof ImageDiagnostic);
      const fixes = diagnostics.flatMap((one) => fixesOf(document, one));
      const rewrites = images.flatMap((placed) => rewritesOf({ document, placed, knowledge }));
      return [...fixes, ...rewrites];
    },
    resolveCodeAction: async (action) => {
      if (action instanceof PinAction) await action.resolve();
      return action;
    },
  };
}

function fixesOf(document: vscode.TextDocument, diagnostic: ImageDiagnostic): readonly vscode.CodeAction[] {
  const actions = actionsFor(document, diagnostic.problem);
  for (const action of actions) action.diagnostics = [diagnostic];
  return actions;
}

function actionsFor(document: vscode.TextDocument, problem: Problem): readonly vscode.CodeAction[] {
  const { t } = vscode.l10n;
  if (problem.code === 'finding') return findingFix(document, problem);
  const { reference } = problem.placed;
  if (problem.code === 'noTag') {
    const changes = problem.instead.flatMap((tag, place) => {
      const action = edited(
        t('Change to {0}', visible(tag)),
        QuickFix,
        document,
        tagEdits(reference, { tag }, textIn(document)),
      );
      if (action !== undefined) action.isPreferred = place === 0;
      return action ?? [];
    });
    return [...changes, chooseAction(document, problem.placed)];
  }
  if (problem.code !== 'otherDigest') return [];
  const { digest, tag } = problem;
  const title = t('Pin to the image of {0} ({1})', visible(tag), shortDigest(digest));
  return [edited(title, QuickFix, document, tagEdits(reference, { digest }, textIn(document))) ?? []].flat();
}

function findingFix(
  document: vscode.TextDocument,
  { finding }: Extract<Problem, { readonly code: 'finding' }>,
): readonly vscode.CodeAction[] {
  const { t } = vscode.l10n;
  const { range } = finding;
  const action =
    finding.code === 'changedNumber'
      ? edited(t('Put the number in quotes'), QuickFix, document, [{ range, text: `"${finding.text}"` }])
      : edited(t('Write {0} without the default', `$${finding.variable}`), QuickFix, document, [
          { range, text: `\${${finding.variable}}` },
        ]);
  if (action === undefined) return [];
  action.isPreferred = finding.code === 'changedNumber';
  if (finding.code === 'changedNumber') return [action];
  const title = t('Write “{0}” itself', visible(finding.fallback));
  return [action, edited(title, QuickFix, document, [{ range, text: finding.fallback }]) ?? []].flat();
}

function rewritesOf(place: Place): readonly vscode.CodeAction[] {
  return [...updates(place), ...pins(place), chooseAction(place.document, place.placed), ...forMany()];
}

/** To the newest of the same line, and of the same major version where that is another. */
function updates(place: Place): readonly vscode.CodeAction[] {
  const { t } = vscode.l10n;
  const { named, image } = place.placed;
  const known = place.knowledge.known(image);
  if (known === undefined || named.tag === undefined || named.isTagUnknown) return [];
  const [newest] = newerTags(named.tag, known.tags);
  const [sameMajor] = newerTags(named.tag, known.tags, 'major');
  return [
    ...(newest === undefined ? [] : updateTo(place, newest, t('Update to {0}', visible(newest)))),
    ...(sameMajor === undefined || sameMajor === newest
      ? []
      : updateTo(place, sameMajor, t('Update to {0} (same major version)', visible(sameMajor)))),
  ];
}

/** What was pinned stays pinned, to the other image. */
function updateTo(place: Place, tag: string, title: string): readonly vscode.CodeAction[] {
  const { document, placed, knowledge } = place;
  if (placed.named.digest !== undefined) return pinnedTo(place, tag, title);
  if (knowledge.known(placed.image)?.byName.has(tag) !== true) return [];
  const edits = tagEdits(placed.reference, { tag }, textIn(document));
  return [edited(title, RefactorRewrite, document, edits) ?? []].flat();
}

function pins(place: Place): readonly vscode.CodeAction[] {
  const { t } = vscode.l10n;
  const { document, placed, knowledge } = place;
  const { named, image, reference } = placed;
  if (named.digest !== undefined) {
    const edits = tagEdits(reference, {}, textIn(document));
    return [edited(t('Unpin from the digest'), RefactorRewrite, document, edits) ?? []].flat();
  }
  const tag = named.isTagUnknown ? undefined : knowledge.known(image)?.byName.get(named.tag ?? '');
  if (tag === undefined) return [];
  const title =
    tag.digest === undefined ? t('Pin to the digest') : t('Pin to digest {0}', shortDigest(tag.digest));
  return pinnedTo(place, tag.name, title);
}

/** Where the registry lists no digests, they are asked for when the action is chosen. */
function pinnedTo(place: Place, tag: string, title: string): readonly vscode.CodeAction[] {
  const { document, placed, knowledge } = place;
  const digest = knowledge.known(placed.image)?.byName.get(tag)?.digest;
  const wanted = (known: string) => tagEdits(placed.reference, { tag, digest: known }, textIn(document));
  if (digest !== undefined) return [edited(title, RefactorRewrite, document, wanted(digest)) ?? []].flat();
  return wanted('') === undefined ? [] : [new PinAction(title, { ...place, tag })];
}

/** An action whose edit needs a digest that is not known yet. */
class PinAction extends vscode.CodeAction {
  readonly #place: Place & { readonly tag: string };

  constructor(title: string, place: Place & { readonly tag: string }) {
    super(title, RefactorRewrite);
    this.#place = place;
  }

  async resolve(): Promise<void> {
    const { document, placed, knowledge, tag } = this.#place;
    const digest = await digestOf(knowledge, placed.image, tag);
    const edits =
      digest === undefined ? undefined : tagEdits(placed.reference, { tag, digest }, textIn(document));
    if (edits !== undefined) this.edit = editOf(document, edits);
  }
}

function chooseAction(document: vscode.TextDocument, placed: PlacedImage): vscode.CodeAction {
  const title = vscode.l10n.t('Choose a tag of {0}…', shortNameOf(placed));
  const action = new vscode.CodeAction(title, RefactorRewrite);
  const { line, character } = placed.reference.range.start;
  action.command = {
    title,
    command: `${prefix}.changeTag`,
    arguments: [{ uri: document.uri, line, character }],
  };
  return action;
}

function forMany(): readonly vscode.CodeAction[] {
  const { t } = vscode.l10n;
  return [
    commandAction(t('Update all image references…'), 'updateImages'),
    commandAction(t('Pin all image references to digests…'), 'pinImages'),
  ];
}

function commandAction(title: string, name: string): vscode.CodeAction {
  const action = new vscode.CodeAction(title, RefactorRewrite);
  action.command = { title, command: `${prefix}.${name}` };
  return action;
}

/** The text of a range of a document, for edits. */
export function textIn(document: vscode.TextDocument): (range: FileReference['range']) => string {
  return (range) => document.getText(toRange(range));
}

function edited(
  title: string,
  kind: vscode.CodeActionKind,
  document: vscode.TextDocument,
  edits: readonly ReferenceEdit[] | undefined,
): vscode.CodeAction | undefined {
  if (edits === undefined || edits.length === 0) return undefined;
  const action = new vscode.CodeAction(title, kind);
  action.edit = editOf(document, edits);
  return action;
}

function editOf(document: vscode.TextDocument, edits: readonly ReferenceEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, toRange(range), text);
  return edit;
}
