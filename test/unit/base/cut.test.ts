import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { cut, cutBytes, cutShown, trimEndOf, trimOf } from '../../../src/base/cut.ts';

describe('cutting texts of strangers', () => {
  it('never leaves half a character of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, most) => {
        const short = cut(text, most);
        assert.ok(short.length <= most && text.startsWith(short));
        assert.doesNotThrow(() => encodeURIComponent(short));
        assert.ok(short.length >= Math.min(most, text.length) - 1);
      }),
      { seed: 12 },
    );
  });

  it('says that something is missing, within the length', () => {
    assert.equal(cutShown('12345', 5), '12345');
    assert.equal(cutShown('123456', 5), '1234…');
  });

  it('never leaves half a character of bytes, as Node’s strict decoder finds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, most) => {
        const short = cutBytes(Buffer.from(text), most);
        assert.ok(short.length <= most);
        assert.ok(text.startsWith(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(short)));
        assert.ok(short.length > Math.min(most, Buffer.byteLength(text)) - 4);
      }),
      { seed: 12 },
    );
  });

  it('goes back at most one character in bytes that are no UTF-8', () => {
    assert.equal(cutBytes(new Uint8Array(100).fill(0x80), 50).length, 47);
  });

  it('keeps nothing of what was cut away', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    const kept = Array.from({ length: 200 }, (_, at) => cut(String(at).padStart(400_000, 'x'), 64));
    collect();
    const grown = process.memoryUsage().heapUsed - before;
    assert.equal(kept.length, 200);
    assert.ok(grown < 20e6, `${grown} of 80,000,000 bytes are still there`);
  });

  it('trims as the expressions do that are not linear', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('/', '?', 'a') }), (text) => {
        assert.equal(trimEndOf(text, '/'), text.replace(/\/+$/, ''));
        assert.equal(trimOf(text, '/?'), text.replace(/^[/?]+|[/?]+$/g, ''));
      }),
      { seed: 12 },
    );
  });
});
