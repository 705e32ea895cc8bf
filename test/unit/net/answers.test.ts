import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { failureOfBusyServer, isHtml, jsonOf, tryJson } from '../../../src/net/answers.ts';
import type { HttpResponse } from '../../../src/net/message.ts';

const answer = (status: number, body: string, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: new Headers(headers),
  bytes: Buffer.from(body),
  url: new URL('https://gitlab.example.com/a?secret=1'),
  isForeign: false,
  clean: (text) => text,
});

describe('answers', () => {
  it('reads JSON, and says notJson without repeating the body', () => {
    assert.deepEqual(jsonOf(answer(200, '{"a":1}')), { a: 1 });
    assert.equal(tryJson(answer(200, 'Retry later')), undefined);
    assert.throws(
      () => jsonOf(answer(200, 'word-of-owner')),
      (error) =>
        error instanceof Failure &&
        error.details.code === 'notJson' &&
        error.message === 'gitlab.example.com/a answered 200',
    );
  });

  it('recognises a page for people by its type or by its first letters', () => {
    assert.ok(isHtml(answer(200, '', { 'content-type': 'text/html; charset=utf-8' })));
    assert.ok(isHtml(answer(200, '\n<!DOCTYPE html><p>')));
    assert.ok(!isHtml(answer(200, '{}', { 'content-type': 'application/json' })));
  });

  it('tells rate limits and broken servers from other answers', () => {
    const limited = failureOfBusyServer(answer(429, 'Retry later', { 'retry-after': '9' }));
    assert.deepEqual([limited?.reason, limited?.details.retryAfterSeconds], ['rateLimited', 9]);
    assert.equal(failureOfBusyServer(answer(500, ''))?.isTemporary, false);
    assert.equal(failureOfBusyServer(answer(503, ''))?.isTemporary, true);
    assert.equal(failureOfBusyServer(answer(404, '')), undefined);
  });
});
