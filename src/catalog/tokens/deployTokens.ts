import { Failure } from '../../base/failure.ts';
import { isUnclear } from '../../base/sent.ts';
import type { ClientPool } from '../../connections/clients.ts';
import type { Capability } from '../../domain/accounts/access.ts';
import type {
  DeployToken,
  DeployTokenCreation,
  DeployTokenPlace,
  DeployTokenWish,
} from '../../domain/accounts/deployToken.ts';
import type { NewVariable } from '../../gitlab/tokens/deployTokens.ts';

/** More pages of deploy tokens than that nobody has. */
const mostPages = 20;

interface Needs {
  readonly clients: ClientPool;
  /** Throws why the connection cannot. */
  readonly assertMay: (capability: Capability, connectionId: string) => void;
}

/** Deploy tokens of projects and groups. Values of tokens pass through and are kept nowhere. */
export class DeployTokens {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Throws `readOnly`, `credentialKind` or `insufficientScope`. */
  assertMayCreate(connectionId: string): void {
    this.#needs.assertMay('createDeployTokens', connectionId);
  }

  /** All that are neither revoked nor expired. */
  async active(
    { connectionId, ...of }: DeployTokenPlace,
    signal?: AbortSignal,
  ): Promise<readonly DeployToken[]> {
    const { gitlab } = this.#needs.clients.of(connectionId);
    const found: DeployToken[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await gitlab.deployTokens(of, { after, signal });
      found.push(...page.items);
      after = page.next;
      if (after === undefined) break;
    }
    return found;
  }

  /**
   * Sends the wish once. Where no usable answer comes, the list says whether there is a token now that is not in `known`. Rejects
   * when GitLab said no, or nothing was sent. It cannot be cancelled: a value that nobody waits for would be lost.
   */
  async create(
    place: DeployTokenPlace,
    wish: DeployTokenWish,
    known: readonly DeployToken[],
  ): Promise<DeployTokenCreation> {
    this.assertMayCreate(place.connectionId);
    const { connectionId, ...of } = place;
    try {
      const token = await this.#needs.clients.of(connectionId).gitlab.createDeployToken(of, wish);
      return { result: 'created', token };
    } catch (error) {
      if (!isUnclear(Failure.from(error))) throw error;
      return { result: 'unclear', found: await this.#newOne(place, wish.name, known) };
    }
  }

  async #newOne(
    place: DeployTokenPlace,
    name: string,
    known: readonly DeployToken[],
  ): Promise<DeployToken | 'none' | 'unknown'> {
    try {
      const now = await this.active(place);
      return now.find((one) => one.name === name && !known.some(({ id }) => id === one.id)) ?? 'none';
    } catch {
      return 'unknown';
    }
  }

  /** Throws `badInput` with `fieldMessages.key` when the name is taken. */
  async saveVariable(place: DeployTokenPlace, variable: NewVariable, signal: AbortSignal): Promise<void> {
    const { connectionId, ...of } = place;
    await this.#needs.clients.of(connectionId).gitlab.createVariable(of, variable, { signal });
  }

  /** The `host[:port]` of a project's registry; `undefined` where GitLab does not tell. */
  async registryHost(
    { connectionId, kind, path }: DeployTokenPlace,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (kind === 'group') return undefined;
    const { imagePrefix } = await this.#needs.clients
      .of(connectionId)
      .gitlab.projectRegistry(path, { signal });
    return imagePrefix?.split('/')[0];
  }
}
