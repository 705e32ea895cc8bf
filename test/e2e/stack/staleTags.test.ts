import assert from 'node:assert/strict';
import { PagedList } from '../../../src/catalog/lists/pagedList.ts';
import { staleTagFinder } from '../../../src/catalog/stale/staleTags.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import type { StaleSearch } from '../../../src/domain/stale/staleSearch.ts';
import type { Tag } from '../../../src/domain/tag.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { buildImage } from '../../gitlab/registry/images.ts';
import { addGit, commitNamed } from '../../gitlab/seed/git.ts';
import type { TokenName } from '../../gitlab/seed/people.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../../gitlab/seed/plot.ts';
import { testHttp } from '../../fakes/httpServer.ts';
import { clientsOf, smallImage } from './deletionBox.ts';

const names = [
  'latest',
  '1.0.0',
  'main-7b5c3cc8',
  'develop',
  'feature-cart',
  'feature-cart-7b5c3cc8',
  'fix-login',
  'v9-hotfix',
  'nightly',
  'mr-1',
  'mr-2',
  'mr-3',
  'mr-999',
  '7b5c3cc8',
];

/** Tags with the commits that the labels of their images name, and tags that are named after a commit. */
const labelled: Readonly<Record<string, string>> = {
  'by-squash': commitNamed('cart'),
  'by-merge': commitNamed('kept'),
  'by-open': commitNamed('login'),
  'by-other': commitNamed('elsewhere'),
};
const shortCart = commitNamed('cart').slice(0, 8);

/** 250 branches, 120 git tags and 230 merge requests, so that every list has more than one page. */
async function plant(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private');
  addMember(plot, plot.people.maintainer, acme, 40);
  addMember(plot, plot.people.reporter, acme, 20);
  addMember(plot, plot.people.guest, acme, 10);
  const shop = addProject(plot, 'acme/shop');
  const many = (count: number, prefix: string): readonly string[] =>
    Array.from({ length: count }, (_, at) => `${prefix}${at}`);
  addGit(plot, shop, {
    branches: ['develop', 'fix/login', ...many(247, 'topic/')],
    tags: ['v9/hotfix', ...many(119, 'build-')],
    mergeRequests: [
      { branch: 'feature/cart', state: 'merged', daysAgo: 90, commits: [commitNamed('cart')] },
      { branch: 'fix/login', state: 'opened', daysAgo: 80, commits: [commitNamed('login')] },
      { branch: 'old/idea', state: 'closed', daysAgo: 70 },
      {
        branch: 'v9/hotfix',
        state: 'merged',
        daysAgo: 60,
        commits: [commitNamed('kept')],
        keepsCommits: true,
      },
      ...many(226, 'done/').map((branch) => ({ branch, state: 'merged', daysAgo: 20 }) as const),
    ],
  });
  for (const name of ['web', 'api']) {
    const { path } = addRepository(plot, shop, name);
    const labels = name === 'web' ? [] : Object.entries(labelled);
    for (const [tag, revision] of labels) {
      const image = { seed: tag, layers: 1, labels: { 'org.opencontainers.image.revision': revision } };
      await plot.backend.put(path, tag, buildImage(image));
    }
    if (name === 'api') await plot.backend.put(path, shortCart, smallImage(shortCart));
    for (const tag of name === 'web' ? names : ['feature-cart'])
      await plot.backend.put(path, tag, smallImage(tag));
  }
}

