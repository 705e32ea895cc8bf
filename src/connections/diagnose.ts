import { Failure } from '../base/failure.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { missingScope } from '../domain/accounts/access.ts';
import { apiUseOf } from '../domain/accounts/credential.ts';
import {
  diagnosisSteps,
  troublesOfPath,
  type DiagnosisResult,
  type DiagnosisStep,
} from '../domain/accounts/diagnosis.ts';
import { parseImageReference } from '../domain/imageReference.ts';
import type { ProjectRegistry } from '../gitlab/policy.ts';
import type { Http } from '../net/http.ts';
import { instanceOfRegistry } from '../registry/realm.ts';
import {
  isTls,
  notChecked,
  notNeeded,
  passed,
  resultOf,
  Trouble,
  type Check,
  type Found,
} from './diagnosisFound.ts';
import { createClients, type Clients, type Identity } from './clients.ts';
import { failureUnlessCancelled } from '../base/unlessFailed.ts';

/** What is diagnosed: a way in, and the project or repository that it is wanted for. */
export interface DiagnosisTarget {
  readonly identity: Identity;
  readonly projectPath?: string;
  /** `registry.host[:port]/path`, without a tag. */
  readonly location?: string;
  /** The name of the repository below its project. */
  readonly name?: string;
}

interface Options {
  readonly http: Http;
  readonly signal: AbortSignal;
  readonly onStep: (step: DiagnosisStep) => void;
}

/** GitLab's Reporter: the lowest role that sees the registry of a private project. */
const reporter = 20;

/**
 * Checks one step after the other up to the first that fails; nothing is changed anywhere. Rejects for `cancelled` only. Every check
 * asks anew, so what is known about the connection does not matter.
 */
export async function diagnose(
  target: DiagnosisTarget,
  options: Options,
): Promise<readonly DiagnosisResult[]> {
  const checks = new Diagnosis(target, options).checks();
  const results: DiagnosisResult[] = [];
  for (const step of diagnosisSteps) {
    if (results.some(({ outcome }) => outcome === 'failed')) {
      results.push({ step, ...notChecked });
      continue;
    }
    throwIfCancelled(options.signal);
    options.onStep(step);
    results.push({ step, ...(await resultOf(checks[step])) });
  }
  return results;
}

class Diagnosis {
  readonly #target: DiagnosisTarget;
  readonly #options: Options;
  readonly #clients: Clients;
  /** Why GitLab gave no answer to nobody's question; `undefined` when it did. */
  #unreachable: Promise<Failure | undefined> | undefined;
  #project: ProjectRegistry | undefined;

  constructor(target: DiagnosisTarget, options: Options) {
    this.#target = target;
    this.#options = options;
    this.#clients = createClients(target.identity, options.http);
  }

  checks(): Readonly<Record<DiagnosisStep, Check>> {
    return {
      address: () => this.#address(),
      tls: () => this.#tls(),
      gitlab: () => this.#gitlab(),
      token: () => this.#token(),
      scopes: () => this.#scopes(),
      role: () => this.#role(),
      visibility: () => this.#visibility(),
      registryAddress: () => this.#registryAddress(),
      registryToken: () => this.#registryToken(),
      registryAnswer: () => this.#registryAnswer(),
    };
  }

  async #address(): Promise<Found> {
    const failure = await this.#reach();
    const isOffline = failure?.reason === 'offline' && !isTls(failure);
    const isAddress = isOffline || failure?.details.code === 'blockedPort';
    if (isAddress) throw failure;
    return passed(new URL(this.#target.identity.instanceUrl).host);
  }

  async #tls(): Promise<Found> {
    const failure = await this.#reach();
    if (failure !== undefined && isTls(failure)) throw failure;
    return this.#target.identity.instanceUrl.startsWith('https:') ? passed() : notNeeded;
  }

