import assert from 'node:assert/strict';
import { unbracketed, untranslated } from '../e2e/languageChecks.ts';
import { pseudo } from '../vscode/pseudoLanguage.ts';

describe('the checks of a translated screen', () => {
  it('find a text without brackets, also beside one in brackets', () => {
    assert.deepEqual(unbracketed('Copy Digest', []), ['Copy', 'Digest']);
    assert.deepEqual(unbracketed(`${pseudo('Copied')}: delete it`, []), ['delete', 'it']);
  });

  it('let data pass', () => {
    for (const text of [
      pseudo('3 tags'),
      'acme/shop/web:1.0',
      '10 months ago · 9.1 kB · 831770e09c5e',
      'Dec 7',
      'RUN apk add x',
    ])
      assert.deepEqual(unbracketed(text, []), [], text);
    assert.deepEqual(unbracketed('web', ['web']), []);
  });

  it('find an English text where there is a Chinese one', () => {
    const isUntranslated = untranslated('zh-cn');
    assert.ok(isUntranslated('Copy Pull Command'));
    assert.ok(isUntranslated('Deleted the tag “1.0”.'));
    assert.ok(!isUntranslated('复制拉取命令'));
    assert.ok(!isUntranslated('acme/shop/web:1.0'));
  });

  it('make a text a third longer, and leave its places and links', () => {
    assert.equal(pseudo('{0} tags'), '⟦{0} ţàğš~~⟧');
    assert.match(pseudo('[Connect](command:x.y)'), /^\[⟦.*⟧\]\(command:x\.y\)$/);
    assert.match(pseudo('Press `Esc`'), /`Esc`/);
  });
});
