import type { Access, AccessView } from '../../../src/protocol/access.ts';
import { TestAccess } from '../../fakes/accessSource.ts';
import { testDrafts } from '../../fakes/cleanupSource.ts';
import type { OpenedPage, PageBench } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

/** The page "Access and Protection" over a source in memory, and what a test does on it. */
export class AccessOpening {
  readonly source = new TestAccess();
  readonly drafts = testDrafts();
  /** What the person was asked outside of the page. */
  readonly asked: string[] = [];
  /** What they answer. */
  isSure = true;
  opened!: OpenedPage<Access>;

  async open(bench: PageBench, options: { theme?: Theme; width?: number } = {}): Promise<void> {
    const { AccessDesk } = await import('../../../src/panels/access/session.ts');
    const { accessHandlers } = await import('../../../src/panels/access/handlers.ts');
    const { accessStrings } = await import('../../../src/panels/access/strings.ts');
    let send: (view: AccessView) => void = () => undefined;
    const { source, drafts } = this;
    const desk = new AccessDesk({ connectionId: 'c', projectPath: 'acme/platform/shop' }, 'key', {
      source,
      readTags: source.readTags,
      drafts,
      describe: ({ message }) => ({ why: `${message}.`, next: 'Try again.' }),
      now: Date.now,
      onChanged: (view) => send(view),
    });
    const answer = (question: string): Promise<boolean> => {
      this.asked.push(question);
      return Promise.resolve(this.isSure);
    };
    this.opened = await bench.open<Access>({
      name: 'access',
      title: 'Access: shop',
      strings: accessStrings(),
      theme: themes[0]!,
      width: 1280,
      handlers: accessHandlers(desk, {
        confirmVisibility: (path, wanted, effect) => answer(`${path} ${wanted} ${effect}`),
        confirmRemoval: (pattern, matches) => answer(`${pattern} ${matches}`),
      }),
      ...options,
    });
    send = (view) => this.opened.server.send('view', view);
    await this.page.getByRole('heading', { level: 1, name: 'Access and Protection' }).waitFor();
    await this.button('Refresh').waitFor();
  }

  get page() {
    return this.opened.page;
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  section(name: string) {
    return this.page.getByRole('region', { name });
  }

  field() {
    return this.page.getByRole('textbox', { name: 'Tags matching' });
  }

  alert(text: string | RegExp): Promise<void> {
    return this.page.getByRole('alert').getByText(text).first().waitFor();
  }

  add(name: string): Promise<void> {
    return this.section(name).getByRole('button', { name: 'Add Rule' }).click();
  }
}
