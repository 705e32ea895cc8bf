import { l10n } from 'vscode';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { CleanupWorkbench, DraftField, PolicyDraft, SaveResult } from '../../protocol/cleanup.ts';
import type { CleanupDesk } from './desk.ts';
import { draftOf, draftSchema } from './draft.ts';
import { apiCall, exportReport, type ExportedReport } from './export.ts';
import { reviewOf } from './review.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';

/** What the page's buttons do outside of it. */
export interface CleanupOutside {
  /** Asks first; `onDeleted` is called each time tags have gone. Resolves when the person is through with it. */
  deleteTags(targets: readonly DeletionTarget[], onDeleted: () => void): Promise<void>;
  openText(text: ExportedReport): Promise<void>;
  /** `undefined` where the person thinks better of it. */
  askFormat(): Promise<ExportedReport['language'] | undefined>;
  copy(text: string): Promise<void>;
  testPatterns(patterns: {
    readonly deletes: string;
    readonly keeps: string;
    readonly protections: readonly string[];
  }): void;
}

const number = v.pipe(v.number(), v.integer(), v.minValue(0));
const querySchema = v.strictObject({
  filter: v.picklist(['all', 'goes', 'stays', 'changed', 'gone']),
  text: v.pipe(v.string(), v.maxLength(1000)),
  repository: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  order: v.picklist(['name', 'reason', 'date', 'size']),
  isDescending: v.boolean(),
  by: v.optional(v.number()),
  slice: v.strictObject({ from: number, count: v.pipe(number, v.maxValue(500)) }),
});
const draftParams = v.strictObject({ draft: draftSchema });

/** The handlers of one open page. */
export function cleanupHandlers(desk: CleanupDesk, outside: CleanupOutside): Handlers<CleanupWorkbench> {
  return {
    ...viewHandlers(desk),
    ...simulationHandlers(desk),
    ...savingHandlers(desk),
    deleteNow: deleteHandler(desk, outside),
    ...outsideHandlers(desk, outside),
  };
}

function viewHandlers(
  desk: CleanupDesk,
): Pick<Handlers<CleanupWorkbench>, 'ready' | 'refresh' | 'measure' | 'stop' | 'discard'> {
  return {
    ready: {
      params: noParams,
      failed: l10n.t('Couldn’t load the cleanup policy'),
      answer: (_, signal) => desk.open(signal),
    },
    refresh: {
      params: noParams,
      failed: l10n.t('Couldn’t refresh the cleanup policy'),
      answer: (_, signal) => desk.refresh(signal),
    },
    measure: {
      params: noParams,
      failed: l10n.t('Couldn’t read the manifests'),
      answer: async (_, signal) => {
        await desk.measure(signal);
        return undefined;
      },
    },
    stop: {
      params: noParams,
      failed: l10n.t('Couldn’t stop listing'),
      answer: () => {
        desk.stop();
        return undefined;
      },
    },
    discard: {
      params: noParams,
      failed: l10n.t('Couldn’t discard the draft'),
      answer: () => desk.discard(),
    },
  };
}

function simulationHandlers(
  desk: CleanupDesk,
): Pick<Handlers<CleanupWorkbench>, 'simulate' | 'rows' | 'forecast'> {
  return {
    simulate: {
      params: v.strictObject({ draft: draftSchema, query: querySchema }),
      failed: l10n.t('Couldn’t simulate the policy'),
      answer: ({ draft, query }) => {
        desk.keep(draft);
        return desk.session.simulate(draft, query);
      },
    },
    rows: {
      params: querySchema,
      failed: l10n.t('Couldn’t list the tags'),
      answer: (query) => desk.session.rows(query),
    },
    forecast: {
      params: noParams,
      failed: l10n.t('Couldn’t predict upcoming runs'),
      answer: () => desk.session.forecast(),
    },
  };
}

