import * as vscode from 'vscode';
import { shortDate } from '../ui/text/numbers.ts';
import { visible } from '../ui/text/visibleText.ts';
import type { PlacedImage } from './placedImages.ts';
import { toRange } from './positions.ts';
import type { Problem } from './problems.ts';

const { t } = vscode.l10n;

/** Who says it, in the list of problems. */
const problemSource = 'GitLab Registry';

/** A problem as VS Code shows it; `problem` is what fixes are made from. */
export class ImageDiagnostic extends vscode.Diagnostic {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(toRange(problem.range), problemText(problem), severityOf(problem));
    this.problem = problem;
    this.source = problemSource;
    this.code = problem.code === 'finding' ? problem.finding.code : problem.code;
  }
}

function severityOf({ code }: Problem): vscode.DiagnosticSeverity {
  return code === 'noTag' || code === 'noRepository'
    ? vscode.DiagnosticSeverity.Error
    : vscode.DiagnosticSeverity.Warning;
}

/** The last part of a repository's path, as people call it. */
export function shortNameOf({ named }: PlacedImage): string {
  return visible(named.path.slice(named.path.lastIndexOf('/') + 1));
}

function problemText(problem: Problem): string {
  switch (problem.code) {
    case 'noRepository':
      return t('The registry has no repository {0}.', visible(problem.placed.named.path));
    case 'noTag':
      return noTagText(shortNameOf(problem.placed), problem.tag, problem.instead[0]);
    case 'otherDigest':
      return t('{0} points to another image than the digest that’s pinned here.', visible(problem.tag));
    case 'willBeDeleted':
      return t('Cleanup will delete {0} on {1}.', visible(problem.tag), shortDate(problem.at));
    case 'finding':
      return findingText(problem.finding);
  }
}

function noTagText(repository: string, tag: string, instead: string | undefined): string {
  return instead === undefined
    ? t('{0} has no tag {1}.', repository, visible(tag))
    : t('{0} has no tag {1}. There’s {2}.', repository, visible(tag), visible(instead));
}

function findingText(finding: Extract<Problem, { readonly code: 'finding' }>['finding']): string {
  return finding.code === 'ciDefault'
    ? t(
        'GitLab CI/CD knows no defaults: {0} becomes nothing here, not “{1}”.',
        visible(finding.text),
        visible(finding.fallback),
      )
    : t(
        'YAML reads {0} as a number, so {1} arrives. Put it in quotes.',
        visible(finding.text),
        visible(finding.becomes),
      );
}
