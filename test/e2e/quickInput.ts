import type { Page } from 'playwright-core';
import { patience } from './patience.ts';
import { typeInto } from './typeInto.ts';

/** Boxes and lists at the top of the window. */
export interface QuickInput {
  /** Types into the box with this title, and presses Enter. */
  answer(title: string | RegExp, text: string): Promise<void>;
  /** What the box says below, when it does not take what was typed. */
  refusal(title: string | RegExp, text: string): Promise<string>;
  close(): Promise<void>;
}

/** Drives the boxes of a workbench. */
export function quickInputOf(page: Page): QuickInput {
  const widget = page.locator('.quick-input-widget');
  const type = async (title: string | RegExp, text: string): Promise<void> => {
    await widget.getByText(title).first().waitFor({ timeout: patience });
    await typeInto(widget.locator('input[type=text]').first(), text);
  };
  return {
    answer: type,
    refusal: async (title, text) => {
      await type(title, text);
      await widget.locator('.monaco-inputbox.error').waitFor({ timeout: patience });
      return widget.locator('.quick-input-message').innerText();
    },
    close: async () => {
      await page.keyboard.press('Escape');
      await widget.waitFor({ state: 'hidden' });
    },
  };
}
