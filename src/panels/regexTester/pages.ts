import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Disposable } from '../../base/disposables.ts';
import { Emitter } from '../../base/event.ts';
import { Failure } from '../../base/failure.ts';
import type { RegexTester, TesterPatterns } from '../../protocol/regexTester.ts';
import { Panels, type PanelContext } from '../shared/panel.ts';
import { regexTesterPage, type RepositoryNames, type TesterBegin } from './handlers.ts';
import { workspaceExpectations } from './workspaceExpectations.ts';

/** Where a repository or a project is; survives a restart, since the panel's key is made of it. */
export interface RepositoryAddress {
  readonly connectionId: string;
  readonly projectPath: string;
  /** `group/project[/name]`; missing where all repositories of the project are meant. */
  readonly path?: string | undefined;
}

/** Where tag names come from. */
export interface NameSource {
  /** All names of a repository, or of a project. Rejects with a `Failure`. */
  namesOf(repository: RepositoryAddress, signal: AbortSignal): Promise<RepositoryNames>;
  /** The patterns of a project's policy. Rejects with a `Failure`. */
  policyOf(project: RepositoryAddress, signal: AbortSignal): Promise<TesterPatterns>;
  /** Takes patterns into the draft of the project's policy, and shows its page. */
  usePatterns(project: RepositoryAddress, patterns: Pick<TesterPatterns, 'deletes' | 'keeps'>): void;
  /** Lets the person choose a repository; `undefined` when they do not. */
  choose(): Promise<RepositoryAddress | undefined>;
}

const address = v.object({
  connectionId: v.string(),
  projectPath: v.string(),
  path: v.optional(v.string()),
});
const none: TesterBegin = { patterns: { deletes: '', keeps: '', protections: [] } };

/** The regex testers: one without a repository, and one for each repository that it is opened for. */
export class RegexTesters implements Disposable {
  readonly #begins = new Map<string, TesterBegin>();
  readonly #begun = new Emitter<string>();
  readonly #panels: Panels<RegexTester>;

  constructor(names: NameSource, context: PanelContext) {
    const page = regexTesterPage({
      ...workspaceExpectations(),
      onDidBegin: this.#begun.event,
      beginOf: (key) => this.#begins.get(key) ?? none,
      repositoryOf: async (key, signal) => {
        const repository = addressOf(key);
        return repository && names.namesOf(repository, signal);
      },
      policyOf: async (key, signal) => {
        const project = addressOf(key);
        return project && names.policyOf(project, signal);
      },
      useOf: (key) => {
        const project = addressOf(key);
        return project && ((patterns) => names.usePatterns(project, patterns));
      },
      chooseRepository: async (signal) => {
        const chosen = await names.choose();
        return chosen && names.namesOf(chosen, signal);
      },
    });
    this.#panels = new Panels(page, context);
  }

  /** Shows the tester of a repository or a project, or the one without; `patterns` replace those that it has. */
  show(repository: RepositoryAddress | undefined, patterns?: TesterPatterns): void {
    const key = repository === undefined ? 'names' : JSON.stringify(repository);
    if (patterns !== undefined) this.#begins.set(key, { patterns, occasion: randomUUID() });
    this.#panels.show(key);
    if (patterns !== undefined) this.#begun.fire(key);
  }

  dispose(): void {
    this.#panels.dispose();
  }
}

/** Reads a key of `show`; it comes back from VS Code's storage after a restart. */
function addressOf(key: string): RepositoryAddress | undefined {
  if (key === 'names') return undefined;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), address), key);
  if (!parsed.success) throw new Failure('missing', 'the page was opened for something unknown');
  return parsed.output;
}
