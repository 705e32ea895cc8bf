import type { SecretStore } from './secretStore.ts';

/** The part of VS Code's `SecretStorage` that is used. */
export interface SecretStorage {
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
}

/** VS Code's own secret storage: the announced fallback where no keychain answers. */
export function openSecretStorage(storage: SecretStorage): SecretStore {
  const nameOf = (key: string): string => `connection.${key}`;
  return {
    place: 'secretStorage',
    read: async (key) => storage.get(nameOf(key)),
    write: async (key, secret) => storage.store(nameOf(key), secret),
    erase: async (key) => storage.delete(nameOf(key)),
  };
}

/** Memory of this window: gone when it closes. */
export function openSessionStore(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    place: 'session',
    read: (key) => Promise.resolve(secrets.get(key)),
    write: (key, secret) => {
      secrets.set(key, secret);
      return Promise.resolve();
    },
    erase: (key) => {
      secrets.delete(key);
      return Promise.resolve();
    },
  };
}
