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

describe('A session of the cleanup workbench', () => {
  let session: CleanupSession;

  beforeEach(async () => {
    const { CleanupSession: Session } = await import('../../../../src/panels/cleanup/session.ts');
    session = new Session(() => now);
    session.setProject(project);
  });

  it('judges each repository on its own, and counts what differs from the saved policy', () => {
    session.setTags([tagsOf('g/p/b', 4), tagsOf('g/p/a', 3)]);
    const { report, rows, rowCount } = session.simulate(draft, query);
    assert.deepEqual([report.goes, report.stays, report.undecided, rowCount], [5, 2, 0, 7]);
    // The saved policy keeps three of each: it deletes b:dev-4 only.
    assert.equal(report.changed, 4);
    assert.deepEqual(
      rows.map(({ repository, name, verdict }) => `${repository.at(-1)} ${name} ${verdict}`),
      [
        'a dev-1 keptNewest',
        'a dev-2 deleted',
        'a dev-3 deleted',
        'b dev-1 keptNewest',
        'b dev-2 deleted',
        'b dev-3 deleted',
        'b dev-4 deleted',
      ],
    );
  });

  it('frees an image only when no tag of it stays, and counts it once', () => {
    session.setTags([tagsOf('g/p/a', 6)]);
    // dev-1 stays and has the image of dev-2; dev-3 with dev-4, dev-5 with dev-6: two images of 1,000 bytes.
    const { report } = session.simulate(draft, query);
    assert.equal(report.freed, 'Frees up to 2 kB');
  });

  it('deletes nothing in effect while the draft is not enabled, and still shows what it would do', () => {
    session.setTags([tagsOf('g/p/a', 4)]);
    const { report } = session.simulate({ ...draft, enabled: false }, query);
    assert.deepEqual([report.goes, report.changed], [3, 1]);
    assert.deepEqual(session.forecast().runs, []);
  });

  it('filters, searches and orders rows', () => {
    session.setTags([tagsOf('g/p/a', 4), tagsOf('g/p/b', 4)]);
    session.simulate(draft, query);
    const names = (change: Partial<CleanupQuery>) =>
      session
        .rows({ ...query, ...change })
        .rows.map(({ repository, name }) => `${repository.at(-1)}${name.slice(4)}`);
    assert.deepEqual(names({ filter: 'goes' }), ['a2', 'a3', 'a4', 'b2', 'b3', 'b4']);
    assert.deepEqual(names({ filter: 'stays' }), ['a1', 'b1']);
    assert.deepEqual(names({ filter: 'changed' }), ['a2', 'a3', 'b2', 'b3']);
    assert.deepEqual(names({ text: 'P/B:DEV' }), ['b1', 'b2', 'b3', 'b4']);
    // Repositories stay together, whatever the order within them.
    assert.deepEqual(names({ text: '4', order: 'date' }), ['a4', 'b4']);
    assert.deepEqual(names({ order: 'date' }).slice(2, 6), ['a2', 'a1', 'b4', 'b3']);
    assert.deepEqual(names({ order: 'date', isDescending: true }).slice(2, 6), ['a3', 'a4', 'b1', 'b2']);
    assert.deepEqual(names({ isDescending: true }).slice(3, 5), ['a1', 'b4']);
    assert.deepEqual(names({ slice: { from: 6, count: 5 } }), ['b3', 'b4']);
    assert.deepEqual(names({ repository: 'g/p/b' }), ['b1', 'b2', 'b3', 'b4']);
  });

  it('hands over exactly what goes: all that is listed, or the chosen ones of it, with digests and reasons', () => {
    session.setTags([tagsOf('g/p/a', 3), tagsOf('g/p/b', 3)]);
    session.simulate(draft, query);
    const names = (change: Partial<CleanupQuery> = {}, chosen: readonly string[] = []) =>
      session
        .doomed(draft, { ...query, ...change }, chosen)
        .map(({ repository, tags }) => [repository.path, ...tags.map(({ name }) => name)].join(' '));
    assert.deepEqual(names(), ['g/p/a dev-2 dev-3', 'g/p/b dev-2 dev-3']);
    assert.deepEqual(names({ text: 'b:dev-3' }), ['g/p/b dev-3']);
    assert.deepEqual(names({ filter: 'stays' }), []);
    // The newest stays though it was chosen; the filter does not narrow a choice.
    assert.deepEqual(names({ text: 'none' }, ['g/p/a:dev-3', 'g/p/a:dev-1', 'g/p/x:dev-2']), ['g/p/a dev-3']);
    const [target] = session.doomed(draft, query, ['g/p/a:dev-3']);
    assert.deepEqual(target?.tags, [{ name: 'dev-3', digest: 'sha256:g/p/a-1' }]);
    assert.match(target.reasons?.get('dev-3') ?? '', /^Deleted: #3 by age/);
    assert.equal(session.rows({ ...query, text: 'p/b' }).goingCount, 2);
  });

  it('hands over what goes by the draft that the page has, also when another one was judged since', () => {
    session.setTags([tagsOf('g/p/a', 3)]);
    session.simulate({ ...draft, keepN: '' }, query);
    const [target] = session.doomed(draft, query, []);
    assert.deepEqual(
      target?.tags.map(({ name }) => name),
      ['dev-2', 'dev-3'],
    );
  });

  it('foretells with the planned run where nothing changed, and one interval from now otherwise', () => {
    session.setTags([tagsOf('g/p/a', 5)]);
    session.simulate({ ...draft, keepN: '3' }, query);
    assert.deepEqual(
      session.forecast().runs.map(({ at, total }) => [new Date(at).toISOString(), total]),
      [['2026-11-20T12:00:00.000Z', 2]],
    );
    session.simulate({ ...draft, cadence: '7d' }, query);
    const { runs } = session.forecast();
    assert.deepEqual(
      runs.map(({ at, total }) => [new Date(at).toISOString(), total]),
      [['2026-11-27T00:00:00.000Z', 4]],
    );
    assert.equal(session.rows({ ...query, filter: 'gone', by: runs[0]!.at }).rowCount, 4);
    assert.equal(session.rows({ ...query, filter: 'gone', by: runs[0]!.at - 1 }).rowCount, 0);
    assert.match(
      session.rows({ ...query, filter: 'goes' }).rows[0]?.reason ?? '',
      / · deleted on November 27/,
    );
  });

  it('keeps the forecast when the same draft is judged for a review, so that it and the list agree', () => {
    session.setTags([tagsOf('g/p/a', 5)]);
    session.simulate(draft, query);
    const [run] = session.forecast().runs;
    assert.equal(run?.total, 4);
    session.judgedBy(draft);
    assert.equal(session.rows({ ...query, filter: 'gone', by: run.at }).rowCount, run.total);
    // Also where another draft was judged since, the list is of that one and not empty for want of a forecast.
    session.judge({ ...draft, keepN: '2' });
    assert.equal(session.rows({ ...query, filter: 'gone', by: run.at }).rowCount, 3);
  });

  it('says nothing about candidates of a list without dates, where dates decide', () => {
    const undated = tagsOf('g/p/a', 4).tags.map(({ name, path, location }) => ({ name, path, location }));
    session.setTags([tagsOf('g/p/a', 0, { tags: undated, hasDates: false })]);
    const { report } = session.simulate(draft, query);
    assert.deepEqual([report.goes, report.undecided], [0, 4]);
    assert.ok(report.warnings.some(({ text }) => text.includes('None of these tags has a date')));
    assert.equal(session.simulate({ ...draft, keepN: '' }, query).report.goes, 4);
  });

  it('takes build dates on a legacy registry, and says so', () => {
    const tags = tagsOf('g/p/a', 2).tags.map((tag, index) => ({
      ...tag,
      // The other way round than the dates of pushing.
      createdAt: new Date(now - (10 - index) * day).toISOString(),
    }));
    session.setTags([tagsOf('g/p/a', 0, { tags, registry: 'legacy' })]);
    const { rows, report } = session.simulate(draft, query);
    assert.deepEqual(
      rows.map(({ verdict }) => verdict),
      ['deleted', 'keptNewest'],
    );
    assert.ok(report.warnings.some(({ text }) => text.includes('when images were built')));
  });

  it('offers to group alternatives, and answers for a pattern that RE2 refuses', () => {
    session.setTags([tagsOf('g/p/a', 2)]);
    const { advice } = session.simulate({ ...draft, nameRegex: 'dev|main' }, query).report;
    const fix = advice.nameRegex.flatMap(({ fixes = [] }) => fixes)[0];
    assert.equal(fix?.draft.nameRegex, '(?:dev|main)');
    const invalid = session.simulate({ ...draft, nameRegex: '(?!x)' }, query).report;
    assert.equal(invalid.undecided, 2);
    assert.equal(invalid.advice.nameRegex[0]?.level, 'error');
  });

  it('answers for a pattern of 10,000 characters, and for those that make backtracking engines hang', () => {
    const name = `${'a'.repeat(120)}b`;
    const tags = tagsOf('g/p/a', 3).tags.map((tag, index) => ({ ...tag, name: `${name}${index}` }));
    session.setTags([tagsOf('g/p/a', 0, { tags })]);
    for (const nameRegex of ['(?:a?){60}a{60}', '(a+)+', '(?:a|a)*', '('.repeat(10_000)]) {
      const { report } = session.simulate({ ...draft, nameRegex, nameRegexKeep: '(a*)*' }, query);
      assert.equal(report.goes + report.stays + report.undecided, 3);
      session.forecast();
    }
  });

  it('takes names of every character that GitLab allows, and exports them whole', async () => {
    const { exportReport } = await import('../../../../src/panels/cleanup/export.ts');
    const names = ['_', 'A.b-C_d', '0', '__proto__', 'constructor', 'a'.repeat(128), 'latest', 'LATEST', '-'];
    const [first] = tagsOf('g/p/a', 1).tags;
    session.setTags([tagsOf('g/p/a', 0, { tags: names.map((name) => ({ ...first!, name })) })]);
    const all = { ...draft, keepN: '', nameRegex: '.*' };
    assert.equal(session.simulate(all, query).report.goes, names.length - 1);
    const judged = session.judged ?? assert.fail('nothing judged');
    const written = { draft: all, projectPath: 'g/p' };
    const json = JSON.parse(exportReport('json', judged, written).content) as { tags: { tag: string }[] };
    assert.deepEqual(json.tags.map(({ tag }) => tag).sort(), [...names].sort());
    const csv = exportReport('csv', judged, written).content;
    for (const name of names) assert.ok(csv.includes(`,${name === '-' ? "'-" : name},`), name);
    assert.deepEqual(
      session.doomed(all, query, []).flatMap(({ tags }) => tags.map(({ name }) => name)).length,
      names.length - 1,
    );
  });

  it('warns of tags that go though the workspace uses them', () => {
    session.setTags([tagsOf('g/p/a', 3)]);
    const uses = ['dev-1', 'dev-3'].map((tag, index) => ({
      tag,
      file: 'Dockerfile',
      line: index + 1,
      foundBy: 'grammar' as const,
    }));
    session.setUses(new Map([['g/p/a', uses]]));
    const [first] = session.simulate(draft, query).report.warnings;
    // dev-1 is the newest and stays.
    assert.equal(
      first?.text,
      'Files in this workspace use tags that will be deleted: g/p/a:dev-3 (Dockerfile:2)',
    );
  });

  it('takes values that it does not know for what they are', () => {
    session.setTags([tagsOf('g/p/a', 2)]);
    const { report } = session.simulate({ ...draft, keepN: 'SEVEN_TAGS', olderThan: 'soon' }, query);
    assert.equal(report.undecided, 2);
    assert.equal(report.advice.keepN[0]?.level, 'warning');
    assert.equal(report.advice.olderThan[0]?.level, 'warning');
  });
});
