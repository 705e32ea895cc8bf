/** A token in an environment variable. */
export interface EnvironmentToken {
  /** Name of the variable. */
  readonly variable: string;
  readonly secret: string;
  /** What the environment says about the instance; not checked yet. */
  readonly address?: string;
}

// The names that glab reads, in its order (glab, `internal/config/config_mapping.go`), then those of semantic-release (`GL_TOKEN`, `GL_URL`),
// release-cli and python-gitlab's documentation (`GITLAB_PRIVATE_TOKEN`, `GITLAB_URL`), the Terraform provider (`GITLAB_BASE_URL`), and
// those that GitLab CI sets.
const tokenVariables = [
  'GITLAB_TOKEN',
  'GITLAB_ACCESS_TOKEN',
  'OAUTH_TOKEN',
  'GL_TOKEN',
  'GITLAB_PRIVATE_TOKEN',
];
const hostVariables = [
  'GITLAB_HOST',
  'GITLAB_URI',
  'GL_HOST',
  'GITLAB_URL',
  'GL_URL',
  'GITLAB_BASE_URL',
  'CI_SERVER_URL',
  'CI_API_V4_URL',
];

/** The variables that are looked at. */
export const environmentVariables: readonly string[] = [...tokenVariables, ...hostVariables];

/** The tokens of an environment; the same value in two variables is one. */
export function environmentTokens(
  environment: Readonly<Record<string, string | undefined>>,
): readonly EnvironmentToken[] {
  const valueOf = (variable: string): string => environment[variable]?.trim() ?? '';
  const address = hostVariables.map(valueOf).find((value) => value !== '');
  const tokens = tokenVariables.map((variable) => ({
    variable,
    secret: valueOf(variable),
    ...(address !== undefined && { address }),
  }));
  return tokens.filter(
    ({ secret }, at) => secret !== '' && tokens.findIndex((one) => one.secret === secret) === at,
  );
}
