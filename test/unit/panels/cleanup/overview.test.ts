import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { PolicyProject, RepositoryTags } from '../../../../src/domain/cleanup/policyProject.ts';
import type { CleanupSession } from '../../../../src/panels/cleanup/session.ts';
import type { CleanupQuery, PolicyDraft } from '../../../../src/protocol/cleanup.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-20T00:00:00Z');

/** Newest first: `dev-1` is one day old, `dev-2` two. */
function tagsOf(path: string, count: number, extra: Partial<RepositoryTags> = {}): RepositoryTags {
  const tags = Array.from({ length: count }, (_, index) => ({
    name: `dev-${index + 1}`,
    path: `${path}:dev-${index + 1}`,
    location: `registry.example.com/${path}:dev-${index + 1}`,
    digest: `sha256:${path}-${index >> 1}`,
    sizeBytes: 1000,
    publishedAt: new Date(now - (index + 1) * day).toISOString(),
  }));
  const repository = { path, name: path.split('/').at(-1) ?? '', location: `registry.example.com/${path}` };
  return {
    ...repository,
    repository: { id: 1, ...repository },
    tags,
    state: 'complete',
    registry: 'metadataDatabase',
    hasDates: true,
    ...extra,
  };
}

const draft: PolicyDraft = {
  enabled: true,
  cadence: '1d',
  keepN: '1',
  olderThan: '',
  nameRegex: 'dev-.*',
  nameRegexKeep: '',
};
const query: CleanupQuery = {
  filter: 'all',
  text: '',
  order: 'name',
  isDescending: false,
  slice: { from: 0, count: 100 },
};
const project: PolicyProject = {
  id: 1,
  fullPath: 'g/p',
  webUrl: 'https://gitlab.example.com/g/p',
  instanceUrl: 'https://gitlab.example.com',
  olderThanValues: [],
  access: 'editor',
  protections: [],
  policy: {
    enabled: true,
    cadence: '1d',
    keepN: 3,
    olderThan: undefined,
    nameRegex: 'dev-.*',
    nameRegexKeep: undefined,
    nextRunAt: '2026-11-20T12:00:00Z',
  },
};

describe('What the cleanup page says at a glance', () => {
  let session: CleanupSession;

  beforeEach(async () => {
    const { CleanupSession: Session } = await import('../../../../src/panels/cleanup/session.ts');
    session = new Session(() => now);
    session.setProject(project);
  });

  it('puts what is deleted first, the newest of it on top, and repositories of which nothing goes last', () => {
    session.setTags([tagsOf('g/p/a', 1), tagsOf('g/p/b', 3), tagsOf('g/p', 2)]);
    const { rows, groups } = session.simulate(draft, { ...query, order: 'reason' });
    assert.deepEqual(
      rows.map(({ repository, name, label }) => `${repository} ${name} ${label}`),
      [
        'g/p dev-2 No. 2, 2 days',
        'g/p dev-1 Newest 1, no. 1',
        'g/p/b dev-2 No. 2, 2 days',
        'g/p/b dev-3 No. 3, 3 days',
        'g/p/b dev-1 Newest 1, no. 1',
        'g/p/a dev-1 Newest 1, no. 1',
      ],
    );
    assert.deepEqual(
      groups.map(({ label, rowCount, deleted }) => `${label} ${rowCount} ${deleted}`),
      ['p 2 1', 'b 3 2', 'a 1 0'],
    );
    session.setTags([tagsOf('g/p/a', 3)]);
    assert.deepEqual(session.simulate(draft, query).groups, []);
  });

  it('counts tags by age so that the chart adds up to the list', () => {
    session.setTags([tagsOf('g/p/a', 5), tagsOf('g/p/b', 2)]);
    const { ages, goes, stays, repositories } = session.simulate({ ...draft, olderThan: '3d' }, query).report;
    assert.deepEqual(ages.days, [1, 2, 3, 4, 5]);
    // What is 3 days old to the second is not older than 3 days.
    assert.deepEqual(
      [ages.deleted, ages.young, ages.kept],
      [
        [0, 0, 0, 1, 1],
        [2, 2, 1, 0, 0],
        [0, 0, 0, 0, 0],
      ],
    );
    const sum = [...ages.deleted, ...ages.kept, ...ages.young].reduce((all, one) => all + one, 0);
    assert.equal(sum + ages.undated, goes + stays);
    assert.deepEqual(
      repositories.map(({ label, deleted, tagCount }) => [label, deleted, tagCount]),
      [
        ['a', 2, 5],
        ['b', 0, 2],
      ],
    );
    assert.deepEqual(ages.reaches, [
      { label: 'a', days: 1 },
      { label: 'b', days: 1 },
    ]);
  });

  it('says which rule covers everything where nothing is deleted, and offers a way on', () => {
    session.setTags([tagsOf('g/p/a', 12)]);
    const { nothing } = session.simulate({ ...draft, keepN: '50' }, query).report;
    assert.equal(
      nothing?.text,
      '“Keep the newest 50” covers every tag that matches the delete pattern: a has 12.',
    );
    assert.equal(nothing.fix?.label, 'Keep 10 tags per repository');
    assert.equal(session.simulate(nothing.fix.draft, query).report.goes, 2);
  });

  it('lets any age be tried, and says which ones GitLab saves', () => {
    session.setTags([tagsOf('g/p/a', 2)]);
    const { report } = session.simulate({ ...draft, olderThan: '47d' }, query);
    const [advice] = report.advice.olderThan;
    assert.equal(advice?.level, 'warning');
    assert.deepEqual(
      advice.fixes?.map(({ label }) => label),
      ['Use 30 days', 'Use 60 days'],
    );
    assert.deepEqual(session.simulate({ ...draft, olderThan: '30d' }, query).report.advice.olderThan, []);
  });
});
