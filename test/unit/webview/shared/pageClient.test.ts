import assert from 'node:assert/strict';
import * as v from 'valibot';
import { Failure } from '../../../../src/base/failure.ts';
import { noParams, PageServer, type Handlers } from '../../../../src/panels/shared/pageServer.ts';
import type { Contract, HostMessage, PageMessage } from '../../../../src/protocol/contract.ts';
import { PageClient, RequestFailure } from '../../../../webview/shared/pageClient.ts';

interface Sample extends Contract {
  readonly view: { readonly count: number };
  readonly requests: {
    readonly add: { readonly params: { readonly by: number }; readonly result: number };
    readonly wait: { readonly params: undefined; readonly result: undefined };
    readonly fail: { readonly params: undefined; readonly result: undefined };
  };
  readonly events: { readonly poke: string };
  readonly strings: Readonly<Record<'hello', string>>;
}

/** Both ends joined through structured clones, as VS Code joins them. */
function join() {
  const log: string[] = [];
  const aborted: string[] = [];
  let toPage: (message: unknown) => void = () => undefined;
  const handlers: Handlers<Sample> = {
    ready: { params: noParams, failed: 'no view', answer: () => ({ count: 1 }) },
    add: { params: v.object({ by: v.number() }), failed: 'not added', answer: ({ by }) => 1 + by },
    wait: {
      params: noParams,
      failed: 'not waited',
      answer: (_, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => {
            aborted.push('wait');
            reject(new Error('aborted'));
          }),
        ),
    },
    fail: {
      params: noParams,
      failed: 'It failed',
      answer: () => {
        throw new Failure('missing', 'not there');
      },
    },
  };
  const server = new PageServer<Sample>('sample', handlers, {
    post: (message: HostMessage) => toPage(structuredClone(message)),
    describe: ({ reason }) => ({ why: `because ${reason}`, next: 'try' }),
    log: { error: (message) => log.push(message) },
  });
  let state: unknown;
  let loads = 0;
  const load = () =>
    new PageClient<Sample>({
      boot: { page: 'sample', key: 'k1', strings: { hello: 'Hallo' } },
      post: (message: PageMessage) => void server.receive(structuredClone(message)),
      listen: (listener) => (toPage = listener),
      getState: () => state,
      setState: (next) => (state = structuredClone(next)),
      newLoadId: () => `load${(loads += 1)}`,
    });
  return { server, client: load(), load, log, aborted, state: () => state };
}

const hasReason = (reason: string) => (error: unknown) =>
  error instanceof RequestFailure && error.failure.reason === reason;

describe('A page and its host', () => {
  it('exchange questions and answers, several at once and in any order', async () => {
    const { client } = join();
    const answers = await Promise.all([
      client.request('add', { by: 1 }),
      client.request('ready', undefined),
      client.request('add', { by: 2 }),
    ]);
    assert.deepEqual(answers, [2, { count: 1 }, 3]);
  });

  it('carry a failure to the page as the sentences for the person', async () => {
    const { client, log } = join();
    await assert.rejects(client.request('fail', undefined), (error: unknown) => {
      assert.ok(error instanceof RequestFailure);
      assert.deepEqual(error.failure, {
        reason: 'missing',
        title: 'It failed',
        why: 'because missing',
        next: 'try',
      });
      return true;
    });
    assert.deepEqual(log, ['Page sample: request fail: not there']);
  });

  it('answer a cancelled request as cancelled, after stopping the work, and without a log line', async () => {
    const { client, aborted, log } = join();
    const controller = new AbortController();
    const answer = client.request('wait', undefined, controller.signal);
    controller.abort();
    await assert.rejects(answer, hasReason('cancelled'));
    assert.deepEqual(aborted, ['wait']);
    assert.deepEqual(log, []);
  });

  it('do not even start waiting for a request whose signal has already fired', async () => {
    const { client } = join();
    await assert.rejects(client.request('wait', undefined, AbortSignal.abort()), hasReason('cancelled'));
  });

  it('stop the work of an earlier load of the page when it is loaded again', async () => {
    const { client, load, aborted } = join();
    client.request('wait', undefined).catch(() => undefined);
    assert.deepEqual(await load().request('ready', undefined), { count: 1 });
    assert.deepEqual(aborted, ['wait']);
  });

  it('never give an answer to a later load of the page', async () => {
    const { client, load } = join();
    const early = client.request('add', { by: 1 });
    let answered = false;
    void early.then(() => (answered = true));
    assert.equal(await load().request('add', { by: 5 }), 6);
    assert.equal(answered, false);
  });

  it('stop all work when the panel closes, and say nothing more to the page', async () => {
    const { client, server, aborted } = join();
    let settled = false;
    client.request('wait', undefined).then(
      () => (settled = true),
      () => (settled = true),
    );
    server.dispose();
    await new Promise(setImmediate);
    assert.deepEqual(aborted, ['wait']);
    assert.equal(settled, false);
  });

  it('pass events to the listener of their name, and ignore what other scripts post', () => {
    const { client, server } = join();
    const seen: unknown[] = [];
    client.on('view', (view) => seen.push(view));
    client.on('poke', (text) => seen.push(text));
    server.send('view', { count: 7 });
    server.send('poke', 'hey');
    assert.deepEqual(seen, [{ count: 7 }, 'hey']);
  });

  it('keep page, key and the page’s own memory for a reload, and nothing that the host said', async () => {
    const { client, load, state } = join();
    assert.deepEqual(state(), { page: 'sample', key: 'k1', memory: undefined });
    await client.request('ready', undefined);
    client.memory = { filter: 'dev' };
    assert.deepEqual(state(), { page: 'sample', key: 'k1', memory: { filter: 'dev' } });
    assert.deepEqual(load().memory, { filter: 'dev' });
  });

  it('bring violations of the content security policy and crashes into the host’s log', () => {
    const { client, log } = join();
    client.report({ kind: 'violation', directive: 'style-src-attr', blocked: 'inline' });
    client.report({ kind: 'crash', message: 'TypeError: x' });
    assert.deepEqual(log, [
      'Page sample: content security policy: style-src-attr refused inline',
      'Page sample: exception: TypeError: x',
    ]);
  });
});
