// One reference of each form, pulled from a real registry by a program that is not ours.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pullArguments } from '../../../src/domain/snippets/engineCommands.ts';
import { snippetForms } from '../../../src/domain/snippets/forms.ts';
import { snippetImageOf, type SnippetImage } from '../../../src/domain/snippets/snippetImage.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { buildImage } from '../../gitlab/registry/images.ts';
import { temporaryFolder } from '../../vscode/temporaryFolder.ts';
import { plantShop } from '../shop.ts';

const run = promisify(execFile);

describe('references of snippets, pulled by skopeo from docker-registry', function () {
  this.timeout(120_000);
  const folder = temporaryFolder('pulled');
  const { digest } = buildImage({ seed: 'shop 1', created: '2026-01-05T08:00:00Z' });
  let box: Box;
  let images: Readonly<Record<'tag' | 'digest' | 'pinned', SnippetImage>>;

  before(async () => {
    box = await startBox({ kind: 'legacy', seed: plantShop });
    const location = `${box.registryHost}/acme/platform/shop/web:1.0.0`;
    images = {
      tag: snippetImageOf(location, 'tag', {})!,
      digest: snippetImageOf(location, 'digest', { digest })!,
      pinned: snippetImageOf(location, 'pinned', { digest })!,
    };
  });
  after(async () => {
    await box.close();
    folder.remove();
  });

  const skopeo = async (command: string, ...rest: readonly string[]): Promise<string> => {
    const prefix = command === 'copy' ? '--src-' : '--';
    const credentials = [
      `${prefix}tls-verify=false`,
      `${prefix}creds`,
      `maintainer:${box.tokens.maintainer}`,
    ];
    const { stdout } = await run('skopeo', ['--insecure-policy', command, ...credentials, ...rest], {
      cwd: folder.path,
    });
    return stdout;
  };

  for (const by of ['tag', 'digest', 'pinned'] as const)
    it(`the command for skopeo, by ${by}, writes the archive that it names`, async () => {
      const [, command = '', ...rest] = pullArguments('skopeo', images[by]);
      const archive = rest.at(-1)?.replace('docker-archive:', '') ?? '';
      rmSync(join(folder.path, archive), { force: true });
      await skopeo(command, ...rest);
      assert.ok(existsSync(join(folder.path, archive)), archive);
    });

  for (const { id, write } of snippetForms
    .filter(({ group }) => group !== 'login')
    .map((form) => ({ id: form.id, write: (image: SnippetImage) => form.write([image]) })))
    it(`${id}: skopeo finds the image that it names, by tag and by digest`, async () => {
      for (const by of ['tag', 'digest'] as const) {
        const found = await skopeo(
          'inspect',
          '--format',
          '{{.Digest}}',
          `docker://${referenceIn(write(images[by]))}`,
        );
        assert.equal(found.trim(), digest);
      }
    });

  /** The reference that stands in a text; Helm has its parts apart. */
  const referenceIn = (text: string): string => {
    const start = text.indexOf(box.registryHost);
    const whole = /^[\w.:/@-]+/.exec(text.slice(start))?.[0] ?? '';
    const tag = /(?:tag: "|--version )([\w.-]+)/.exec(text)?.[1];
    const part = /digest: "(sha256:\w+)"/.exec(text)?.[1];
    if (part !== undefined) return `${whole}@${part}`;
    return tag === undefined ? whole : `${whole}:${tag}`;
  };
});
