import type * as keytarModule from 'keytar';
import { Failure } from '../base/failure.ts';
import type { SecretStore } from './secretStore.ts';

/** The name under which all entries stand in the keychain; with `account` = the connection's id they can be found by hand. */
export const keychainServiceName = 'container-registry-for-gitlab';

/** How long a keychain may take, in ms. A locked one asks its owner for a password first, hence the minutes. */
const patience = 120_000;

/**
 * The operating system's keychain through keytar. The native module is loaded with the first use, so that a machine
 * without libsecret can still start the extension: there every method rejects with `keychainUnavailable`.
 */
export function openKeychain(): SecretStore {
  return {
    place: 'keychain',
    read: (key) => ask(async (keytar) => (await keytar.getPassword(keychainServiceName, key)) ?? undefined),
    write: (key, secret) => ask((keytar) => keytar.setPassword(keychainServiceName, key, secret)),
    erase: (key) =>
      ask(async (keytar) => {
        await keytar.deletePassword(keychainServiceName, key);
      }),
  };
}

type Keytar = typeof keytarModule;

async function ask<T>(question: (keytar: Keytar) => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the keychain did not answer')), patience);
  });
  try {
    return await Promise.race([loadKeytar().then(question), tooLong]);
  } catch (error) {
    throw new Failure('unexpected', 'the operating system keychain is not available', {
      code: 'keychainUnavailable',
      serverMessage: error instanceof Error ? firstLine(error.message) : 'unknown',
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** keytar is CommonJS: as an ES module its functions stand on `default`, in the bundle on the module itself. */
async function loadKeytar(): Promise<Keytar> {
  const module = (await import('keytar')) as Keytar & { readonly default?: Keytar };
  return module.default ?? module;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 300);
}
