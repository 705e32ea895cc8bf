import type { CleanupPolicy } from '../world/world.ts';
import { accessLevels } from '../world/world.ts';
import { plant } from './contents.ts';
import type { ProjectPlan } from './lifelikeProjects.ts';
import { lifelikeProjects } from './lifelikeProjects.ts';
import { addProjectTokens } from './people.ts';
import type { Plot } from './plot.ts';
import { addGroup, addMember, addProject, addRepository, daysAgo } from './plot.ts';

/** A company's instance: 3 top groups, 14 projects, 32 repositories, one of them with 12,000 tags (metadata database only). */
export async function plantLifelike(plot: Plot): Promise<void> {
  addGroups(plot);
  for (const plan of lifelikeProjects) await addPlannedProject(plot, plan);
}

function addGroups(plot: Plot): void {
  const { people } = plot;
  const acme = addGroup(plot, 'acme', 'private', 'Acme Corporation');
  addGroup(plot, 'acme/data', 'private', 'Data');
  addGroup(plot, 'acme/platform', 'private', 'Platform');
  addGroup(plot, 'acme/platform/runtime', 'private', 'Runtime');
  addGroup(plot, 'acme/platform/runtime/base-images', 'private', 'Base images');
  addGroup(plot, 'acme/shop', 'private', 'Shop');
  const northwind = addGroup(plot, 'northwind', 'internal', 'Northwind');
  addGroup(plot, 'northwind/apps', 'internal', 'Apps');
  const open = addGroup(plot, 'open-source', 'public', 'Open Source');
  for (const role of ['owner', 'maintainer', 'developer', 'reporter', 'guest'] as const) {
    addMember(plot, people[role], acme, accessLevels[role]);
  }
  addMember(plot, people.owner, northwind, accessLevels.owner);
  addMember(plot, people.maintainer, northwind, accessLevels.developer);
  addMember(plot, people.owner, open, accessLevels.owner);
  addMember(plot, people.maintainer, open, accessLevels.maintainer);
}

async function addPlannedProject(plot: Plot, plan: ProjectPlan): Promise<void> {
  const { world, backend, people } = plot;
  const isLegacy = backend.kind === 'legacy';
  const project = addProject(plot, plan.path, {
    name: plan.name,
    visibility: plan.visibility ?? 'private',
    registryAccess: plan.registryAccess ?? 'enabled',
    ...(plan.policy === undefined ? {} : { policy: plan.policy as Partial<CleanupPolicy> | null }),
    tagRules: isLegacy ? [] : (plan.tagRules ?? []).map((rule) => ({ id: world.nextId(), ...rule })),
    repositoryRules: (plan.repositoryRules ?? []).map((rule) => ({ id: world.nextId(), ...rule })),
  });
  if (plan.hasTokens) addProjectTokens(world, project, people.developer);
  for (const { name, contents, legacyTags = 1, cleanup } of plan.repositories) {
    const repository = addRepository(plot, project, name, {
      ...(cleanup ? { cleanupStatus: cleanup, policyStartedAt: daysAgo(plot, 0.2) } : {}),
      ...(cleanup === 'UNSCHEDULED' ? { lastCleanupDeletedTagsCount: 17 } : {}),
    });
    await plant(plot, repository, contents, isLegacy ? legacyTags : Infinity);
  }
}
