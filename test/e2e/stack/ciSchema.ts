import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { Ajv, type ValidateFunction } from 'ajv';
import { root } from '../../scripts/extensionHostTests.ts';

/**
 * GitLab's own schema of `.gitlab-ci.yml` (gitlab-org/gitlab, app/assets/javascripts/editor/schema/ci.json), as the npm package
 * gitlab-ci-local carries it: its build fetches that file. There it stands as an object in one large script.
 */
export function ciSchema(): ValidateFunction {
  const script = readFileSync(join(root, 'node_modules/gitlab-ci-local/dist/index.js'), 'utf8');
  const start = script.search(/\{\$schema:"[^"]*",\$id:"https:\/\/gitlab\.com\/\.gitlab-ci\.yml"/);
  if (start < 0) throw new Error('gitlab-ci-local holds GitLab’s schema no more');
  const literal = script.slice(start, endOfObject(script, start));
  const schema = runInNewContext(`JSON.stringify(${literal})`) as string;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
    JSON.parse(schema) as object,
  );
}

/** The place behind the bracket that closes the object: brackets in strings do not count. */
function endOfObject(script: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < script.length; at += 1) {
    const character = script[at] ?? '';
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (`"'\``.includes(character)) quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new Error('the schema has no end');
}
