// The main job, every page and every kind of message in another language than English.
import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { buildImage } from '../gitlab/registry/images.ts';
import { addRepository, type Plot } from '../gitlab/seed/plot.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { extensionInPseudo, pseudoLanguage } from '../vscode/pseudoLanguage.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { Journey } from './journey.ts';
import { unbracketed, untranslated } from './languageChecks.ts';
import { textsAround, textsInPage } from './seenTexts.ts';
import { plantShop } from './shop.ts';
import { sideBarOf } from './sideBar.ts';
import { speaker } from './speech.ts';

/** A shop with a repository of so many tags that their deletion has a page. */
async function plantMuch(plot: Plot): Promise<void> {
  await plantShop(plot);
  const shop = [...plot.world.projects.values()].find(({ fullPath }) => fullPath === 'acme/platform/shop');
  assert.ok(shop);
  const { path } = addRepository(plot, shop, 'builds');
  for (let at = 0; at < 105; at += 1) {
    const image = buildImage({ seed: `b${at}`, layers: 1, layerBytes: 50 });
    const createdAt = new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString();
    await plot.backend.put(path, `build-${at}`, image, { createdAt });
  }
}

/** Names that stand in this GitLab and its images, and words that are the same in every language; as they are written. */
const names = [
  ...'acme Acme platform shop web builds build stable latest maintainer My GitLab Registry 127.0.0.1'.split(
    ' ',
  ),
  ...'linux amd64 docker pull sha256 api tar gzip oci image manifest json'.split(' '),
  ...'apk lib Dockerfile app PATH path root usr local sbin bin etc motd'.split(' '),
  ...'RE2 GraphQL REST OCI HTTP JihuLab com glab podman'.split(' '),
];

const runs = [
  { language: 'zh-cn', version: NEWEST },
  { language: 'zh-cn', version: OLDEST },
  { language: pseudoLanguage, version: NEWEST },
] as const;

for (const { language, version } of runs) {
  const isPseudo = language === pseudoLanguage;
  describe(`the whole way in ${language} in VS Code ${version}`, () => {
    let box: Box;
    let workbench: Workbench;
    let journey: Journey;
    const faults: string[] = [];
    const copy = isPseudo ? extensionInPseudo(root) : undefined;

    const isForeign = isPseudo
      ? (text: string): boolean => unbracketed(text, names).length > 0
      : untranslated(language);
    const stop = async (name: string, what: 'page' | 'around'): Promise<void> => {
      const { texts, cuts } = await (what === 'page' ? textsInPage : textsAround)(workbench.page);
      assert.ok(texts.length > 0, `nothing was read at ${name}`);
      faults.push(...texts.filter(isForeign).map((text) => `${name}: ${text}`));
      // VS Code's own rows and menus give way as it likes; our pages have to have room.
      if (isPseudo && what === 'page')
        faults.push(
          ...cuts
            .filter(({ text }) => text.includes('⟦'))
            .map(({ path, text }) => `${name}: cut at ${path}: ${text}`),
        );
    };
    const nothingWrong = (): void => {
      const found = [...new Set(faults.splice(0))];
      assert.deepEqual(found, [], found.join('\n'));
    };

    before(async () => {
      box = await startBox({ seed: plantMuch });
      const extensionPath = copy?.path ?? root;
      workbench = await startWorkbench({
        version,
        extensionPath,
        language,
      });
      const say = speaker(language);
      journey = new Journey(sideBarOf(workbench.page, say), box, { say, stop });
    });
    after(async () => {
      await workbench.close();
      await box.close();
      copy?.remove();
      assert.deepEqual(box.log.unknownRequests, []);
    });

    it('connects', async () => {
      await journey.connect();
      nothingWrong();
    });

    it('shows rows and menus', async () => {
      await journey.browse();
      nothingWrong();
    });

    it('copies a pull command', async () => {
      await journey.copy();
      nothingWrong();
    });

    it('shows every page', async () => {
      await journey.pages();
      nothingWrong();
    });

    it('deletes a tag, and keeps a journal', async () => {
      await journey.deleteTag();
      nothingWrong();
    });

    it('shows many tags before they are deleted', async () => {
      await journey.deleteMany();
      nothingWrong();
    });

    it('says what went wrong', async () => {
      await journey.fail();
      nothingWrong();
    });
  });
}
