import * as vscode from 'vscode';
import type { FormGroup, SnippetForm } from '../../domain/snippets/forms.ts';
import type { ReferenceForm } from '../../domain/snippets/snippetImage.ts';
import { placeholders, longestTemplate, type Filled } from '../../domain/snippets/template.ts';
import { count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';

const { t } = vscode.l10n;

/** What a list calls a form. Commands are called as they begin. */
export function formLabel({ id, command }: Pick<SnippetForm, 'id' | 'command'>): string {
  const labels: Readonly<Record<string, string>> = {
    dockerfile: t('FROM in a Dockerfile'),
    compose: t('Compose service'),
    ciImage: t('image: in .gitlab-ci.yml'),
    ciServices: t('services: in .gitlab-ci.yml'),
    kubernetes: t('Kubernetes container'),
    helmValues: t('Helm values'),
    devcontainer: 'devcontainer.json',
    'login.job': t('docker login in a CI job'),
    'login.deployToken': t('docker login in a CI job, with a deploy token'),
  };
  return labels[id] ?? command ?? id;
}

/** The heading above a group of forms. */
export function groupLabel(group: FormGroup): string {
  const labels: Readonly<Record<FormGroup, string>> = {
    commands: t('Commands'),
    files: t('Files'),
    login: t('Sign in from CI'),
    charts: t('Helm charts'),
  };
  return labels[group];
}

/** How images are referred to. */
export function referenceFormLabel(form: ReferenceForm): string {
  const labels: Readonly<Record<ReferenceForm, string>> = {
    tag: t('by tag'),
    digest: t('by digest'),
    pinned: t('by tag and digest'),
  };
  return labels[form];
}

/** Why a template of the settings cannot be used, as a sentence. */
export function templateProblem(name: string, filled: Exclude<Filled, { readonly text: string }>): string {
  const shown = visible(name);
  switch (filled.problem) {
    case 'unknown':
      return t(
        'The template “{0}” uses “{1}”, which isn’t a placeholder. Use one of these: {2}.',
        shown,
        visible(filled.placeholder),
        placeholders.join(', '),
      );
    case 'missing':
      return t(
        'The template “{0}” needs “{1}”, which isn’t known for this image.',
        shown,
        visible(filled.placeholder),
      );
    case 'notText':
      return t('The template “{0}” isn’t text, or is empty.', shown);
    case 'tooLong':
      return t('The template “{0}” has more than {1} characters.', shown, count(longestTemplate));
    case 'hidden':
      return t('The template “{0}” has characters in it that can’t be seen.', shown);
  }
}

/** Several lines as one that a list can show. */
export function previewOf(text: string): string {
  const line = text.trim().replace(/\n+/g, ' ⏎ ').replace(/ {2,}/g, ' ');
  return visible(line.length > 160 ? `${line.slice(0, 160)}…` : line);
}
