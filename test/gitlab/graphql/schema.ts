import { readFileSync } from 'node:fs';
import type { ASTNode, ConstDirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { buildASTSchema, Kind, parse, visit } from 'graphql';
import { isAtLeast } from '../world/version.ts';
import { addScalars } from './scalars.ts';

const sdl = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8');
const schemas = new Map<string, GraphQLSchema>();

/** The schema of a GitLab version (`17.4.1`): what came later is not in it, nor what was gone by then. */
export function schemaFor(version: string): GraphQLSchema {
  const known = schemas.get(version);
  if (known) return known;
  const schema = buildASTSchema(documentFor(version));
  addScalars(schema);
  schemas.set(version, schema);
  return schema;
}

function documentFor(version: string): DocumentNode {
  return visit(parse(sdl), {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE_DEFINITION) return null;
      if (!exists(node, version)) return null;
      return undefined;
    },
    Directive: (node) => (node.name.value === 'deprecated' ? undefined : null),
  });
}

/** Patch releases change no schema. */
function exists(node: ASTNode, version: string): boolean {
  const marks = ('directives' in node ? (node.directives ?? []) : []) as readonly ConstDirectiveNode[];
  return marks.every(({ name, arguments: args }) => {
    const value = args?.[0]?.value;
    const bound = value?.kind === Kind.STRING ? value.value : '';
    if (name.value === 'since') return isAtLeast({ version }, bound);
    return name.value !== 'until' || !isAtLeast({ version }, bound);
  });
}
