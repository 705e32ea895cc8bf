import assert from 'node:assert/strict';
import { unavailableText } from '../../../gitlab/graphql/session.ts';
import { accessLevels } from '../../../gitlab/world/world.ts';
import type { Answer, Bench } from '../../../fakes/graphqlBench.ts';
import { anonymous, ask, at, createBench, fillTags, member, tagRule } from '../../../fakes/graphqlBench.ts';

const id = 'gid://gitlab/ContainerRepository/7';
const { reporter, developer, maintainer, owner } = accessLevels;

describe('destroyContainerRepositoryTags', () => {
  it('deletes by name and says which', async () => {
    const bench = createBench();
    fillTags(bench.registry, 3);
    const answer = await destroyTags(bench, ['t001', 't003'], developer);
    assert.deepEqual(answer, result(['t001', 't003'], []));
    assert.deepEqual([...bench.registry.tags.keys()], ['t002']);
  });

  it('counts a tag that is not there as deleted', async () => {
    const bench = createBench();
    assert.deepEqual(await destroyTags(bench, ['gone'], developer), result(['gone'], []));
  });

  it('refuses more than twenty names whole, with a top-level error', async () => {
    const bench = createBench();
    fillTags(bench.registry, 21);
    const answer = await destroyTags(bench, [...bench.registry.tags.keys()], owner);
    assert.equal(answer.errors?.[0]?.message, 'Number of tags is greater than 20');
    assert.deepEqual(answer.data, { destroyContainerRepositoryTags: null });
    assert.equal(bench.registry.tags.size, 21);
  });

  it('refuses an empty list in errors', async () => {
    assert.deepEqual(await destroyTags(createBench(), [], developer), result([], ['not tags specified']));
  });

  it('drops protected names without a word, and says so only where all are protected', async () => {
    const bench = createBench();
    fillTags(bench.registry, 3);
    bench.project.tagRules.push(tagRule('002', 'maintainer'));
    assert.deepEqual(await destroyTags(bench, ['t001', 't002'], developer), result(['t001'], []));
    const refused = await destroyTags(bench, ['t002'], developer);
    assert.deepEqual(refused, result([], ['cannot delete protected tag(s)']));
    assert.deepEqual(await destroyTags(bench, ['t002'], maintainer), result(['t002'], []));
  });

  it('protects nothing on a plain registry', async () => {
    const bench = createBench({ kind: 'legacy' });
    fillTags(bench.registry, 1);
    bench.project.tagRules.push(tagRule('.*', 'admin'));
    assert.deepEqual(await destroyTags(bench, ['t001'], developer), result(['t001'], []));
  });

  it('is a success where some went, and an error naming all where none did', async () => {
    const bench = createBench();
    fillTags(bench.registry, 3);
    bench.registry.stuck.add('t001').add('t002');
    assert.deepEqual(await destroyTags(bench, ['t001', 't003'], developer), result(['t003'], []));
    const none = await destroyTags(bench, ['t001', 't002'], developer);
    assert.deepEqual(none, result([], ['could not delete tags: t001, t002']));
  });

  it('reports a registry that cannot be reached among its errors', async () => {
    const bench = createBench();
    bench.knobs.registryDown = true;
    assert.deepEqual(await destroyTags(bench, ['x'], developer), result([], ['error while deleting tags']));
  });

  it('is for developers with the scope api only', async () => {
    const bench = createBench();
    fillTags(bench.registry, 1);
    for (const caller of [
      member(bench.world, reporter),
      member(bench.world, owner, ['read_api']),
      member(bench.world, accessLevels.none),
      anonymous,
    ]) {
      const answer = await ask(bench, caller, destroyTagsQuery, { id, names: ['t001'] });
      assert.deepEqual(answer.data, { destroyContainerRepositoryTags: null });
      assert.equal(answer.errors?.[0]?.message, unavailableText);
    }
    assert.equal(bench.registry.tags.size, 1);
  });

  it('refuses the id of another kind of object', async () => {
    const bench = createBench();
    const project = 'gid://gitlab/Project/2';
    const answer = await ask(bench, member(bench.world, owner), destroyTagsQuery, {
      id: project,
      names: ['x'],
    });
    assert.match(answer.errors?.[0]?.message ?? '', /does not represent an instance of ContainerRepository/);
  });
});