function savingHandlers(desk: CleanupDesk): Pick<Handlers<CleanupWorkbench>, 'review' | 'save'> {
  return {
    review: {
      params: draftParams,
      failed: l10n.t('Couldn’t compare the changes'),
      answer: ({ draft }) => {
        desk.keep(draft);
        return reviewOf(draftOf(desk.project.policy), draft, desk.session.judgedBy(draft));
      },
    },
    save: {
      params: draftParams,
      failed: l10n.t('Couldn’t save the policy. Your draft is kept'),
      answer: ({ draft }, signal) => save(desk, draft, signal),
    },
  };
}

async function save(desk: CleanupDesk, draft: PolicyDraft, signal: AbortSignal): Promise<SaveResult> {
  try {
    const outcome = await desk.save(draft, signal);
    const message =
      outcome === 'saved'
        ? l10n.t('Policy saved.')
        : l10n.t('Nothing was saved: someone changed the policy meanwhile. Review the differences again.');
    return { outcome, message, view: desk.view(), fields: {} };
  } catch (error) {
    const failure = Failure.from(error);
    const { code, fieldMessages } = failure.details;
    if (code !== 'badInput' || fieldMessages === undefined) throw failure;
    const { fields, others } = byField(fieldMessages);
    const message = [l10n.t('GitLab refused the policy. Your draft is kept.'), ...others].join(' ');
    return { outcome: 'refused', message, view: desk.view(), fields };
  }
}

function deleteHandler(desk: CleanupDesk, outside: CleanupOutside): Handlers<CleanupWorkbench>['deleteNow'] {
  const key = v.pipe(v.string(), v.maxLength(1000));
  return {
    params: v.strictObject({
      draft: draftSchema,
      query: querySchema,
      chosen: v.pipe(v.array(key), v.maxLength(100_000)),
    }),
    failed: l10n.t('Couldn’t delete the tags'),
    answer: async ({ draft, query, chosen }) => {
      const listAgain = (): void => desk.listAgain();
      await outside.deleteTags(desk.doomed(draft, query, chosen), listAgain);
      // Whatever came back by "Undo" is listed too.
      listAgain();
      return undefined;
    },
  };
}

const fieldNames: Readonly<Record<string, DraftField>> = {
  enabled: 'enabled',
  cadence: 'cadence',
  keep_n: 'keepN',
  older_than: 'olderThan',
  name_regex: 'nameRegex',
  name_regex_delete: 'nameRegex',
  name_regex_keep: 'nameRegexKeep',
};

function byField(messages: Readonly<Record<string, string>>): {
  readonly fields: SaveResult['fields'];
  readonly others: readonly string[];
} {
  const fields: Partial<Record<DraftField, string>> = {};
  const others: string[] = [];
  for (const [key, text] of Object.entries(messages)) {
    const field = Object.hasOwn(fieldNames, key) ? fieldNames[key] : undefined;
    if (field === undefined) others.push(`${key}: ${text}`);
    else fields[field] = l10n.t('GitLab says: {0}', text);
  }
  return { fields, others };
}

function outsideHandlers(
  desk: CleanupDesk,
  outside: CleanupOutside,
): Pick<Handlers<CleanupWorkbench>, 'exportReport' | 'copyApiCall' | 'testPatterns'> {
  return {
    exportReport: {
      params: noParams,
      failed: l10n.t('Couldn’t write the report'),
      answer: async () => {
        const format = await outside.askFormat();
        if (format === undefined) return undefined;
        const { draft, projectPath } = desk.view();
        const judged = desk.session.judgedBy(draft);
        await outside.openText(exportReport(format, judged, { draft, projectPath }));
        return undefined;
      },
    },
    copyApiCall: {
      params: draftParams,
      failed: l10n.t('Couldn’t copy the call'),
      answer: async ({ draft }) => {
        const { instanceUrl, fullPath } = desk.project;
        await outside.copy(apiCall(instanceUrl, fullPath, draft));
        return undefined;
      },
    },
    testPatterns: {
      params: draftParams,
      failed: l10n.t('Couldn’t open the regex tester'),
      answer: ({ draft: { nameRegex, nameRegexKeep } }) => {
        const protections = desk.project.protections ?? [];
        outside.testPatterns({ deletes: nameRegex, keeps: nameRegexKeep, protections });
        return undefined;
      },
    },
  };
}
