import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** Driven by a program VS Code shows no toasts; behind its bell are the same messages with the same buttons. */
export async function notificationOn(page: Page, text: RegExp): Promise<Locator> {
  const center = page.locator('.notifications-center');
  const item = center.locator('.notification-list-item').filter({ hasText: text }).first();
  for (const end = Date.now() + 20_000; Date.now() < end && !(await item.isVisible());) {
    if (!(await center.isVisible())) await page.locator('[id="status.notifications"] a').click();
    await page.waitForTimeout(200);
  }
  assert.ok(await item.isVisible(), String(text));
  return item;
}
