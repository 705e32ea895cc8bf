import type { RuleKind } from '../../src/domain/access/rule.ts';
import type { RegistryVisibility } from '../../src/domain/access/registryAccess.ts';
import type { AccessResult, AccessView, RuleDraft, RulePreview } from '../../src/protocol/access.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** The part of the page that something was done in, where its outcome is told. */
export type Place = 'page' | 'visibility' | RuleKind;

/** Everything the page shows. Without a view it is loading, or it failed to. */
export interface AccessModel {
  readonly view?: AccessView;
  /** The rule in the form; without one no form is open. */
  readonly draft?: RuleDraft;
  /** Of the draft, or of the one that was there a moment ago. */
  readonly preview?: RulePreview;
  /** The visibility that is chosen but not changed yet. */
  readonly chosen?: RegistryVisibility;
  /** How the last change ended. */
  readonly result?: Pick<AccessResult, 'outcome' | 'message'> & { readonly place: Place };
  readonly failure?: PageFailure & { readonly place: Place };
  /** Whether the person waits for an answer. */
  readonly isBusy: boolean;
}

/** What can happen to the page. */
export type AccessChange =
  | { readonly kind: 'asked' }
  | { readonly kind: 'viewed'; readonly view: AccessView }
  | { readonly kind: 'drafted'; readonly draft: RuleDraft }
  | { readonly kind: 'previewed'; readonly preview: RulePreview; readonly draft: RuleDraft }
  | { readonly kind: 'chose'; readonly visibility: RegistryVisibility }
  | { readonly kind: 'ended'; readonly result: AccessResult; readonly place: Place }
  /** A cancelled request fails without anything to say. */
  | { readonly kind: 'failed'; readonly failure: PageFailure | undefined; readonly place: Place };

/** Before the first question. */
export const initialModel: AccessModel = { isBusy: false };

/** The next state. A failure keeps the view and the draft that were there; a new question ends it. */
export function changed(model: AccessModel, change: AccessChange): AccessModel {
  switch (change.kind) {
    case 'asked':
      return { ...without(model, 'result', 'failure'), isBusy: true };
    case 'viewed':
      return { ...viewed(model, change.view), isBusy: false };
    case 'drafted':
      return drafted(model, change.draft);
    case 'previewed':
      return isAbout(model.draft, change.draft) ? { ...model, preview: change.preview } : model;
    case 'chose':
      return { ...without(model, 'result', 'failure'), chosen: change.visibility };
    case 'ended':
      return ended(model, change.result, change.place);
    case 'failed':
      return {
        ...without(model, 'failure'),
        isBusy: false,
        ...(change.failure && { failure: { ...change.failure, place: change.place } }),
      };
  }
}

function drafted(model: AccessModel, draft: RuleDraft): AccessModel {
  const rest = without(model, 'result', 'failure');
  return isAbout(model.draft, draft) ? { ...rest, draft } : { ...without(rest, 'preview'), draft };
}

function ended(model: AccessModel, result: AccessResult, place: Place): AccessModel {
  const { outcome, message, view } = result;
  const next = viewed(without(model, 'failure'), view);
  // What was chosen stays chosen unless GitLab has it.
  const rest = place === 'visibility' && outcome !== 'refused' ? without(next, 'chosen') : next;
  return { ...rest, result: { outcome, message, place }, isBusy: false };
}

/** The host's draft counts where it changed it by itself; otherwise the page's own is the newer one. */
function viewed(model: AccessModel, view: AccessView): AccessModel {
  const isOwn = model.view !== undefined && model.view.draftVersion === view.draftVersion;
  if (isOwn) return { ...model, view };
  return { ...without(model, 'draft', 'preview'), view, ...(view.draft && { draft: view.draft }) };
}

/** Whether two drafts are of the same rule. */
function isAbout(one: RuleDraft | undefined, other: RuleDraft): boolean {
  return one?.kind === other.kind && one.id === other.id;
}

type Passing = 'draft' | 'preview' | 'chosen' | 'result' | 'failure';

function without(model: AccessModel, ...names: readonly Passing[]): AccessModel {
  const entries = Object.entries(model).filter(([name]) => !names.some((one) => one === name));
  return { isBusy: model.isBusy, ...Object.fromEntries(entries) };
}

/** Whether a visibility is chosen that GitLab does not have yet. */
export function canChangeVisibility({ view, chosen, isBusy }: AccessModel): boolean {
  if (view === undefined || chosen === undefined || isBusy) return false;
  return view.visibility.canChange && chosen !== view.visibility.current;
}

/** Whether the form has what GitLab takes, as far as it is known. */
export function canSaveRule({ draft, preview, isBusy }: AccessModel): boolean {
  return draft !== undefined && preview?.canSave === true && !isBusy;
}

/** The form of a rule to begin with: a new one with the lowest roles, or one of the list. */
export function draftFor(view: AccessView, kind: RuleKind, id?: number): RuleDraft {
  const row = view.rules[kind].rows.find((one) => one.id === id);
  if (row !== undefined)
    return { kind, id: row.id, pattern: row.pattern, push: row.push, remove: row.remove };
  const pattern = kind === 'repository' ? `${view.projectPath.toLowerCase()}/` : '';
  return { kind, pattern, push: 'MAINTAINER', remove: 'MAINTAINER' };
}
