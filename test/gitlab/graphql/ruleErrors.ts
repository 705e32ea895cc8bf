import { GraphQLError } from 'graphql';

/** graphql-js's sentence → graphql-ruby's sentence and its `extensions`. */
const rules: readonly {
  readonly pattern: RegExp;
  readonly words: (...parts: readonly string[]) => { message: string; extensions: Record<string, string> };
}[] = [
  {
    pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
    words: (fieldName = '', typeName = '') => ({
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: 'undefinedField', typeName, fieldName },
    }),
  },
  {
    pattern: /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    words: (argumentName = '', name = '') => ({
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName },
    }),
  },
];

/**
 * The validation errors that a client of several GitLab versions meets, as graphql-ruby puts them; the others keep graphql-js's
 * words, since no client should read them.
 */
export function inGitlabWords(error: GraphQLError): GraphQLError {
  for (const { pattern, words } of rules) {
    const match = pattern.exec(error.message);
    if (!match) continue;
    const { message, extensions } = words(...match.slice(1));
    return new GraphQLError(message, { nodes: error.nodes ?? null, extensions });
  }
  return error;
}
