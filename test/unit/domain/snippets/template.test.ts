import assert from 'node:assert/strict';
import { fillTemplate, needsDigest } from '../../../../src/domain/snippets/template.ts';
import { snippetImageOf } from '../../../../src/domain/snippets/snippetImage.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const location = 'registry.example.com/acme/web:1.0';
const platform = { os: 'linux', architecture: 'arm64' };
const image = { image: snippetImageOf(location, 'tag', { platform })! };
const byDigest = { image: snippetImageOf(location, 'digest', { digest })!, tag: '1.0', digest };

describe('a template of the settings', () => {
  it('is filled with the parts of a reference', () => {
    assert.deepEqual(
      fillTemplate('${reference}|${registry}|${repository}|${tag}|${platform}|${name}', image),
      {
        text: `${location}|registry.example.com|acme/web|1.0|linux/arm64|web`,
      },
    );
    assert.deepEqual(fillTemplate('${reference} ${tag}', byDigest), {
      text: `registry.example.com/acme/web@${digest} 1.0`,
    });
  });

  it('leaves shell variables and escaped placeholders alone', () => {
    assert.deepEqual(fillTemplate('echo $HOME $${HOME} $(id)', image), { text: 'echo $HOME ${HOME} $(id)' });
  });

  it('names a placeholder that does not exist, or was not closed', () => {
    assert.deepEqual(fillTemplate('${image}', image), { problem: 'unknown', placeholder: 'image' });
    assert.deepEqual(fillTemplate('${__proto__}', image), { problem: 'unknown', placeholder: '__proto__' });
    assert.deepEqual(fillTemplate('${constructor}', image), {
      problem: 'unknown',
      placeholder: 'constructor',
    });
    assert.deepEqual(fillTemplate('${tag', image), { problem: 'missing', placeholder: 'tag' });
    assert.deepEqual(fillTemplate('${}', image), { problem: 'unknown', placeholder: '' });
  });

  it('names a value that is not known', () => {
    assert.deepEqual(fillTemplate('${digest}', image), { problem: 'missing', placeholder: 'digest' });
  });

  it('is refused when it is no text, too long, or hides something', () => {
    for (const template of [42, null, undefined, {}, [], '', ' \n'])
      assert.deepEqual(fillTemplate(template, image), { problem: 'notText' });
    assert.deepEqual(fillTemplate('x'.repeat(10_001), image), { problem: 'tooLong' });
    for (const mark of ['\u001b[2K', '\r', '\u202e', '\u200b', '\u0000'])
      assert.deepEqual(fillTemplate(`docker pull ${mark}x`, image), { problem: 'hidden' });
  });

  it('tells whether the digest has to be looked up', () => {
    assert.equal(needsDigest('a@${digest}'), true);
    assert.equal(needsDigest('a $${digest}'), false);
    assert.equal(needsDigest(42), false);
  });
});
