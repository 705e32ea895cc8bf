import type { Locator } from 'playwright-core';

/** Fills a box of VS Code and presses Enter. A step that is still being drawn puts its own first text into the box. */
export async function typeInto(input: Locator, text: string): Promise<void> {
  for (let stable = 0; stable < 3; stable += 1) {
    if ((await input.inputValue()) !== text) {
      await input.fill(text);
      stable = 0;
    }
    await input.page().waitForTimeout(100);
  }
  await input.press('Enter');
}
