import * as vscode from 'vscode';
import { createPick } from '../../ui/questions.ts';

/** A choice of a list that follows what is typed. */
export interface TypedItem<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** The choices for what is typed. */
export type ItemsFor<T> = (typed: string) => readonly TypedItem<T>[];

/** The box is there at once and says that it is loading; its choices are made anew with each letter. `undefined` when given up. */
export function pickTyped<T>(title: string, items: Promise<ItemsFor<T>>): Promise<T | undefined> {
  const box = createPick<TypedItem<T>>();
  box.title = title;
  box.placeholder = vscode.l10n.t('Search by name or paste an image reference');
  box.matchOnDescription = true;
  box.busy = true;
  return new Promise<T | undefined>((resolve, reject) => {
    items.then((itemsFor) => {
      const fill = (): void => {
        box.items = itemsFor(box.value);
      };
      box.busy = false;
      box.onDidChangeValue(fill);
      fill();
    }, reject);
    box.onDidAccept(() => {
      const [chosen] = box.selectedItems;
      if (chosen !== undefined) resolve(chosen.value);
    });
    box.onDidHide(() => resolve(undefined));
    box.show();
  }).finally(() => box.dispose());
}
