import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that colours decide; all others see the same page in every theme. */
const rulesOfColors = ['color-contrast', 'link-in-text-block'];
const firstTheme = 'vscode-dark';

/**
 * What axe-core finds wrong, one line per element: rule, selector, explanation. The first theme is tried by all rules at each width;
 * the others by those that colours decide, at the width of a window, since no colour here depends on the width.
 */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  const theme = await page.evaluate(() => document.body.dataset['vscodeThemeKind']);
  const isFirst = theme === undefined || theme === firstTheme;
  if (!isFirst && (page.viewportSize()?.width ?? 0) < 600) return [];
  await page.evaluate(source);
  const { violations } = await page.evaluate(
    (rules) =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(
        rules === undefined ? {} : { runOnly: rules },
      ),
    isFirst ? undefined : rulesOfColors,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
