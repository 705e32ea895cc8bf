import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { menuPath } from './menuPath.ts';
import { patience } from './patience.ts';
import { english, stem, type Say } from './speech.ts';
import { typeInto } from './typeInto.ts';

/** “tag, 1.0.0” → `tag`: what a row's name for screen readers begins with. */
function kindOf(label: string | RegExp): string | undefined {
  return /^\^?(\w+),/.exec(typeof label === 'string' ? label : label.source)?.[1];
}

/** What a person does with the extension's view, as clicks and keys. */
export interface SideBar {
  readonly page: Page;
  open(): Promise<void>;
  /** A row by the beginning of its accessible label, such as `tag, 1.0`. */
  row(label: string | RegExp): Locator;
  /** Opens a row and waits until a row below it is there. */
  expand(label: string | RegExp, below: string | RegExp): Promise<void>;
  /** Opens a row's context menu, or a menu in it, as far as an entry with this English title stands on the screen. */
  openMenu(label: string | RegExp, entry: string): Promise<Locator>;
  /** Chooses an entry of a row's context menu, or of a menu in it, by its English title. */
  choose(label: string | RegExp, entry: string): Promise<void>;
  /** Answers a modal question by its button; gives back what the question said. */
  answer(button: string): Promise<string>;
  /** Runs a command by its title through the palette. */
  command(title: string): Promise<void>;
  /** Connects to an instance by the wizard; `http` ones need the warning confirmed. */
  connect(url: string, token: string, name?: string): Promise<void>;
  /** Waits until the clipboard holds exactly this. */
  copied(text: string): Promise<void>;
}

const urlPrompt =
  'URL of your GitLab instance, including any relative path (for example, https://example.com/gitlab)';
const tokenPrompt =
  'Personal, group, or project access token with the “api” scope, or “read_api” for read-only access. Stored in your OS keychain.';
const savePrompt = '{0}. Press Enter to save the connection with this name.';

/** VS Code's menus take no mouse click earlier than 100 ms after they opened. */
const menuDelay = 250;

/** Drives the view of a workbench. `say`: the language in which it is. */
export function sideBarOf(page: Page, say: Say = english): SideBar {
  const row = (label: string | RegExp): Locator => page.getByRole('treeitem', { name: label }).first();
  const quickInput = page.locator('.quick-input-widget');

  const answer = async (button: string): Promise<string> => {
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: patience });
    const text = await dialog.innerText();
    // Another question may come at once, so it is this one that has to go.
    const asked = await dialog.elementHandle();
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await asked.waitForElementState('hidden', { timeout: patience });
    return text;
  };

  const type = async (title: string | RegExp, text: string): Promise<void> => {
    await quickInput.getByText(title).first().waitFor({ timeout: patience });
    await typeInto(quickInput.locator('input').first(), text);
  };

  const command = async (title: string): Promise<void> => {
    // A page that is restored just then takes the focus, and the box goes with it.
    for (let tries = 1; ; tries += 1) {
      await page.keyboard.press('F1');
      const option = quickInput.getByRole('option', { name: title }).first();
      const isChosen = await quickInput
        .locator('input')
        .fill(`>${title}`, { timeout: patience / 4 })
        .then(() => option.click({ timeout: patience / 4 }))
        .then(
          () => true,
          () => false,
        );
      if (isChosen) return;
      assert.ok(tries < 4, `the palette has no “${title}”`);
      await page.keyboard.press('Escape');
    }
  };

  /** Whether a menu came and stays: where rows are drawn anew just then, it does not. */
  const opens = async (item: Locator): Promise<boolean> => {
    const hasCome = await item.waitFor({ timeout: patience / 4 }).then(
      () => true,
      () => false,
    );
    // A menu ignores the mouse just after it opened.
    await page.waitForTimeout(menuDelay);
    return hasCome && (await item.isVisible());
  };

  const openMenu = async (label: string | RegExp, entry: string): Promise<Locator> => {
    // A menu item's accessible name ends with its keys.
    const itemOf = (text: string): Locator =>
      page.locator('.monaco-menu').getByText(say(text), { exact: true }).last();
    const [first = entry, inner] = menuPath(entry, kindOf(label));
    for (let tries = 1; ; tries += 1) {
      await row(label).click({ button: 'right' });
      if (await opens(itemOf(first))) break;
      assert.ok(tries < 4, `the menu has no “${first}”`);
      await page.keyboard.press('Escape');
    }
    if (inner === undefined) return itemOf(first);
    await itemOf(first).click();
    await itemOf(inner).waitFor({ timeout: patience });
    await page.waitForTimeout(menuDelay);
    return itemOf(inner);
  };

  return {
    page,
    row,
    answer,
    command,
    open: async () => {
      const tab = page.getByRole('tab', { name: say('GitLab Registry') });
      await tab.waitFor({ timeout: patience });
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    },
    expand: async (label, below) => {
      await row(label).waitFor({ timeout: patience });
      if ((await row(label).getAttribute('aria-expanded')) !== 'true') await row(label).click();
      await row(below).waitFor({ timeout: patience });
    },
    openMenu,
    choose: async (label, entry) => (await openMenu(label, entry)).click(),
    connect: async (url, token, name) => {
      await quickInput.getByText(say('Other GitLab…')).click({ timeout: patience });
      await type(say(urlPrompt), url);
      if (url.startsWith('http:')) await answer(say('Connect Without Encryption'));
      await quickInput
        .getByRole('option', { name: say('Access Token') })
        .first()
        .click({ timeout: patience });
      await type(say(tokenPrompt), token);
      await quickInput.getByText(stem(say(savePrompt))).waitFor({ timeout: patience });
      if (name !== undefined) await quickInput.locator('input').fill(name);
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden', timeout: patience });
    },
    copied: async (text) => {
      const read = (): Promise<unknown> => page.evaluate(() => navigator.clipboard.readText());
      const end = Date.now() + patience;
      while ((await read()) !== text && Date.now() < end) await page.waitForTimeout(100);
      assert.equal(await read(), text);
    },
  };
}