for (const kind of ['metadataDatabase', 'legacy'] as const) {
  describe(`stale tags on a ${kind} registry`, function () {
    this.timeout(120_000);
    let box: Box;
    before(async () => {
      box = await startBox({ kind, seed: plant });
    });
    after(async () => {
      await box.close();
      assert.deepEqual(box.log.unknownRequests, []);
    });
    beforeEach(() => {
      box.knobs.faults = [];
      box.log.clear();
    });

    const open = async (only?: string, as: TokenName = 'maintainer') => {
      const { gitlab, registry } = clientsOf(box, as);
      const { http } = testHttp({ now: Date.now });
      const repositories = new PagedList<Repository>(
        () => gitlab.projectRepositoriesByRest('acme/shop'),
        ({ path }) => path,
        100,
      );
      const lists = {
        repositoriesOfProject: () => repositories,
        tags: (_: string, { id }: Repository) =>
          new PagedList<Tag>(
            (after) => gitlab.tagsByOffset('acme/shop', id, { after }),
            ({ name }) => name,
            1000,
          ),
      };
      await repositories.start();
      const repository = repositories.items.find(({ name }) => name === only);
      const clients = { of: () => ({ gitlab, registry: () => registry }) };
      const finder = staleTagFinder({ lists, clients, http });
      const scope = { connectionId: 'c', projectPath: 'acme/shop', ...(repository && { repository }) };
      return { finder, scope };
    };
    const step = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
    const search = async (only?: string): Promise<StaleSearch> => {
      const { finder, scope } = await open(only);
      return finder.find(scope, step());
    };
    const staleOf = ({ judged }: StaleSearch): readonly string[] =>
      judged.flatMap(({ repository, tag, verdict }) =>
        verdict.code === 'stale' ? [`${repository.name}:${tag.name} !${verdict.mergeRequest.iid}`] : [],
      );
    const reasonOf = ({ judged }: StaleSearch, name: string): string | undefined => {
      const verdict = judged.find(({ tag }) => tag.name === name)?.verdict;
      return verdict && 'reason' in verdict ? verdict.reason.code : verdict?.code;
    };

    it('are those whose merge request is over, and nothing has their name any more', async () => {
      const found = await search('web');
      assert.deepEqual(staleOf(found), [
        'web:feature-cart !1',
        'web:feature-cart-7b5c3cc8 !1',
        'web:mr-1 !1',
        'web:mr-3 !3',
      ]);
      const reasons = ['main-7b5c3cc8', 'fix-login', 'v9-hotfix', 'nightly', 'mr-2', 'mr-999', '7b5c3cc8'];
      assert.deepEqual(
        reasons.map((name) => reasonOf(found, name)),
        [
          'branchExists',
          'branchExists',
          'gitTagExists',
          'noTrace',
          'mergeRequestOpen',
          'mergeRequestUnseen',
          'commit',
        ],
      );
      assert.deepEqual([found.unlisted, found.incomplete, found.mergeRequestsSince], [[], [], undefined]);
    });

    it('cost one request for each page of a list, none for a tag', async () => {
      const found = await search('web');
      const asked = box.log.entries.map(({ route }) => route ?? '');
      const count = (route: string): number => asked.filter((one) => one.includes(route)).length;
      assert.equal(count('repository/branches'), 3);
      assert.equal(count('repository/tags'), 2);
      // Rules and the schema they need; numbers; open ones; 230 of all, in pages of 100.
      assert.ok(count('api/graphql') <= 2 + 1 + 1 + 3, asked.join('\n'));
      assert.ok(found.requests >= 10 && found.requests <= 11, String(found.requests));
    });

    it('are found in all repositories of a project', async () => {
      assert.ok(staleOf(await search()).includes('api:feature-cart !1'));
    });

    it('are backed, or not, by the commits of their images when somebody asks', async () => {
      const { finder, scope } = await open('api');
      const { judged } = await finder.find(scope, step());
      const asked = judged.filter(({ tag }) => tag.name in labelled || tag.name === shortCart);
      box.log.clear();
      const evidence = await finder.examine(scope, asked, step());
      const told = [...evidence].map(([{ tag }, found]) => [tag.name, found.code]);
      assert.deepEqual(Object.fromEntries(told), {
        'by-squash': 'unreachable',
        'by-merge': 'reachable',
        'by-open': 'open',
        'by-other': 'unknownCommit',
        [shortCart]: 'unreachable',
      });
      // A manifest and a config for each label, refs for each commit as it is written, requests where no ref has it, and tokens.
      const { length } = box.log.entries.filter(({ path }) => !path.startsWith('/jwt/auth'));
      assert.ok(length <= asked.length * 5, String(length));
    });

    it('say nothing by commits to somebody who may not read code', async () => {
      const { finder, scope } = await open('api');
      const { judged } = await finder.find(scope, step());
      box.knobs.faults = [{ act: { kind: 'status', status: 403 }, path: /repository\/commits/ }];
      const asked = judged.filter(({ tag }) => tag.name === shortCart);
      const [found] = (await finder.examine(scope, asked, step())).values();
      assert.equal(found?.code, 'failed');
    });

    it('are none where branches cannot be listed, and that is said', async () => {
      box.knobs.faults = [{ act: { kind: 'status', status: 500 }, path: /repository\/branches\?.*page=3/ }];
      const broken = await search('web');
      assert.deepEqual(staleOf(broken), []);
      assert.deepEqual(
        broken.unlisted.map(({ list }) => list),
        ['branches'],
      );
    });

    it('are none where git tags cannot be listed', async () => {
      box.knobs.faults = [{ act: { kind: 'status', status: 403 }, path: /repository\/tags/ }];
      const broken = await search('web');
      assert.deepEqual(staleOf(broken), []);
      assert.equal(reasonOf(broken, 'nightly'), 'noTrace');
      assert.equal(reasonOf(broken, 'feature-cart'), 'unlisted');
    });
  });
}
