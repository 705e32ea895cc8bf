import { pullTools } from './pullCommand.ts';
import { chartArguments, commandLine, pullArguments, runArguments, runTools } from './engineCommands.ts';
import {
  ciImage,
  ciServices,
  composeServices,
  devcontainer,
  fromLines,
  helmValues,
  kubernetesContainers,
} from './fileSnippets.ts';
import type { SnippetImage } from './snippetImage.ts';

/** Where a form stands in a list of them. */
export type FormGroup = 'commands' | 'files' | 'login' | 'charts';

/** One way to write images down. */
export interface SnippetForm {
  /** Stable: it is remembered. */
  readonly id: string;
  readonly group: FormGroup;
  /** The beginning of the command, for forms that are commands: it needs no other name. */
  readonly command?: string;
  /** The program and its arguments, for forms that are commands: to start it without a shell. */
  readonly words?: (image: SnippetImage) => readonly string[];
  /** Whether it is for one image only. */
  readonly isForOne?: boolean;
  write(images: readonly SnippetImage[]): string;
}

type Words = NonNullable<SnippetForm['words']>;

/** A form that is a command for each image. */
function commandForm(id: string, group: FormGroup, command: string, words: Words): SnippetForm {
  const write: SnippetForm['write'] = (images) => images.map((image) => commandLine(words(image))).join('\n');
  return { id, group, command, words, write };
}

const commands: readonly SnippetForm[] = [
  ...pullTools.map((tool) =>
    commandForm(`pull.${tool}`, 'commands', tool === 'skopeo' ? 'skopeo copy' : `${tool} pull`, (image) =>
      pullArguments(tool, image),
    ),
  ),
  ...runTools.map((tool) =>
    commandForm(`run.${tool}`, 'commands', `${tool} run`, (image) => runArguments(tool, image)),
  ),
];

const charts: readonly SnippetForm[] = [
  commandForm('chart.pull', 'charts', 'helm pull', (image) => chartArguments('pull', image)),
  commandForm('chart.install', 'charts', 'helm upgrade --install', (image) =>
    chartArguments('install', image),
  ),
];

/** The forms that are pieces of files; words for them are in `ui`. */
export const fileForms = [
  'dockerfile',
  'compose',
  'ciImage',
  'ciServices',
  'kubernetes',
  'helmValues',
  'devcontainer',
] as const;

export type FileForm = (typeof fileForms)[number];

/** How each piece of a file is written. */
export const writeFileForm: Readonly<Record<FileForm, (images: readonly SnippetImage[]) => string>> = {
  dockerfile: fromLines,
  compose: composeServices,
  ciImage,
  ciServices,
  kubernetes: kubernetesContainers,
  helmValues,
  devcontainer,
};

/**
 * Lines of a job's script that log in to the project's registry, by who logs in: the job itself, or a deploy token named
 * `gitlab-deploy-token`. The password goes through standard input. Source: GitLab docs, "Authenticate with the container registry".
 */
export const ciLogins = {
  job: loginLine('CI_REGISTRY_USER', 'CI_REGISTRY_PASSWORD'),
  deployToken: loginLine('CI_DEPLOY_USER', 'CI_DEPLOY_PASSWORD'),
} as const;

function loginLine(user: string, password: string): string {
  return `printf '%s' "$${password}" | docker login "$CI_REGISTRY" --username "$${user}" --password-stdin`;
}

/** Every form, in the order in which they are offered. */
export const snippetForms: readonly SnippetForm[] = [
  ...commands,
  ...fileForms.map((form): SnippetForm => ({
    id: form,
    group: 'files',
    ...(form === 'devcontainer' && { isForOne: true }),
    write: writeFileForm[form],
  })),
  { id: 'login.job', group: 'login', write: () => ciLogins.job },
  { id: 'login.deployToken', group: 'login', write: () => ciLogins.deployToken },
  ...charts,
];
