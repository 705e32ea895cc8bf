import assert from 'node:assert/strict';
import { exportTags, type ExportedTags } from '../../../../src/domain/tags/tagExport.ts';

const location = 'registry.example.com/acme/web';
const digest = `sha256:${'a'.repeat(64)}`;
const exported: ExportedTags = {
  location,
  tags: [
    {
      name: '1.0',
      path: 'acme/web:1.0',
      location: `${location}:1.0`,
      digest,
      sizeBytes: 1234,
      publishedAt: '2026-01-05T09:00:00Z',
    },
    { name: '-1', path: 'acme/web:-1', location: `${location}:-1` },
  ],
  view: undefined,
  partial: undefined,
  at: Date.UTC(2026, 0, 6),
};
const words = {
  title: 'Tags',
  facts: ['2 tags'],
  columns: { tag: 'Tag', digest: 'Digest', size: 'Size', published: 'Date', reference: 'Reference' },
};

describe('an exported list of tags', () => {
  it('is JSON in which what is unknown is null', () => {
    const report = JSON.parse(exportTags('json', exported, words)) as {
      isPartial: boolean;
      tags: readonly Record<string, unknown>[];
    };
    assert.equal(report.isPartial, false);
    assert.deepEqual(report.tags[0], {
      name: '1.0',
      reference: `${location}:1.0`,
      digest,
      mediaType: null,
      sizeBytes: 1234,
      createdAt: null,
      updatedAt: null,
      publishedAt: '2026-01-05T09:00:00Z',
      isProtected: null,
    });
    assert.equal(report.tags[1]?.['sizeBytes'], null);
  });

  it('is CSV in which no name is a formula', () => {
    const [head, one, two] = exportTags('csv', exported, words).split('\r\n');
    assert.equal(head, 'tag,reference,digest,media_type,size_bytes,created,updated,published');
    assert.equal(one, `1.0,${location}:1.0,${digest},,1234,,,2026-01-05T09:00:00Z`);
    assert.match(two ?? '', /^'-1,/);
  });

  it('is a Markdown table', () => {
    assert.deepEqual(exportTags('markdown', exported, words).split('\n').slice(0, 7), [
      '# Tags',
      '',
      '2 tags',
      '',
      '| Tag | Digest | Size | Date | Reference |',
      '| --- | --- | --- | --- | --- |',
      `| \`1.0\` | \`${digest}\` | 1234 | 2026-01-05T09:00:00Z | \`${location}:1.0\` |`,
    ]);
  });

  it('says in every format when it is partial', () => {
    const partial = { ...exported, partial: 'only 2 of 900' };
    const json = JSON.parse(exportTags('json', partial, words)) as Record<string, unknown>;
    assert.equal(json['isPartial'], true);
    assert.match(exportTags('csv', partial, words), /\r\n# only 2 of 900\r\n$/);
    assert.match(exportTags('markdown', partial, { ...words, facts: ['only 2 of 900'] }), /only 2 of 900/);
  });
});
