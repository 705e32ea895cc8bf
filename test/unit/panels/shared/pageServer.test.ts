import assert from 'node:assert/strict';
import * as v from 'valibot';
import { noParams, PageServer } from '../../../../src/panels/shared/pageServer.ts';
import type { Contract, HostMessage } from '../../../../src/protocol/contract.ts';

interface Sample extends Contract {
  readonly view: string;
  readonly requests: {
    readonly rename: { readonly params: { readonly name: string }; readonly result: string };
  };
  readonly strings: Readonly<Record<'title', string>>;
}

function start() {
  const posted: HostMessage[] = [];
  const log: string[] = [];
  const renamed: unknown[] = [];
  const server = new PageServer<Sample>(
    'sample',
    {
      ready: { params: noParams, failed: 'no view', answer: () => 'view' },
      rename: {
        params: v.strictObject({ name: v.pipe(v.string(), v.maxLength(10)) }),
        failed: 'not renamed',
        answer: (params) => {
          renamed.push(params);
          return params.name;
        },
      },
    },
    {
      post: (message) => posted.push(message),
      describe: ({ details }) => ({ why: details.code ?? '' }),
      log: { error: (message) => log.push(message) },
    },
  );
  return { server, posted, log, renamed };
}

const refused = (id: string, title: string): HostMessage => ({
  kind: 'answer',
  id,
  ok: false,
  failure: { reason: 'invalid', title, why: 'badInput' },
});

describe('What a hostile page sends', () => {
  const unknown = [
    'toString',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'valueOf',
    'delete',
    '',
    'ready ',
    'Ready',
  ];
  for (const name of unknown)
    it(`is refused when it asks for "${name}"`, async () => {
      const { server, posted } = start();
      await server.receive({ kind: 'request', id: '1', name });
      assert.deepEqual(posted, [refused('1', 'no such request')]);
    });

  const wrong: readonly unknown[] = [
    undefined,
    null,
    'name',
    [],
    {},
    { name: 5 },
    { name: 'longer than ten' },
    { name: 'x', extra: 1 },
    { name: { toString: 'x' } },
    JSON.parse('{"__proto__": {"name": "x"}}'),
    Object.create({ name: 'inherited' }),
  ];
  for (const [index, params] of wrong.entries())
    it(`is refused when the parameters are wrong (${index})`, async () => {
      const { server, posted, renamed } = start();
      await server.receive({ kind: 'request', id: '1', name: 'rename', params });
      // Structured clone drops prototypes, so an inherited name can only come from a test; it must do no harm either.
      if (renamed.length > 0) assert.deepEqual(renamed, [{ name: 'inherited' }]);
      else assert.deepEqual(posted, [refused('1', 'not renamed')]);
    });

  const shapeless: readonly unknown[] = [
    undefined,
    null,
    0,
    'request',
    [],
    {},
    { kind: 'request' },
    { kind: 'request', id: 1, name: 'ready' },
    { kind: 'request', id: 'x'.repeat(101), name: 'ready' },
    { kind: 'request', id: '1', name: 'x'.repeat(101) },
    { kind: 'answer', id: '1', ok: true, result: 1 },
    { kind: 'crash', message: 'x'.repeat(2001) },
    JSON.parse('{"__proto__": {"kind": "request", "id": "1", "name": "ready"}}'),
  ];
  for (const [index, message] of shapeless.entries())
    it(`is logged and dropped when it is no message at all (${index})`, async () => {
      const { server, posted, log } = start();
      await server.receive(message);
      assert.deepEqual(posted, []);
      assert.deepEqual(log, ['Page sample: sent a message of no known shape']);
    });

  it('cannot use the id of an open request again', async () => {
    const { server, posted, log } = start();
    await Promise.all([
      server.receive({ kind: 'request', id: '1', name: 'rename', params: { name: 'a' } }),
      server.receive({ kind: 'request', id: '1', name: 'rename', params: { name: 'b' } }),
    ]);
    assert.deepEqual(posted, [{ kind: 'answer', id: '1', ok: true, result: 'a' }]);
    assert.deepEqual(log, ['Page sample: used the id of an open request again']);
  });

  it('cannot pile up work without end', async () => {
    const { server, posted } = start();
    const many = Array.from({ length: 100 }, (_, id) =>
      server.receive({ kind: 'request', id: String(id), name: 'rename', params: { name: 'a' } }),
    );
    await Promise.all(many);
    assert.equal(posted.length, 100, 'every request is answered');
    assert.equal(posted.filter((message) => message.kind === 'answer' && message.ok).length, 64);
  });

  it('cannot do anything by cancelling what it never asked', async () => {
    const { server, posted, log } = start();
    await server.receive({ kind: 'cancel', id: '__proto__' });
    assert.deepEqual([posted, log], [[], []]);
  });
});
