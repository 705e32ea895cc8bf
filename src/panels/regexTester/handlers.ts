import { l10n } from 'vscode';
import * as v from 'valibot';
import type { Event } from '../../base/event.ts';
import { unlessFailed } from '../../base/unlessFailed.ts';
import type {
  Expectation,
  RegexTester,
  RegexTesterView,
  TesterPatterns,
} from '../../protocol/regexTester.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';
import type { Page } from '../shared/panel.ts';
import { pastedNames } from './pastedNames.ts';
import { patternAdvice } from './patternAdvice.ts';
import { regexExamples } from './examples.ts';
import { regexTesterStrings } from './strings.ts';
import { RegexTestSession } from './session.ts';

/** A repository's tag names. */
export interface RepositoryNames {
  readonly path: string;
  readonly names: readonly string[];
  /** Whether these are all of its tags. */
  readonly isComplete: boolean;
}

/** What a page begins with. */
export interface TesterBegin {
  readonly patterns: TesterPatterns;
  /** As in the view. */
  readonly occasion?: string;
}

/** What the page needs from the rest. */
export interface RegexTesterSource {
  /** Fires with the key of a page that is to begin anew. */
  readonly onDidBegin: Event<string>;
  beginOf(key: string): TesterBegin;
  /** The repository that the page was opened for, if it was. Rejects with a `Failure`. */
  repositoryOf(key: string, signal: AbortSignal): Promise<RepositoryNames | undefined>;
  /** What the policy of the page's project has; `undefined` for a page without a project. Rejects with a `Failure`. */
  policyOf(key: string, signal: AbortSignal): Promise<TesterPatterns | undefined>;
  /** Takes patterns into the draft of the project's policy; missing for a page without a project. */
  useOf(key: string): ((patterns: Pick<TesterPatterns, 'deletes' | 'keeps'>) => void) | undefined;
  /** Lets the person choose a repository; `undefined` when they do not. */
  chooseRepository(signal: AbortSignal): Promise<RepositoryNames | undefined>;
  /** What is expected of names in this workspace. */
  readExpectations(): Promise<ReadonlyMap<string, Expectation>>;
  /** Keeps them with the workspace, and the patterns that they were marked beside. */
  writeExpectations(
    expectations: ReadonlyMap<string, Expectation>,
    patterns: TesterPatterns | undefined,
  ): Promise<void>;
}

/** GitLab stores at most 255 characters; longer ones are still tested, to be told so. */
const pattern = v.pipe(v.string(), v.maxLength(20_000));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const slice = v.strictObject({ from: count, count: v.pipe(count, v.maxValue(500)) });
const testParams = v.strictObject({
  patterns: v.strictObject({
    deletes: pattern,
    keeps: pattern,
    protections: v.pipe(v.array(pattern), v.maxLength(50)),
  }),
  filter: v.picklist(['all', 'goes', 'stays', 'unmet']),
  text: v.pipe(v.string(), v.maxLength(1000)),
  slice,
});
const pasteParams = v.strictObject({ text: v.pipe(v.string(), v.maxLength(20_000_000)) });
const useParams = v.strictObject({ deletes: pattern, keeps: pattern });
const expectParams = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^\w[\w.-]{0,127}$/)),
  expectation: v.optional(v.picklist(['go', 'stay'])),
});

/** The page "Regex tester". */
export function regexTesterPage(source: RegexTesterSource): Page<RegexTester> {
  return {
    name: 'regexTester',
    icon: 'regex',
    title: () => l10n.t('Cleanup Regex Tester'),
    strings: regexTesterStrings,
    open: (key, panel) => {
      panel.own(
        source.onDidBegin((begun) => {
          if (begun === key) panel.send('begin', undefined);
        }),
      );
      return regexTesterHandlers(key, source);
    },
  };
}

