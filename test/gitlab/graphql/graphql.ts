import type { DocumentNode, ExecutionResult, OperationDefinitionNode } from 'graphql';
import {
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { Authentication } from '../world/authenticate.ts';
import { hasScope } from '../world/authenticate.ts';
import type { Caller } from '../world/world.ts';
import type { Measured } from './limits.ts';
import { limitErrors, limitsFor, maxQueryCharacters, measure } from './limits.ts';
import { mutationRoot } from './mutations.ts';
import { queryRoot } from './queries.ts';
import { inGitlabWords } from './ruleErrors.ts';
import { schemaFor } from './schema.ts';
import type { GraphqlContext, Session } from './session.ts';

/** A POST to `/api/graphql`. */
export interface GraphqlRequest {
  readonly authentication: Authentication;
  /** Parsed JSON: one query, or an array of them (multiplex). */
  readonly body: unknown;
}

/** What to send back as JSON. Errors of a query come with 200, as everywhere in GraphQL. */
export interface GraphqlResponse {
  readonly status: number;
  readonly body: unknown;
}

interface QueryRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Answers as GitLab's GraphqlController does (gl: app/controllers/graphql_controller.rb). */
export async function handleGraphql(
  context: GraphqlContext,
  request: GraphqlRequest,
): Promise<GraphqlResponse> {
  const { authentication, body } = request;
  if (!authentication.ok || !isGoodHere(authentication.caller)) return refusal(401, 'Invalid token');
  const session = { ...context, caller: authentication.caller };
  const requests = (Array.isArray(body) ? body : [body]).map(readRequest);
  const queries = requests.filter((each) => typeof each !== 'string');
  const problem = requests.find((each) => typeof each === 'string');
  if (problem !== undefined) return refusal(422, problem);
  const characters = queries.reduce((sum, { query }) => sum + query.length, 0);
  if (characters > maxQueryCharacters) return refusal(422, 'Query too large');
  const results = await executeAll(session, queries);
  return { status: 200, body: Array.isArray(body) ? results : results[0] };
}

/** A token without `api` or `read_api`, and one that stands for no user, finds nobody: GitLab calls it invalid. */
function isGoodHere({ user, token }: Caller): boolean {
  if (!token) return true;
  return user !== undefined && token.kind !== 'job' && hasScope({ user, token }, ['api', 'read_api']);
}

function refusal(status: number, message: string): GraphqlResponse {
  return { status, body: { errors: [{ message }] } };
}

/** A text is what is wrong with it. Variables may come as JSON in a text. */
function readRequest(body: unknown): QueryRequest | string {
  const fields = isRecord(body) ? body : {};
  const { query, operationName } = fields;
  const variables = readVariables(fields['variables']);
  if (!variables) return 'Invalid variables';
  return {
    query: typeof query === 'string' ? query : '',
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
    variables,
  };
}

function readVariables(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null || value === '') return {};
  if (typeof value !== 'string') return isRecord(value) ? value : undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Prepared {
  readonly request: QueryRequest;
  readonly document: DocumentNode;
  readonly measured: Measured | undefined;
}

/** One after the other; the complexity of a multiplex counts as one query's. */
async function executeAll(session: Session, requests: readonly QueryRequest[]): Promise<ExecutionResult[]> {
  const prepared = requests.map((request) => prepare(session, request));
  const costs = prepared.map((each) =>
    'errors' in each || !each.measured ? undefined : measure(each.measured),
  );
  const total = costs.reduce((sum, cost) => sum + (cost?.complexity ?? 0), 0);
  const results: ExecutionResult[] = [];
  for (const [index, each] of prepared.entries()) {
    if ('errors' in each) {
      results.push({ errors: each.errors });
      continue;
    }
    const isIntrospection = each.measured?.operation.name?.value === 'IntrospectionQuery';
    const limits = limitsFor(kindOf(session.caller), isIntrospection);
    const errors = limitErrors({ complexity: total, depth: costs[index]?.depth ?? 0 }, limits);
    if (errors.length > 0) results.push({ errors: errors.map((text) => new GraphQLError(text)) });
    else results.push(await run(session, each));
  }
  return results;
}

function kindOf({ user }: Caller): 'anonymous' | 'user' | 'admin' {
  if (!user) return 'anonymous';
  return user.admin ? 'admin' : 'user';
}

function prepare(session: Session, request: QueryRequest): Prepared | { readonly errors: GraphQLError[] } {
  if (request.query.trim() === '') return { errors: [new GraphQLError('No query string was present')] };
  const schema = schemaFor(session.world.version);
  let document: DocumentNode;
  try {
    document = parse(request.query);
  } catch (error) {
    return { errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))] };
  }
  const errors = validate(schema, document, undefined, { maxErrors: 5 });
  if (errors.length > 0) return { errors: errors.map(inGitlabWords) };
  const operation = getOperationAST(document, request.operationName) ?? undefined;
  return { request, document, measured: operation && measuredOf(session, document, operation, request) };
}

/** Undefined where the variables are wrong: executing will say how. */
function measuredOf(
  session: Session,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  request: QueryRequest,
): Measured | undefined {
  const schema = schemaFor(session.world.version);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables);
  const definitions = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = new Map(definitions.map((each) => [each.name.value, each]));
  return coerced && { schema, operation, fragments, variables: coerced };
}

async function run(session: Session, { request, document, measured }: Prepared): Promise<ExecutionResult> {
  const isMutation = measured?.operation.operation === OperationTypeNode.MUTATION;
  return execute({
    schema: schemaFor(session.world.version),
    document,
    rootValue: isMutation ? mutationRoot(session) : queryRoot(session),
    variableValues: request.variables,
    operationName: request.operationName ?? null,
  });
}
