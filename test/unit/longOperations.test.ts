// The list of what may take long outside pages and rows, with where its cancel is, is whole: test/config/longOperations.json.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const listed = JSON.parse(readFileSync(join(root, 'test/config/longOperations.json'), 'utf8')) as Readonly<
  Record<string, string>
>;
const callOf = (names: string): RegExp => new RegExp(`(?<!function )\\b(?:${names})\\(`);

const modules = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== join('ui', 'progress.ts'))
  .map((name) => ({ name: `src/${name}`, text: readFileSync(join(root, 'src', name), 'utf8') }));

describe('what may take long', () => {
  it('stands in the list, each module that shows a progress', () => {
    const showing = modules.filter(({ text }) =>
      callOf('withProgress|untilStopped|withoutCancel').test(text),
    );
    assert.deepEqual(showing.map(({ name }) => name).sort(), Object.keys(listed).sort());
  });

  it('can be cancelled, or is one write that says why not', () => {
    for (const { name, text } of modules) {
      const cancel = listed[name] ?? '';
      if (callOf('withProgress|untilStopped').test(text))
        assert.match(cancel, /Cancel of the notification/, name);
      if (callOf('withoutCancel').test(text)) assert.match(cancel, /none.*one write.*deadline/i, name);
    }
  });
});