describe('destroyContainerRepository', () => {
  const query = `mutation { destroyContainerRepository(input: { id: "${id}", clientMutationId: "c1" }) {
    clientMutationId containerRepository { status } errors } }`;

  it('marks the repository and deletes it in the background', async () => {
    const bench = createBench();
    bench.knobs.holdJobs = true;
    fillTags(bench.registry, 2);
    const answer = await ask(bench, member(bench.world, maintainer), query);
    assert.deepEqual(at(answer, 'destroyContainerRepository'), {
      clientMutationId: 'c1',
      containerRepository: { status: 'DELETE_SCHEDULED' },
      errors: [],
    });
    await bench.jobs.run();
    assert.equal(bench.world.repositories.size, 0);
    assert.equal(bench.registry.tags.size, 0);
  });

  it('is for maintainers', async () => {
    const bench = createBench();
    const answer = await ask(bench, member(bench.world, developer), query);
    assert.equal(answer.errors?.[0]?.message, unavailableText);
    assert.equal(bench.repository.status, undefined);
  });

  it('is refused to who stands below any tag rule, whatever its pattern, while there are tags', async () => {
    const bench = createBench();
    bench.knobs.holdJobs = true;
    fillTags(bench.registry, 1);
    bench.project.tagRules.push(tagRule('^other$', 'owner'));
    const refused = await ask(bench, member(bench.world, maintainer), query);
    assert.equal(refused.errors?.[0]?.message, unavailableText);
    bench.registry.tags.clear();
    const allowed = await ask(bench, member(bench.world, maintainer), query);
    assert.equal(allowed.errors, undefined);
  });

  it('names a protected repository in errors', async () => {
    const bench = createBench();
    bench.project.repositoryRules.push({
      id: 1,
      repositoryPathPattern: 'acme/shop/*',
      minimumAccessLevelForDelete: 'owner',
    });
    const answer = await ask(bench, member(bench.world, maintainer), query);
    assert.deepEqual(at(answer, 'destroyContainerRepository.errors'), [
      'Deleting protected container repository forbidden.',
    ]);
    assert.equal(bench.repository.status, undefined);
  });
});

describe('protection rules', () => {
  const create = `mutation($pattern: String!) { createContainerProtectionTagRule(input: { projectPath: "acme/shop",
    tagNamePattern: $pattern, minimumAccessLevelForPush: OWNER, minimumAccessLevelForDelete: MAINTAINER }) {
    containerProtectionTagRule { id tagNamePattern immutable minimumAccessLevelForPush minimumAccessLevelForDelete } errors } }`;

  it('are made, listed and deleted', async () => {
    const bench = createBench();
    const user = member(bench.world, maintainer);
    const made = await ask(bench, user, create, { pattern: '^v' });
    const rule = at(made, 'createContainerProtectionTagRule.containerProtectionTagRule') as { id: string };
    assert.match(rule.id, /^gid:\/\/gitlab\/ContainerRegistry::Protection::TagRule\/\d+$/);
    const list = `{ project(fullPath: "acme/shop") { containerProtectionTagRules { nodes { id immutable tagNamePattern } } } }`;
    const listed = await ask(bench, user, list);
    assert.deepEqual(at(listed, 'project.containerProtectionTagRules.nodes'), [
      { id: rule.id, immutable: false, tagNamePattern: '^v' },
    ]);
    const remove = `mutation($id: ContainerRegistryProtectionTagRuleID!) {
      deleteContainerProtectionTagRule(input: { id: $id }) { containerProtectionTagRule { id } errors } }`;
    const refused = await ask(bench, member(bench.world, developer), remove, { id: rule.id });
    assert.equal(refused.errors?.[0]?.message, unavailableText);
    await ask(bench, user, remove, { id: rule.id });
    assert.deepEqual(bench.project.tagRules, []);
  });

  it('are at most five, valid RE2 and no longer than 100 characters', async () => {
    const bench = createBench();
    const user = member(bench.world, maintainer);
    const errorsOf = async (pattern: string): Promise<unknown> =>
      at(await ask(bench, user, create, { pattern }), 'createContainerProtectionTagRule.errors');
    assert.match(String(await errorsOf('(')), /^Tag name pattern not valid RE2 syntax/);
    assert.deepEqual(await errorsOf('x'.repeat(101)), [
      'Tag name pattern is too long (maximum is 100 characters)',
    ]);
    for (const pattern of ['a', 'b', 'c', 'd', 'e']) assert.deepEqual(await errorsOf(pattern), []);
    assert.deepEqual(await errorsOf('f'), ['Maximum number of protection rules have been reached.']);
  });

  it('of repositories start with the path of their project', async () => {
    const bench = createBench();
    const query = `mutation($pattern: String!) { createContainerProtectionRepositoryRule(input: { projectPath: "acme/shop",
      repositoryPathPattern: $pattern, minimumAccessLevelForDelete: ADMIN }) { errors } }`;
    const user = member(bench.world, maintainer);
    const wrong = await ask(bench, user, query, { pattern: 'other/*' });
    assert.deepEqual(at(wrong, 'createContainerProtectionRepositoryRule.errors'), [
      "Repository path pattern should start with the project's full path",
    ]);
    await ask(bench, user, query, { pattern: 'acme/shop/w*' });
    const exists = `{ containerRepository(id: "${id}") { protectionRuleExists } }`;
    assert.equal(at(await ask(bench, user, exists), 'containerRepository.protectionRuleExists'), true);
  });
});

