import type { Page } from 'playwright-core';

/** How long a box may take to come, in ms. */
const patience = 20_000;

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
    const input = widget.locator('input[type=text]').first();
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
