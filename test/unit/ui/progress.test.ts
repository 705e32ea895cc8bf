import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import type { WindowCall } from '../../fakes/windowCalls.ts';

const { recordWindowCalls, restoreWindow } = await import('../../fakes/windowCalls.ts');
const { untilStopped, withProgress, withoutCancel } = await import('../../../src/ui/progress.ts');

type Run = (
  progress: { report: (value: unknown) => void },
  token: { onCancellationRequested: (listener: () => void) => void },
) => unknown;

const reported: unknown[] = [];

/** VS Code, whose Cancel is pressed as soon as somebody listens. */
const pressing =
  (isPressed: boolean) =>
  ({ given }: WindowCall): unknown =>
    (given[1] as Run)(
      { report: (value) => reported.push(value) },
      {
        onCancellationRequested: (listener) => {
          if (isPressed) listener();
        },
      },
    );

const untilAborted = (signal: AbortSignal): Promise<string> =>
  signal.aborted ? Promise.reject(new Failure('cancelled', 'cancelled')) : Promise.resolve('done');

describe('progress', () => {
  afterEach(restoreWindow);

  beforeEach(() => {
    reported.length = 0;
  });

  it('is a notification with Cancel, in which nothing else can be clicked', async () => {
    const calls = recordWindowCalls(pressing(false));
    const work = (signal: AbortSignal, report: (message: string, increment?: number) => void) => {
      report('[a](command:b)', 50);
      report('half');
      return untilAborted(signal);
    };
    assert.equal(await withProgress('[t](command:b)', work), 'done');
    assert.deepEqual(calls[0]?.given[0], { location: 15, title: '[t] (command:b)', cancellable: true });
    assert.deepEqual(reported, [{ message: '[a] (command:b)', increment: 50 }, { message: 'half' }]);
  });

  it('ends with Cancel: as a cancelled failure, or as nothing for what is worth nothing in part', async () => {
    recordWindowCalls(pressing(true));
    await assert.rejects(withProgress('t', untilAborted), { reason: 'cancelled' });
    assert.equal(await untilStopped('t', untilAborted), undefined);
    const offline = new Failure('offline', 'no answer');
    await assert.rejects(
      untilStopped('t', () => Promise.reject(offline)),
      offline,
    );
  });

  it('has no Cancel for one request that changes something', async () => {
    const calls = recordWindowCalls(pressing(true));
    assert.equal(await withoutCancel(() => Promise.resolve(7)), 7);
    assert.deepEqual(calls[0]?.given[0], { location: { viewId: 'gitlabRegistry.images' } });
  });
});
