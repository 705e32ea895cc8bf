import type { PageBoot } from '../../protocol/contract.ts';

/** What differs from page to page; addresses are the webview's own. */
export interface PageHtmlOptions {
  readonly boot: PageBoot;
  readonly title: string;
  /** BCP 47, e.g. `en`. */
  readonly language: string;
  readonly nonce: string;
  /** The sources from which VS Code serves an extension's files to a webview. */
  readonly cspSource: string;
  readonly script: string;
  readonly styles: string;
}

/**
 * The whole document of a page: nothing inline, scripts by nonce only. Modules that a module imports inherit its
 * nonce (HTML standard, "descendant script fetch options"), so the shared chunks load without naming a source.
 */
export function pageHtml(options: PageHtmlOptions): string {
  const { boot, title, language, nonce, cspSource, script, styles } = options;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    // The toolkit adds one style element, with the nonce that it reads from the document's head.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta property="csp-nonce" content="${escape(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${escape(styles)}">
</head>
<body>
<main id="page"></main>
<script type="application/json" id="boot">${json(boot)}</script>
<script type="module" nonce="${escape(nonce)}" src="${escape(script)}"></script>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON that cannot end the element it stands in. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
