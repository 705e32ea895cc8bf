/** VS Code's `window` before a scripted person: every message, list and box is recorded, and answered from the script. */
import { person, type Asked } from './person.ts';
import { CancellationTokenSource, EventEmitter, InputBoxValidationSeverity } from './values.ts';

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly kind?: number;
  readonly picked?: boolean;
}

const labelOf = (choice: string | { readonly title?: string; readonly label?: string }): string =>
  typeof choice === 'string' ? choice : (choice.title ?? choice.label ?? '');

function message(kind: Asked['kind']) {
  return (text: string, ...rest: readonly unknown[]): Promise<unknown> => {
    const [first, ...others] = rest;
    const hasOptions = typeof first === 'object' && first !== null && !('title' in first);
    const { modal, detail } = hasOptions
      ? (first as { modal?: boolean; detail?: string })
      : { modal: undefined, detail: undefined };
    const buttons = (hasOptions ? others : rest) as readonly (string | { readonly title: string })[];
    const asked = {
      kind,
      text,
      choices: buttons.map(labelOf),
      ...(detail === undefined ? {} : { detail }),
      ...(modal === undefined ? {} : { isModal: modal }),
    };
    const answer = person.ask(asked);
    return Promise.resolve(buttons.find((button) => labelOf(button) === answer));
  };
}

const isRow = (item: string | Item): boolean => typeof item === 'string' || item.kind !== -1;

async function showQuickPick(
  given: readonly (string | Item)[] | Promise<readonly (string | Item)[]>,
  options: { readonly title?: string; readonly placeHolder?: string; readonly canPickMany?: boolean } = {},
): Promise<unknown> {
  const items = (await given).filter(isRow);
  const picked = items.flatMap((item) => (typeof item !== 'string' && item.picked ? [item.label] : []));
  const text = options.title ?? options.placeHolder ?? '';
  const answer = person.ask({ kind: 'pick', text, choices: items.map(labelOf), picked });
  const wanted = [answer ?? []].flat();
  const chosen = items.filter((item) => wanted.includes(labelOf(item)));
  if (answer === undefined) return undefined;
  return options.canPickMany === true ? chosen : chosen[0];
}

interface BoxOptions {
  readonly title?: string;
  readonly prompt?: string;
  readonly value?: string;
  readonly validateInput?: (text: string) => unknown;
}

/** What a box says of a text, and whether it stops the person. */
function saidOf(problem: unknown): { readonly text: string; readonly stops: boolean } | undefined {
  if (problem === undefined || problem === null || problem === '') return undefined;
  if (typeof problem === 'string') return { text: problem, stops: true };
  const { message: text, severity } = problem as { readonly message: string; readonly severity: number };
  return { text, stops: severity === InputBoxValidationSeverity.Error };
}

async function showInputBox(options: BoxOptions = {}): Promise<string | undefined> {
  const text = options.title ?? options.prompt ?? '';
  const answer = person.ask({ kind: 'input', text });
  if (typeof answer !== 'string') return undefined;
  const said = saidOf(await options.validateInput?.(answer));
  if (said !== undefined) person.see({ kind: 'error', text: said.text });
  return said?.stops === true ? undefined : answer;
}

function events() {
  const changed = new EventEmitter<string>();
  const accepted = new EventEmitter<undefined>();
  const hidden = new EventEmitter<undefined>();
  const pressed = new EventEmitter<unknown>();
  return { changed, accepted, hidden, pressed };
}

function createInputBox() {
  const { changed, accepted, hidden, pressed } = events();
  let problem = '';
  const box = {
    title: '',
    prompt: '',
    placeholder: '',
    value: '',
    password: false,
    busy: false,
    enabled: true,
    ignoreFocusOut: false,
    buttons: [] as readonly unknown[],
    get validationMessage(): string {
      return problem;
    },
    /** What a box says is wrong is seen, and asked again. */
    set validationMessage(text: string) {
      problem = text;
      if (text === '') return;
      person.see({ kind: 'error', text });
      queueMicrotask(type);
    },
    onDidChangeValue: changed.event,
    onDidAccept: accepted.event,
    onDidHide: hidden.event,
    onDidTriggerButton: pressed.event,
    show: () => queueMicrotask(type),
    hide: () => hidden.fire(undefined),
    dispose: () => undefined,
  };
  const type = (): void => {
    const answer = person.ask({ kind: 'input', text: box.title });
    if (typeof answer !== 'string') {
      hidden.fire(undefined);
      return;
    }
    box.value = answer;
    changed.fire(answer);
    box.busy = false;
    accepted.fire(undefined);
  };
  return box;
}

function createQuickPick() {
  const { changed, accepted, hidden, pressed } = events();
  const pick = {
    title: '',
    placeholder: '',
    value: '',
    items: [] as readonly Item[],
    selectedItems: [] as readonly Item[],
    activeItems: [] as readonly Item[],
    canSelectMany: false,
    busy: false,
    enabled: true,
    ignoreFocusOut: false,
    matchOnDescription: false,
    matchOnDetail: false,
    buttons: [] as readonly unknown[],
    onDidChangeValue: changed.event,
    onDidAccept: accepted.event,
    onDidHide: hidden.event,
    onDidTriggerButton: pressed.event,
    onDidTriggerItemButton: new EventEmitter<unknown>().event,
    onDidChangeSelection: new EventEmitter<unknown>().event,
    onDidChangeActive: new EventEmitter<unknown>().event,
    /** A list that is still loading is answered when it is there. */
    show: () => setImmediate(() => (pick.busy ? pick.show() : choose())),
    hide: () => hidden.fire(undefined),
    dispose: () => undefined,
  };
  const choose = (): void => {
    const rows = pick.items.filter(isRow);
    const picked = pick.selectedItems.map(({ label }) => label);
    const answer = person.ask({ kind: 'pick', text: pick.title, choices: rows.map(labelOf), picked });
    if (answer === undefined) {
      hidden.fire(undefined);
      return;
    }
    const wanted = [answer].flat();
    pick.selectedItems = rows.filter(({ label }) => wanted.includes(label));
    pick.activeItems = pick.selectedItems;
    accepted.fire(undefined);
  };
  return pick;
}

function withProgress<T>(
  options: { readonly title?: string },
  work: (
    progress: { report(value: unknown): void },
    token: CancellationTokenSource['token'],
  ) => T | PromiseLike<T>,
): Promise<T> {
  person.see({ kind: 'progress', text: options.title ?? '' });
  return Promise.resolve(work({ report: () => undefined }, new CancellationTokenSource().token));
}

/** See `vscode.window`. */
export const window = {
  showInformationMessage: message('message'),
  showWarningMessage: message('warning'),
  showErrorMessage: message('error'),
  showQuickPick,
  showInputBox,
  createQuickPick,
  createInputBox,
  withProgress,
  setStatusBarMessage(text: string): { dispose(): void } {
    person.see({ kind: 'status', text });
    return { dispose: () => undefined };
  },
  showTextDocument(document: { readonly content?: string }): Promise<unknown> {
    person.see({ kind: 'document', text: document.content ?? '' });
    return Promise.resolve(document);
  },
  activeTextEditor: undefined,
  visibleTextEditors: [] as readonly unknown[],
};
