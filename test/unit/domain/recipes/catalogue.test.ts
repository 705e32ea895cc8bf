import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { recipes } from '../../../../src/domain/recipes/catalogue.ts';
import { fillRecipe } from '../../../../src/domain/recipes/fillRecipe.ts';

const folder = join(import.meta.dirname, '../../../../media/recipes');
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

describe('the recipes', () => {
  it('are the files of their folder, each once', () => {
    assert.deepEqual(recipes.map(({ file }) => file).sort(), readdirSync(folder).sort());
  });

  it('lead to pages of GitLab', () => {
    for (const { docs } of recipes) assert.match(docs, /^https:\/\/docs\.gitlab\.com\/[\w/#-]+$/);
  });

  for (const { id, file, kind, fixedJob } of recipes)
    it(`${id}: nothing is left to fill in, and nothing of yesterday is in it`, () => {
      const text = fillRecipe(textOf(file), undefined) ?? '';
      assert.doesNotMatch(text, /__[A-Z_]+__/);
      assert.ok(text.endsWith('\n') && text.split('\n').length < 300);
      if (!file.endsWith('.yml')) return;
      const parsed = parse(text) as Record<string, Record<string, unknown>>;
      if (kind === 'admin') {
        assert.ok(!('version' in parsed), 'compose files have no version');
        return;
      }
      // Source: GitLab CI/CD YAML, "only / except (deprecated)".
      for (const [name, job] of Object.entries(parsed).filter(([key]) => key !== 'include')) {
        assert.ok(!('only' in job) && !('except' in job), name);
        assert.ok(name === fixedJob || 'rules' in job, name);
      }
    });

  it('name what is maintained beside a tool that is not', () => {
    const kaniko = recipes.find(({ id }) => id === 'kaniko');
    assert.ok(recipes.some(({ id, instead }) => id === kaniko?.instead && instead === undefined));
    assert.match(textOf('kaniko.yml'), /archived/);
  });
});
