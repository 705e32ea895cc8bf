import assert from 'node:assert/strict';
import {
  audienceOf,
  opensRegistry,
  permissionOf,
  type Audience,
  type ProjectVisibility,
  type RegistryAct,
  type RegistryVisibility,
} from '../../../../src/domain/access/registryAccess.ts';

type Row = readonly [
  project: ProjectVisibility | undefined,
  registry: RegistryVisibility | undefined,
  pull: Audience,
  source: string,
];

const page = 'doc/user/packages/container_registry/_index.md, "Container registry visibility permissions"';
const pullers: readonly Row[] = [
  ['public', 'enabled', 'anybody', `${page}: public project, Everyone With Access, anonymous`],
  ['internal', 'enabled', 'signedIn', `${page}: internal project, Everyone With Access, guest`],
  ['private', 'enabled', 'REPORTER', `${page}: private project; spec: a guest is denied`],
  ['public', 'private', 'REPORTER', `${page}: Only Project Members`],
  ['internal', 'private', 'REPORTER', `${page}: Only Project Members`],
  ['private', 'private', 'REPORTER', `${page}: Only Project Members`],
  ['public', 'disabled', 'nobody', 'doc/api/container_registry.md: disabled'],
  ['internal', 'disabled', 'nobody', 'doc/api/container_registry.md: disabled'],
  ['private', 'disabled', 'nobody', 'doc/api/container_registry.md: disabled'],
  [undefined, 'enabled', 'unknown', 'depends on the project, which is not known'],
  [undefined, 'private', 'REPORTER', 'does not depend on the project'],
  ['public', undefined, 'unknown', 'depends on the registry, which is not known'],
];

/** The same sources: Developer for pushing and deleting tags, Maintainer for repositories, policies and rules. */
const members: readonly (readonly [RegistryAct, Audience])[] = [
  ['push', 'DEVELOPER'],
  ['deleteTags', 'DEVELOPER'],
  ['administer', 'MAINTAINER'],
];

const settingsOf = (visibility?: ProjectVisibility, registryAccess?: RegistryVisibility) => ({
  ...(visibility && { visibility }),
  ...(registryAccess && { registryAccess }),
});

describe('audienceOf', () => {
  for (const [project, registry, expected, source] of pullers) {
    const name = `${project ?? 'unknown'} project, ${registry ?? 'unknown'} registry`;
    it(`lets ${expected} view and pull: ${name} (${source})`, () =>
      assert.equal(audienceOf('pull', settingsOf(project, registry)), expected));
    for (const [act, least] of members) {
      const wanted = registry === undefined ? 'unknown' : registry === 'disabled' ? 'nobody' : least;
      it(`lets ${wanted} ${act}: ${name}`, () =>
        assert.equal(audienceOf(act, settingsOf(project, registry)), wanted));
    }
  }
});

describe('permissionOf', () => {
  const scopes = ['api'];
  it('goes by the role', () => {
    const developer = { role: 'DEVELOPER', scopes } as const;
    assert.deepEqual(permissionOf('push', 'DEVELOPER', developer), { code: 'yes' });
    assert.deepEqual(permissionOf('administer', 'MAINTAINER', developer), {
      code: 'role',
      needed: 'MAINTAINER',
    });
    assert.deepEqual(permissionOf('pull', 'REPORTER', { role: 'GUEST', scopes }), {
      code: 'role',
      needed: 'REPORTER',
    });
  });

  it('is unknown where the role is, but not for what takes none', () => {
    assert.deepEqual(permissionOf('push', 'DEVELOPER', { scopes }), { code: 'unknown' });
    assert.deepEqual(permissionOf('pull', 'unknown', { role: 'OWNER', scopes }), { code: 'unknown' });
    assert.deepEqual(permissionOf('pull', 'anybody', { scopes }), { code: 'yes' });
    assert.deepEqual(permissionOf('administer', 'MAINTAINER', { scopes, administers: false }), {
      code: 'role',
      needed: 'MAINTAINER',
    });
  });

  it('lets an administrator without a role do everything', () => {
    const administrator = { administers: true, scopes };
    assert.deepEqual(permissionOf('administer', 'MAINTAINER', administrator), { code: 'yes' });
    assert.deepEqual(permissionOf('push', 'DEVELOPER', administrator), { code: 'yes' });
  });

  // facts 1.7: read_api reads, write_registry pushes, everything else takes api.
  it('goes by the scopes of the token before the role', () => {
    const owner = { role: 'OWNER', scopes: ['read_api'] } as const;
    assert.deepEqual(permissionOf('pull', 'REPORTER', owner), { code: 'yes' });
    assert.deepEqual(permissionOf('push', 'DEVELOPER', owner), {
      code: 'insufficientScope',
      scope: 'write_registry',
    });
    assert.deepEqual(permissionOf('deleteTags', 'DEVELOPER', owner), {
      code: 'insufficientScope',
      scope: 'api',
    });
  });

  it('says so where GitLab does not tell the scopes', () =>
    assert.deepEqual(permissionOf('push', 'DEVELOPER', { role: 'OWNER' }), { code: 'byRole' }));

  it('lets nobody do anything where the registry is switched off, not even an owner', () =>
    assert.deepEqual(permissionOf('pull', 'nobody', { role: 'OWNER', scopes }), { code: 'switchedOff' }));

  it('lets who is not signed in look at what is public only', () => {
    const nobody = { credential: 'anonymous' } as const;
    assert.deepEqual(permissionOf('pull', 'anybody', nobody), { code: 'yes' });
    assert.equal(permissionOf('pull', 'signedIn', nobody).code, 'role');
    assert.equal(permissionOf('push', 'DEVELOPER', nobody).code, 'credentialKind');
  });
});

describe('opensRegistry', () => {
  it('knows what lets more people in', () => {
    assert.ok(opensRegistry('private', 'enabled'));
    assert.ok(opensRegistry('disabled', 'private'));
    assert.ok(opensRegistry(undefined, 'enabled'));
    assert.ok(!opensRegistry('enabled', 'private'));
    assert.ok(!opensRegistry('private', 'disabled'));
  });
});