  /** Nobody is told 401 by a GitLab. */
  async #gitlab(): Promise<Found> {
    const failure = await this.#reach();
    if (failure !== undefined) throw failure;
    return passed();
  }

  #reach(): Promise<Failure | undefined> {
    this.#unreachable ??= this.#askAsNobody();
    return this.#unreachable;
  }

  async #askAsNobody(): Promise<Failure | undefined> {
    const nobody = { ...this.#target.identity, credential: 'anonymous', username: '' } as const;
    try {
      await createClients(nobody, this.#options.http).gitlab.currentUser(this.#call());
      return undefined;
    } catch (error) {
      const failure = failureUnlessCancelled(error);
      return failure.reason === 'unauthorized' ? undefined : failure;
    }
  }

  async #token(): Promise<Found> {
    const { credential, token } = this.#target.identity;
    if (credential === 'anonymous') return notNeeded;
    await token();
    if (apiUseOf[credential] === 'none') return notChecked;
    const info = await this.#clients.gitlab.tokenInfo(this.#call());
    if (info?.isActive === false)
      throw new Failure('unauthorized', 'the token has expired', { code: 'tokenExpired' });
    if (info !== undefined) return passed(info.expiresAt);
    const user = await this.#clients.gitlab.currentUser(this.#call());
    return passed(user.username);
  }

  async #scopes(): Promise<Found> {
    if (apiUseOf[this.#target.identity.credential] !== 'full') return notNeeded;
    const info = await this.#clients.gitlab.tokenInfo(this.#call());
    const scope = missingScope('browse', info?.scopes);
    if (scope !== undefined)
      throw new Failure('denied', 'the token cannot browse', { code: 'insufficientScope', scope });
    return info === undefined ? notChecked : passed(info.scopes.join(', '));
  }

  async #role(): Promise<Found> {
    const { projectPath, identity } = this.#target;
    if (apiUseOf[identity.credential] === 'none') return notNeeded;
    if (projectPath === undefined) return notChecked;
    this.#project = await this.#clients.gitlab.projectRegistry(projectPath, this.#call());
    const { accessLevel = 0, visibility } = this.#project;
    if (identity.credential === 'anonymous') return notNeeded;
    if (visibility === 'private' && accessLevel > 0 && accessLevel < reporter)
      throw new Failure('denied', 'the role is below Reporter', {
        code: 'insufficientRole',
        ...this.#host(),
      });
    const isBehindProxy = this.#clients.gitlab.refusesSlashes() === true;
    return passed(String(accessLevel), isBehindProxy ? ['encodedSlash'] : []);
  }

  async #visibility(): Promise<Found> {
    if (this.#project === undefined) return notChecked;
    const { fullPath, registryAccess, accessLevel = 0 } = this.#project;
    if (registryAccess === 'disabled')
      throw new Failure('denied', 'the registry of the project is disabled', { code: 'registryDisabled' });
    const isMember = accessLevel >= reporter;
    // GitLab tells strangers less; and administrators need no membership. So they have to try.
    const isOpen = isMember || registryAccess === 'enabled' || (await this.#mayList(fullPath));
    if (!isOpen) throw new Failure('denied', 'the registry is for members only', { code: 'registryPrivate' });
    return passed(registryAccess);
  }

  async #mayList(projectPath: string): Promise<boolean> {
    try {
      await this.#clients.gitlab.projectRepositoriesByRest(projectPath, this.#call());
      return true;
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.reason === 'denied' || failure.reason === 'missing') return false;
      throw failure;
    }
  }

  /** What GitLab calls the place of the images, which may be another host or port than its own. */
  #place(): { readonly host: string; readonly path: string } | undefined {
    const text = this.#target.location ?? this.#project?.imagePrefix;
    const reference = text === undefined ? undefined : parseImageReference(text);
    if (reference !== undefined || text === undefined) return reference;
    const [host = ''] = text.split('/');
    return { host, path: text.slice(host.length + 1) };
  }

  async #registryAddress(): Promise<Found> {
    const place = this.#place();
    if (place === undefined) return notChecked;
    const { instanceUrl } = this.#target.identity;
    const own = new URL(instanceUrl).host;
    try {
      const trusted = await instanceOfRegistry(place.host, this.#options.http, this.#options.signal);
      if (trusted === undefined)
        throw new Trouble(
          new Failure('invalid', 'no registry answers', { code: 'notRegistry', host: place.host }),
          'oldRegistry',
        );
      if (new URL(trusted).host !== own)
        throw new Failure('invalid', 'the registry trusts another GitLab', {
          code: 'foreignRealm',
          host: place.host,
          serverMessage: trusted,
        });
    } catch (error) {
      const failure = Failure.from(error);
      const isElsewhere = failure.reason === 'offline' && !isTls(failure) && place.host !== own;
      throw isElsewhere ? new Trouble(failure, 'otherHost') : failure;
    }
    return passed(place.host);
  }

  async #registryToken(): Promise<Found> {
    const place = this.#place();
    if (place === undefined) return notChecked;
    const named = troublesOfPath(place.path, this.#target.name ?? '');
    const [trouble] = named;
    try {
      await this.#clients.registry(place.host).projectOf(place.path, this.#call());
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.reason === 'unauthorized') throw new Trouble(failure, 'twoFactor');
      throw trouble === undefined ? failure : new Trouble(failure, trouble);
    }
    return passed(place.path, named);
  }

  async #registryAnswer(): Promise<Found> {
    const place = this.#place();
    if (place === undefined) return notChecked;
    const registry = this.#clients.registry(place.host);
    // Only a repository that was named has to be there: the root image of a project need not.
    const isNamed = this.#target.location !== undefined;
    const page = await registry
      .v2TagsPage(place.path, { perPage: 1, ...this.#call() })
      .catch((error: unknown) => {
        if (isNamed || !Failure.is(error, 'missing')) throw error;
        return { items: [] };
      });
    const isPlain = await registry.tagsPage(place.path, { perPage: 1, ...this.#call() }).then(
      () => false,
      (error: unknown) => Failure.from(error).details.code === 'unsupported',
    );
    throwIfCancelled(this.#options.signal);
    const hasTags = page.items.length > 0;
    return passed(place.path, [
      ...(isPlain ? (['plainRegistry'] as const) : []),
      ...(hasTags ? (['cannotMove'] as const) : []),
    ]);
  }

  #call(): { readonly signal: AbortSignal } {
    return { signal: this.#options.signal };
  }

  #host(): { readonly host: string } {
    return { host: new URL(this.#target.identity.instanceUrl).host };
  }
}
