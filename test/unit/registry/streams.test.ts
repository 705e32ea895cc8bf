// Also covers how net hands over a body as it comes.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { rejectsWith, type Seen } from '../../fakes/httpServer.ts';
import { place, sha256 } from '../../fakes/registry.ts';

const content = Buffer.from('0123456789'.repeat(50_000));
const digest = sha256(content.toString());
const route = `GET /v2/g/p/blobs/${digest}`;

/** Answers with a part where one is asked for. */
function withRanges(request: Seen, response: ServerResponse): void {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  if (range === null) {
    response.writeHead(200, { 'content-length': content.length }).end(content);
    return;
  }
  const [first, last] = [Number(range[1]), Number(range[2])];
  const headers = { 'content-range': `bytes ${first}-${last}/${content.length}` };
  response.writeHead(206, headers).end(content.subarray(first, last + 1));
}

async function lengthOf(pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const piece of pieces) length += piece.length;
  return length;
}

describe('content that comes as a stream', () => {
  const here = place();

  it('is handed over in pieces, and its digest is verified at the end', async () => {
    const { client, registry } = here();
    registry.routes = { [route]: { text: content } };
    assert.equal(await client.stream('g/p', digest, ({ pieces }) => lengthOf(pieces)), content.length);
    registry.routes = { [route]: { text: Buffer.concat([content.subarray(1), Buffer.from('x')]) } };
    let seen = 0;
    const reading = client.stream('g/p', digest, async ({ pieces }) => {
      for await (const piece of pieces) seen += piece.length;
    });
    await rejectsWith(reading, 'invalid', { code: 'digestMismatch' });
    assert.equal(seen, content.length);
  });

  it('is left where the taker has enough, and what the taker throws is thrown as it is', async () => {
    const { client, registry } = here();
    registry.routes = { [route]: { text: content } };
    const first = await client.stream('g/p', digest, async ({ pieces }) => {
      for await (const piece of pieces) return piece.length;
      return 0;
    });
    assert.ok(first > 0 && first < content.length);
    const mine = new RangeError('mine');
    await assert.rejects(
      client.stream('g/p', digest, () => Promise.reject(mine)),
      (error) => error === mine,
    );
  });

  it('that breaks off is a failure, and is not asked for again once it has begun', async () => {
    const { client, registry } = here();
    const cut = (_: Seen, response: ServerResponse): void => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000), () => response.destroy());
    };
    registry.routes = { [route]: cut };
    const before = registry.seen.length;
    await rejectsWith(
      client.stream('g/p', digest, ({ pieces }) => lengthOf(pieces)),
      'unexpected',
      { code: 'cutShort' },
    );
    assert.equal(registry.seen.slice(before).filter(({ url }) => url.includes('/blobs/')).length, 1);
  });

  it('ends when the person gives up, in the middle too', async () => {
    const { client, registry } = here();
    const controller = new AbortController();
    const stuck = (_: Seen, response: ServerResponse): void => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000));
    };
    registry.routes = { [route]: stuck };
    const reading = client.stream(
      'g/p',
      digest,
      async ({ pieces }) => {
        for await (const piece of pieces) if (piece.length > 0) controller.abort();
      },
      { signal: controller.signal },
    );
    await rejectsWith(reading, 'cancelled');
  });

  it('that is missing is a failure, and nobody takes it', async () => {
    const { client, registry } = here();
    registry.routes = { [route]: { status: 404, json: { errors: [{ code: 'BLOB_UNKNOWN' }] } } };
    const taken = client.stream('g/p', digest, () => assert.fail('taken'));
    await rejectsWith(taken, 'missing');
  });

  it('is read in part where ranges are taken, and not at all where they are not', async () => {
    const { client, registry } = here();
    registry.routes = { [route]: withRanges };
    const part = await client.part('g/p', digest, { first: 5, last: 14 });
    assert.equal(Buffer.from(part ?? []).toString(), '5678901234');
    registry.routes = { [route]: { text: content } };
    assert.equal(await client.part('g/p', digest, { first: 5, last: 14 }), undefined);
  });
});
