import assert from 'node:assert/strict';
import { pageHtml } from '../../../../src/panels/shared/pageHtml.ts';

const options = {
  boot: { page: 'p', key: 'k', strings: {} },
  title: 'Title',
  language: 'en',
  nonce: 'N0nce',
  cspSource: 'https://*.vscode-cdn.net',
  script: 'https://files/p.js',
  styles: 'https://files/p.css',
};

describe('The HTML of a page', () => {
  it('allows scripts by nonce only, styles from the extension or by nonce, and everything else not at all', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(pageHtml(options))?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-N0nce'; style-src https://*.vscode-cdn.net 'nonce-N0nce'; " +
        "font-src https://*.vscode-cdn.net; img-src https://*.vscode-cdn.net; base-uri 'none'; form-action 'none'",
    );
  });

  it('has no inline script that runs, no inline style and no inline handler', () => {
    const html = pageHtml(options);
    const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    assert.deepEqual(scripts, [
      '<script type="application/json" id="boot">',
      '<script type="module" nonce="N0nce" src="https://files/p.js">',
    ]);
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
  });

  it('lets no text out of the place it stands in', () => {
    const hostile = '"><script>alert(1)</script><!--&';
    const html = pageHtml({
      ...options,
      title: hostile,
      boot: { page: 'p', key: hostile, strings: { a: hostile, b: '</SCRIPT >' } },
    });
    assert.equal([...html.matchAll(/<script/gi)].length, 2);
    assert.equal([...html.matchAll(/<\/script/gi)].length, 2);
    assert.doesNotMatch(html, /<!--/);
    const boot = /id="boot">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    assert.deepEqual(JSON.parse(boot), {
      page: 'p',
      key: hostile,
      strings: { a: hostile, b: '</SCRIPT >' },
    });
  });
});
