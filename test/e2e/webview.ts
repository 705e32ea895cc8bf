import type { FrameLocator, Page } from 'playwright-core';

/** The document of the webview that is on the screen; VS Code puts a page into a frame of a frame. */
export function webviewOf(page: Page): FrameLocator {
  return page.locator('.webview.ready').last().contentFrame().frameLocator('#active-frame');
}