describe('changing a protection rule', () => {
  const change = `mutation($id: ContainerRegistryProtectionTagRuleID!, $pattern: String, $push: ContainerProtectionTagRuleAccessLevel) {
    updateContainerProtectionTagRule(input: { id: $id, tagNamePattern: $pattern, minimumAccessLevelForPush: $push }) {
    containerProtectionTagRule { tagNamePattern minimumAccessLevelForPush minimumAccessLevelForDelete } errors } }`;
  const gidOf = (id: number) => `gid://gitlab/ContainerRegistry::Protection::TagRule/${id}`;

  it('keeps what is not sent, and refuses a pattern that another rule has', async () => {
    const bench = createBench();
    bench.project.tagRules.push(tagRule('^a', 'owner'), { ...tagRule('^b', 'owner'), id: 8 });
    const [first] = bench.project.tagRules;
    const user = member(bench.world, maintainer);
    const variables = { id: gidOf(first?.id ?? 0), pattern: '^c', push: 'ADMIN' };
    const changed = await ask(bench, user, change, variables);
    assert.deepEqual(at(changed, 'updateContainerProtectionTagRule'), {
      containerProtectionTagRule: {
        tagNamePattern: '^c',
        minimumAccessLevelForPush: 'ADMIN',
        minimumAccessLevelForDelete: 'OWNER',
      },
      errors: [],
    });
    const taken = await ask(bench, user, change, { ...variables, pattern: '^b' });
    assert.deepEqual(at(taken, 'updateContainerProtectionTagRule.errors'), [
      'Tag name pattern has already been taken',
    ]);
    assert.equal(bench.project.tagRules[0]?.tagNamePattern, '^c');
  });

  it('is for maintainers, of rules that are there and not immutable, on a registry with a database', async () => {
    const bench = createBench();
    bench.project.tagRules.push(tagRule('^a', 'owner'), { id: 4711, tagNamePattern: 'forever' });
    const [first] = bench.project.tagRules;
    const refusals: readonly (readonly [number, number])[] = [
      [first?.id ?? 0, developer],
      [999, maintainer],
      [4711, maintainer],
    ];
    for (const [id, level] of refusals) {
      const answer = await ask(bench, member(bench.world, level), change, { id: gidOf(id), pattern: 'x' });
      assert.equal(answer.errors?.[0]?.message, unavailableText);
    }
    const legacy = createBench({ kind: 'legacy' });
    legacy.project.tagRules.push({ ...tagRule('^a', 'owner'), id: 5 });
    const answer = await ask(legacy, member(legacy.world, maintainer), change, {
      id: gidOf(5),
      pattern: 'x',
    });
    assert.deepEqual(at(answer, 'updateContainerProtectionTagRule.errors'), [
      'GitLab container registry API not supported',
    ]);
  });

  it('takes a level of a repository rule away with null, but not the last one', async () => {
    const bench = createBench();
    bench.project.repositoryRules.push({
      id: 9,
      repositoryPathPattern: 'acme/shop/*',
      minimumAccessLevelForPush: 'owner',
      minimumAccessLevelForDelete: 'owner',
    });
    const update = (levels: string) => `mutation { updateContainerProtectionRepositoryRule(input: {
      id: "gid://gitlab/ContainerRegistry::Protection::Rule/9", ${levels} }) { errors } }`;
    const user = member(bench.world, maintainer);
    await ask(bench, user, update('minimumAccessLevelForPush: null'));
    assert.equal(bench.project.repositoryRules[0]?.minimumAccessLevelForPush, undefined);
    const refused = await ask(bench, user, update('minimumAccessLevelForDelete: null'));
    assert.deepEqual(at(refused, 'updateContainerProtectionRepositoryRule.errors'), [
      'A rule must have at least a minimum access role for push or delete.',
    ]);
  });
});

const destroyTagsQuery = `mutation($id: ContainerRepositoryID!, $names: [String!]!) {
  destroyContainerRepositoryTags(input: { id: $id, tagNames: $names }) { deletedTagNames errors } }`;

function destroyTags(bench: Bench, names: readonly string[], level: number): Promise<Answer> {
  return ask(bench, member(bench.world, level), destroyTagsQuery, { id, names });
}

function result(deletedTagNames: readonly string[], errors: readonly string[]): Answer {
  return { data: { destroyContainerRepositoryTags: { deletedTagNames, errors } } };
}
