import * as vscode from 'vscode';
import { faultOfPath, type PathFault } from '../../domain/copies/repositoryPath.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { createPick } from '../../ui/questions.ts';

/** What path is asked for. */
export interface PathQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Beside a path that was typed and may be one. */
  readonly typedNote: string;
  /** Paths to choose from, which may come later; a list that fails is as good as an empty one. */
  readonly known: Promise<readonly string[]>;
  /** The path that would change nothing. */
  readonly own: string;
  /** Whether a path below `own` will do. */
  readonly mayBeBelow: boolean;
}

interface PathItem extends vscode.QuickPickItem {
  /** `undefined`: says only what is wrong with what was typed. */
  readonly path: string | undefined;
}

/** Lets a person choose a path on the registry, or type one; `undefined` when they give up. */
export function askRepositoryPath(question: PathQuestion): Promise<string | undefined> {
  const pick = createPick<PathItem>();
  let known: readonly string[] = [];
  const show = (): void => {
    pick.items = itemsFor(pick.value.trim(), known, question);
  };
  pick.title = question.title;
  pick.placeholder = question.placeholder;
  pick.ignoreFocusOut = true;
  pick.busy = true;
  const loading = question.known.then((paths) => {
    known = [...new Set(paths)].filter((path) => path !== question.own).sort();
  });
  return new Promise((resolve) => {
    let isOpen = true;
    const end = (path: string | undefined): void => {
      isOpen = false;
      resolve(path);
      pick.dispose();
    };
    pick.onDidChangeValue(show);
    pick.onDidHide(() => end(undefined));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen?.path !== undefined) end(chosen.path);
    });
    void loading
      .catch(() => undefined)
      .then(() => {
        if (!isOpen) return;
        pick.busy = false;
        show();
      });
    show();
    pick.show();
  });
}

/** What was typed stands first when it can be a path, else last with what is wrong. */
function itemsFor(
  typed: string,
  known: readonly string[],
  { own, typedNote, mayBeBelow }: PathQuestion,
): readonly PathItem[] {
  const items = known.map((path): PathItem => ({ label: visible(path), path }));
  if (typed === '' || known.includes(typed)) return items;
  const isSame = typed === own || (!mayBeBelow && typed.startsWith(`${own}/`));
  const fault = isSame ? 'same' : faultOfPath(typed);
  if (fault === undefined)
    return [{ label: visible(typed), description: typedNote, alwaysShow: true, path: typed }, ...items];
  const wrong = { label: visible(typed), description: faultText(fault), alwaysShow: true, path: undefined };
  return [...items, wrong];
}

function faultText(fault: PathFault | 'same'): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<PathFault | 'same', string>> = {
    same: t('It’s already there.'),
    upperCase: t('Registry paths are lowercase.'),
    characters: t('Letters, digits, and single “.”, “_”, “-” or “/” between them.'),
    tooShort: t('A path begins with a group and a project, like “group/project”.'),
    tooLong: t('A path has at most 255 characters.'),
    tooDeep: t('A path has at most 19 parts.'),
  };
  return texts[fault];
}
