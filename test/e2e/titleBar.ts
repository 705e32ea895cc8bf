import type { Page } from 'playwright-core';

/** Clicks an action of the title bar of the editor in front: an icon, or an entry behind its dots. */
export async function titleAction(page: Page, title: string): Promise<void> {
  const bar = page.locator('.editor-group-container.active .editor-actions');
  await bar.getByRole('button', { name: /More Actions/ }).waitFor();
  const icon = bar.getByRole('button', { name: title });
  if ((await icon.count()) > 0) {
    await icon.first().click();
    return;
  }
  await bar.getByRole('button', { name: /More Actions/ }).click();
  const entry = page.locator('.monaco-menu').getByText(title, { exact: true });
  await entry.waitFor();
  // VS Code's menus take no mouse click earlier than 100 ms after they opened.
  await page.waitForTimeout(250);
  await entry.click();
}
