import { isAtLeast } from '../world/version.ts';
import type { CiVariable } from '../world/world.ts';
import { administeredGroup, administeredPlace, signedIn, type Place } from './access.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { RestError } from './restError.ts';

/** Masked values (app/models/concerns/ci/maskable.rb): one line of at least 8 characters of this alphabet. */
const maskable = /^[a-zA-Z0-9_+=/@:.~-]{8,}$/;

/**
 * CI/CD variables (doc/api/project_level_variables.md, group_level_variables.md, lib/api/ci/variables.rb): Maintainer of the
 * project, Owner of the group; 401 for nobody. Environment scopes are left out, so that a key is taken once.
 */
export const variableRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: 'projects/:id/variables',
    handle: (request) => {
      signedIn(request);
      return create(request, administeredPlace(request));
    },
  },
  {
    method: 'POST',
    pattern: 'groups/:id/variables',
    handle: (request) => {
      signedIn(request);
      return create(request, administeredGroup(request));
    },
  },
];

function create(request: RestRequest, of: Place): RestAnswer {
  const { world, parameters } = request;
  const variable: CiVariable = {
    of,
    key: parameters.required('key'),
    value: parameters.required('value'),
    masked: parameters.flag('masked') ?? false,
    protected: parameters.flag('protected') ?? false,
  };
  const errors = problemsOf(variable, world.variables);
  if (Object.keys(errors).length > 0) throw new RestError(400, { message: errors });
  world.variables.push(variable);
  return { status: 201, body: shape(request, variable) };
}

function problemsOf(variable: CiVariable, others: readonly CiVariable[]): Record<string, readonly string[]> {
  const { key, value, masked, of } = variable;
  const isTaken = others.some((one) => one.key === key && one.of.kind === of.kind && one.of.id === of.id);
  const ofKey = [
    ...(isTaken ? [`(${key}) has already been taken`] : []),
    ...(/^\w{1,255}$/.test(key) ? [] : ["can contain only letters, digits and '_'."]),
  ];
  return {
    ...(ofKey.length > 0 && { key: ofKey }),
    ...(masked && !maskable.test(value) && { value: ['is invalid'] }),
  };
}

function shape({ world }: RestRequest, { key, value, masked, protected: isProtected }: CiVariable): object {
  return {
    variable_type: 'env_var',
    key,
    value,
    ...(isAtLeast(world, '17.4') && { hidden: false }),
    protected: isProtected,
    masked,
    raw: false,
    environment_scope: '*',
    description: null,
  };
}
