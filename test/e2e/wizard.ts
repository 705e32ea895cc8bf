import type { Locator, Page } from 'playwright-core';
import { patience } from './patience.ts';
import { sideBarOf } from './sideBar.ts';
import { typeInto } from './typeInto.ts';

/** The wizard “Connect to GitLab” with what it says when something is wrong. */
export interface Wizard {
  /** Opens it at the choice of an instance. */
  start(): Promise<void>;
  /** Goes on to the token of an instance that is not in the list; `http` ones need the warning confirmed. */
  choose(url: string): Promise<void>;
  /** The same, to the first question of another way in, by its row such as `Deploy Token`. */
  chooseWay(url: string, way: string): Promise<void>;
  /** Chooses the first step’s row for what is public. */
  choosePublic(): Promise<void>;
  /** Chooses a sign-in of another tool by its row; an `http` instance needs the warning confirmed. */
  chooseForeign(row: string | RegExp): Promise<void>;
  /** Answers the question whose prompt has this text. */
  fill(prompt: string, text: string): Promise<void>;
  /** Types a token, waits for the sentence below the box and gives it back. */
  refusal(token: string): Promise<string>;
  /** Types a token that is accepted, and stores the connection under a name. */
  accept(token: string, name: string): Promise<void>;
  /** What stands in the box now. */
  draft(): Promise<string>;
  /** What the box says besides. */
  readonly text: Locator;
  close(): Promise<void>;
}

/** Drives the wizard of a workbench. */
export function wizardOf(page: Page): Wizard {
  const bar = sideBarOf(page);
  const widget = page.locator('.quick-input-widget');
  const input = widget.locator('input').first();
  const message = widget.locator('.quick-input-message');

  const type = (text: string): Promise<void> => typeInto(input, text);

  const chooseWay = async (url: string, way: string): Promise<void> => {
    await widget.getByText('Other GitLab…').click();
    await message.getByText('URL of your GitLab instance').waitFor();
    await type(url);
    if (url.startsWith('http:')) await bar.answer('Connect Without Encryption');
    await widget.getByRole('option', { name: new RegExp(`^${way}`) }).click();
  };

  return {
    text: widget,
    chooseWay,
    choosePublic: () => widget.getByText('Public Project or Image…').click(),
    chooseForeign: async (row) => {
      await widget.getByText('Use an Existing Sign-In…').click();
      await widget.getByRole('option', { name: row }).click({ timeout: patience });
      await bar.answer('Connect Without Encryption');
    },
    fill: async (prompt, text) => {
      await message.getByText(prompt).waitFor({ timeout: patience });
      await type(text);
    },
    start: () => bar.command('Connect to GitLab'),
    choose: async (url) => {
      await chooseWay(url, 'Access Token');
      await message.getByText('access token with the “api” scope').waitFor();
    },
    refusal: async (token) => {
      await type(token);
      await widget.locator('.monaco-inputbox.error, .monaco-inputbox.warning').waitFor({ timeout: patience });
      return message.innerText();
    },
    accept: async (token, name) => {
      await type(token);
      await message.getByText('Press Enter to save').waitFor({ timeout: patience });
      await type(name);
      await widget.waitFor({ state: 'hidden' });
    },
    draft: () => input.inputValue(),
    close: async () => {
      await page.keyboard.press('Escape');
      await widget.waitFor({ state: 'hidden' });
    },
  };
}
