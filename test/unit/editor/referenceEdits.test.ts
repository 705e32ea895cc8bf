import assert from 'node:assert/strict';
import type {
  FileReference,
  PlacedText,
  ReferenceParts,
  TextRange,
} from '../../../src/domain/references/reference.ts';
import { tagEdits } from '../../../src/editor/referenceEdits.ts';

const digest = `sha256:${'a'.repeat(64)}`;

/** Finds a part in the text; each stands in it once. */
function placed(text: string, part: string): PlacedText {
  const offset = text.indexOf(part);
  assert.ok(offset >= 0, part);
  return { text: part, range: { start: position(text, offset), end: position(text, offset + part.length) } };
}

function position(text: string, offset: number): TextRange['start'] {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function offsetOf(text: string, { line, character }: TextRange['start']): number {
  return (
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, one) => sum + one.length + 1, 0) + character
  );
}

/** The text after the edits; `undefined` where there are none to make. */
function edited(
  text: string,
  whole: string,
  parts: Partial<Record<keyof ReferenceParts, string>>,
  to: { readonly tag?: string; readonly digest?: string },
): string | undefined {
  const found = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, placed(text, part)]));
  const reference: FileReference = {
    ...placed(text, whole),
    role: 'image',
    unknownVariables: [],
    users: [],
    parts: found,
  };
  const at = ({ start, end }: TextRange) => text.slice(offsetOf(text, start), offsetOf(text, end));
  const edits = tagEdits(reference, to, at);
  return edits
    ?.toSorted((a, b) => offsetOf(text, b.range.start) - offsetOf(text, a.range.start))
    .reduce(
      (now, { range, text: by }) =>
        now.slice(0, offsetOf(text, range.start)) + by + now.slice(offsetOf(text, range.end)),
      text,
    );
}

describe('changing a reference', () => {
  const line = 'FROM r.test/g/p:1.2 AS x';
  const parts = { repository: 'r.test/g/p', tag: '1.2' };

  it('gives it another tag, pins it behind the tag, and takes the pin off', () => {
    assert.equal(edited(line, 'r.test/g/p:1.2', parts, { tag: '1.3' }), 'FROM r.test/g/p:1.3 AS x');
    assert.equal(edited(line, 'r.test/g/p:1.2', parts, { digest }), `FROM r.test/g/p:1.2@${digest} AS x`);
    const pinned = `image: "r.test/g/p:1.2@${digest}"`;
    const all = { ...parts, digest };
    const whole = `r.test/g/p:1.2@${digest}`;
    assert.equal(edited(pinned, whole, all, {}), 'image: "r.test/g/p:1.2"');
    assert.equal(
      edited(pinned, whole, all, { tag: '2', digest: `sha256:${'b'.repeat(64)}` }),
      `image: "r.test/g/p:2@sha256:${'b'.repeat(64)}"`,
    );
  });

  it('writes a tag where there was none', () => {
    assert.equal(
      edited('image: r.test/g/p', 'r.test/g/p', { repository: 'r.test/g/p' }, { tag: '1' }),
      'image: r.test/g/p:1',
    );
  });

  it('changes the keys of a chart, with quotes around what YAML would read as a number', () => {
    const chart = 'image:\n  repository: r.test/g/p\n  tag: v1\n';
    const split = { repository: 'r.test/g/p', tag: 'v1' };
    assert.equal(edited(chart, 'v1', split, { tag: '1.20' }), chart.replace('v1', '"1.20"'));
    assert.equal(edited(chart, 'v1', split, { tag: 'v2' }), chart.replace('v1', 'v2'));
    const quoted = chart.replace('v1', '"1.2"');
    assert.equal(
      edited(quoted, '1.2', { ...split, tag: '1.2' }, { tag: '1.20' }),
      quoted.replace('1.2', '1.20'),
    );
    assert.equal(edited(chart, 'v1', split, { digest }), undefined);
    const pinned = `${chart}  digest: ${digest}\n`;
    const other = `sha256:${'b'.repeat(64)}`;
    assert.equal(
      edited(pinned, 'v1', { ...split, digest }, { tag: 'v2', digest: other }),
      pinned.replace('v1', 'v2').replace(digest, other),
    );
    assert.equal(edited(pinned, 'v1', { ...split, digest }, { tag: 'v2' }), undefined);
  });

  it('leaves tags alone that a variable or a template makes', () => {
    const variable = { repository: 'r.test/g/p', tag: '$TAG' };
    assert.equal(edited('image: r.test/g/p:$TAG', 'r.test/g/p:$TAG', variable, { tag: '1' }), undefined);
    const template = { repository: 'r.test/g/p', tag: '{{ .Values.tag }}' };
    assert.equal(
      edited('image: r.test/g/p:{{ .Values.tag }}', 'r.test/g/p:{{ .Values.tag }}', template, { tag: '1' }),
      undefined,
    );
  });
});
