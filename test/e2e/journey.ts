import type { Locator } from 'playwright-core';
import type { Box } from '../gitlab/box.ts';
import { rateLimited } from '../gitlab/faults.ts';
import { patience } from './patience.ts';
import { shopTags } from './shop.ts';
import type { SideBar } from './sideBar.ts';
import { stem, type Say } from './speech.ts';
import { webviewOf } from './webview.ts';

/** What a journey tells of each place it comes to. `page`: one of our pages is in front, else rows, boxes and messages are. */
export type AtStop = (name: string, what: 'page' | 'around') => Promise<void>;

/** A person's way through everything: the main job, every page, and every kind of message. */
export class Journey {
  readonly #bar: SideBar;
  readonly #box: Box;
  readonly #say: Say;
  readonly #stop: AtStop;

  constructor(bar: SideBar, box: Box, { say, stop }: { readonly say: Say; readonly stop: AtStop }) {
    this.#bar = bar;
    this.#box = box;
    this.#say = say;
    this.#stop = stop;
  }

  async connect(): Promise<void> {
    const { page } = this.#bar;
    await this.#bar.open();
    await page
      .getByRole('button', { name: this.#say('Connect to GitLab'), exact: true })
      .first()
      .click();
    await page.locator('.quick-input-widget').getByText(this.#say('Other GitLab…')).waitFor();
    await this.#stop('the choice of a GitLab', 'around');
    await this.#bar.connect(this.#box.url, this.#box.tokens.maintainer, 'My GitLab');
    await this.#row('connection', 'My GitLab').waitFor();
  }

  async browse(): Promise<void> {
    await this.#expand(['group', 'Acme'], ['group', 'platform']);
    await this.#expand(['group', 'platform'], ['project', 'shop']);
    await this.#expand(['project', 'shop'], ['repository', 'web']);
    await this.#expand(['repository', 'web'], ['tag', '1.0.0']);
    await this.#stop('tags', 'around');
    for (const [kind, name] of [
      ['connection', 'My GitLab'],
      ['project', 'shop'],
      ['repository', 'web'],
      ['tag', '1.0.0'],
    ] as const) {
      await this.#row(kind, name).click({ button: 'right' });
      await this.#bar.page.locator('.monaco-menu .action-label').first().waitFor();
      await this.#stop(`the menu of a ${kind}`, 'around');
      await this.#bar.page.keyboard.press('Escape');
    }
  }

  async copy(): Promise<void> {
    await this.#choose('tag', '1.0.0', 'Copy Pull Command');
    await this.#bar.copied(`docker pull ${this.#box.registryHost}/${shopTags.path}:1.0.0`);
  }

  /** Every page that a menu opens. */
  async pages(): Promise<void> {
    const pages = [
      ['tag', '1.0.0', 'Open Details'],
      ['project', 'shop', 'Edit Cleanup Policy…'],
      ['repository', 'web', 'Test Cleanup Regexes…'],
      ['project', 'shop', 'Access and Protection…'],
      ['connection', 'My GitLab', 'Show Connection Details'],
    ] as const;
    for (const [kind, name, entry] of pages) {
      await this.#choose(kind, name, entry);
      await this.#pageIsWhole();
      await this.#stop(entry, 'page');
      await this.#closeEditor();
    }
  }

  /** A question, its answer, and the journal. */
  async deleteTag(): Promise<void> {
    const { page } = this.#bar;
    await this.#choose('tag', '1.0.0', 'Delete Tags…');
    await page.locator('.monaco-dialog-box').waitFor();
    await this.#stop('the question before a deletion', 'around');
    await this.#bar.answer(this.#say('Delete Tag'));
    await this.#row('tag', '1.0.0').waitFor({ state: 'detached' });
    await page.locator('[id="status.notifications"] a').click();
    const done = page.locator('.notifications-center').getByText(stem(this.#say('Deleted the tag “{0}”.')));
    await done.first().waitFor();
    await this.#stop('what was deleted', 'around');
    await page.keyboard.press('Escape');
    await this.#bar.command(this.#say('Show Deleted Tags'));
    await this.#pageIsWhole();
    await this.#stop('the journal', 'page');
    await this.#closeEditor();
  }

  /** The page before many tags are deleted. */
  async deleteMany(): Promise<void> {
    await this.#expand(['project', 'shop'], ['repository', 'builds']);
    await this.#choose('repository', 'builds', 'Select Tags by Rule…');
    const box = this.#bar.page.locator('.quick-input-widget');
    await box
      .getByRole('option', { name: this.#say('Matching…') })
      .first()
      .click();
    await box.getByText(this.#say('Select tags whose name matches')).first().waitFor();
    await box.locator('input').first().fill('/(?!a)/');
    await box
      .getByText(stem(this.#say('Not a valid regular expression: {0}')))
      .first()
      .waitFor();
    await this.#stop('what is wrong with an answer', 'around');
    await box.locator('input').first().fill('*');
    await this.#bar.page.keyboard.press('Enter');
    await box
      .getByText(stem(this.#say('{0} tags selected')))
      .first()
      .waitFor();
    await this.#stop('what to do with selected tags', 'around');
    await box
      .getByRole('option', { name: this.#say('Review Deletion as List…') })
      .first()
      .click();
    const remark = stem(this.#say('is the latest tag that starts with “{0}”'));
    await webviewOf(this.#bar.page).getByText(remark).first().waitFor();
    await this.#pageIsWhole();
    await this.#stop('many tags', 'page');
    await this.#closeEditor();
  }

  /** Rows that say what is wrong. */
  async fail(): Promise<void> {
    const faults = [
      ['a refused token', { kind: 'status', status: 401 }],
      ['an outage', { kind: 'reset', when: 'before' }],
      ['a pause', rateLimited(30)],
    ] as const;
    for (const [name, act] of faults) {
      this.#box.knobs.faults = [{ path: /graphql|repositor/, act }];
      await this.#choose('project', 'shop', 'Refresh');
      await this.#bar.row(new RegExp(`^${this.#say('error')}, `)).waitFor({ timeout: patience });
      await this.#stop(name, 'around');
    }
    this.#box.knobs.faults = [];
  }

  /** A page has its heading, and nothing in it is on its way. */
  async #pageIsWhole(): Promise<void> {
    const page = webviewOf(this.#bar.page);
    await page.locator('h1').first().waitFor();
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    // What is drawn after the first answer has come as well, once nothing is added any more.
    for (let before = ''; ;) {
      const text = await page.locator('#page').innerText();
      if (text === before) return;
      before = text;
      await this.#bar.page.waitForTimeout(400);
    }
  }

  async #closeEditor(): Promise<void> {
    await this.#bar.command('View: Close All Editors');
    await this.#bar.page.locator('.webview.ready').last().waitFor({ state: 'detached' });
  }

  #label(kind: string, name: string): RegExp {
    return new RegExp(`^${escaped(this.#say(kind))}, ${escaped(name)}(,|$)`);
  }

  #row(kind: string, name: string): Locator {
    return this.#bar.row(this.#label(kind, name));
  }

  #choose(kind: string, name: string, entry: string): Promise<void> {
    return this.#bar.choose(this.#label(kind, name), entry);
  }

  #expand(row: readonly [string, string], below: readonly [string, string]): Promise<void> {
    return this.#bar.expand(this.#label(...row), this.#label(...below));
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