/** The handlers of one open page. */
export function regexTesterHandlers(key: string, source: RegexTesterSource): Handlers<RegexTester> {
  const session = new RegexTestSession(patternAdvice);
  let view: RegexTesterView | undefined;
  const show = (change: Partial<RegexTesterView>): RegexTesterView => {
    view = {
      ...empty(source.useOf(key) !== undefined),
      ...view,
      ...change,
      pastedCount: session.pastedCount,
    };
    return view;
  };
  const useRepository = ({ path, names, isComplete }: RepositoryNames): RegexTesterView => {
    session.setRepository(names);
    return show({ repository: { path, nameCount: names.length, isComplete } });
  };
  return {
    ready: {
      params: noParams,
      failed: l10n.t('Couldn’t open the regex tester'),
      answer: async (_, signal) => {
        if (view !== undefined) return show(askedFor(key, source) ?? {});
        // A file that cannot be read must not close the page; marking a name then says what is wrong with it.
        session.setExpectations(await source.readExpectations().catch(() => new Map()));
        const repository = await source.repositoryOf(key, signal);
        const begun = show(await beginning(key, source, signal));
        return repository === undefined ? begun : useRepository(repository);
      },
    },
    ...testHandlers(session),
    chooseRepository: {
      params: noParams,
      failed: l10n.t('Couldn’t list the repository’s tags'),
      answer: async (_, signal) => {
        const chosen = await source.chooseRepository(signal);
        return chosen === undefined ? show({}) : useRepository(chosen);
      },
    },
    usePatterns: useHandler(key, source),
    usePasted: {
      params: pasteParams,
      failed: l10n.t('Couldn’t read the pasted names'),
      answer: ({ text }) => {
        session.setPasted(pastedNames(text));
        return show({});
      },
    },
    expect: expectHandler(source, session),
  };
}

/** Before anything is known. */
function empty(canUse: boolean) {
  return { patterns: none, canUse, isPolicyUnknown: false, examples: regexExamples() };
}

/** Patterns that somebody asked to begin with. */
function askedFor(key: string, source: RegexTesterSource): TesterBegin | undefined {
  const begin = source.beginOf(key);
  return begin.occasion === undefined ? undefined : begin;
}

/** What was asked for, else what the project's policy has. That it cannot be read must not close the page. */
async function beginning(
  key: string,
  source: RegexTesterSource,
  signal: AbortSignal,
): Promise<TesterBegin & Pick<RegexTesterView, 'isPolicyUnknown'>> {
  const asked = askedFor(key, source);
  if (asked !== undefined) return { ...asked, isPolicyUnknown: false };
  let isPolicyUnknown = false;
  const patterns = await unlessFailed(source.policyOf(key, signal), () => {
    isPolicyUnknown = true;
  });
  return { patterns: patterns ?? source.beginOf(key).patterns, isPolicyUnknown };
}

function useHandler(key: string, source: RegexTesterSource): Handlers<RegexTester>['usePatterns'] {
  return {
    params: useParams,
    failed: l10n.t('Couldn’t open the cleanup policy'),
    answer: (patterns) => {
      source.useOf(key)?.(patterns);
      return undefined;
    },
  };
}

function testHandlers(session: RegexTestSession): Pick<Handlers<RegexTester>, 'test' | 'rows'> {
  return {
    test: {
      params: testParams,
      failed: l10n.t('Couldn’t test the patterns'),
      answer: (params) => session.test(params),
    },
    rows: {
      params: slice,
      failed: l10n.t('Couldn’t list the names'),
      answer: (params) => session.rows(params),
    },
  };
}

function expectHandler(
  source: RegexTesterSource,
  session: RegexTestSession,
): Handlers<RegexTester>['expect'] {
  return {
    params: expectParams,
    failed: l10n.t('Couldn’t save your expectations'),
    answer: async ({ name, expectation }) => {
      const expectations = new Map(await source.readExpectations());
      if (expectation === undefined) expectations.delete(name);
      else expectations.set(name, expectation);
      await source.writeExpectations(expectations, session.patterns);
      session.setExpectations(expectations);
      return undefined;
    },
  };
}

const none: TesterPatterns = { deletes: '', keeps: '', protections: [] };
