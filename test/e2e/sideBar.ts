import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** What a person does with the extension's view, as clicks and keys. */
export interface SideBar {
  readonly page: Page;
  open(): Promise<void>;
  /** A row by the beginning of its accessible label, such as `tag, 1.0`. */
  row(label: string | RegExp): Locator;
  /** Opens a row and waits until a row below it is there. */
  expand(label: string | RegExp, below: string | RegExp): Promise<void>;
  /** Chooses an entry of a row's context menu. */
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

/** How long a row may take to come, in ms: a slow machine starts its extension host meanwhile. */
const patience = 20_000;

/** VS Code's menus take no mouse click earlier than 100 ms after they opened. */
const menuDelay = 250;

/** Drives the view of a workbench. */
export function sideBarOf(page: Page): SideBar {
  const row = (label: string | RegExp): Locator => page.getByRole('treeitem', { name: label }).first();
  const quickInput = page.locator('.quick-input-widget');

  const answer = async (button: string): Promise<string> => {
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: patience });
    const text = await dialog.innerText();
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    return text;
  };

  const type = async (title: string | RegExp, text: string): Promise<void> => {
    await quickInput.getByText(title).first().waitFor({ timeout: patience });
    const input = quickInput.locator('input').first();
    // A step that is still being drawn puts its own first text into the box.
    for (let stable = 0; stable < 3; stable += 1) {
      if ((await input.inputValue()) !== text) {
        await input.fill(text);
        stable = 0;
      }
      await page.waitForTimeout(100);
    }
    await input.press('Enter');
  };

  const command = async (title: string): Promise<void> => {
    await page.keyboard.press('F1');
    await quickInput.locator('input').fill(`>${title}`);
    await quickInput.getByRole('option', { name: title }).first().click();
  };

  return {
    page,
    row,
    answer,
    command,
    open: async () => {
      const tab = page.getByRole('tab', { name: 'GitLab Container Registry' });
      await tab.waitFor({ timeout: patience });
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    },
    expand: async (label, below) => {
      await row(label).waitFor({ timeout: patience });
      if ((await row(label).getAttribute('aria-expanded')) !== 'true') await row(label).click();
      await row(below).waitFor({ timeout: patience });
    },
    choose: async (label, entry) => {
      await row(label).click({ button: 'right' });
      // A menu item's accessible name ends with its keys; and a menu ignores the mouse just after it opened.
      const item = page.locator('.monaco-menu').getByText(entry, { exact: true });
      await item.waitFor({ timeout: patience });
      await page.waitForTimeout(menuDelay);
      await item.click();
    },
    connect: async (url, token, name) => {
      await quickInput.getByText('Other GitLab…').click({ timeout: patience });
      await type('The address at which you open GitLab', url);
      if (url.startsWith('http:')) await answer('Connect Without Encryption');
      await quickInput.getByRole('option', { name: /^Access Token/ }).click({ timeout: patience });
      await type('access token with the scope', token);
      await quickInput.getByText('Press Enter to store the connection').waitFor({ timeout: patience });
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
