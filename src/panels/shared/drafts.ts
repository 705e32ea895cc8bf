/** Keeps drafts between sessions; what comes back may be from another version. */
export interface DraftStore {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
}

/** The part of VS Code's `Memento` that is used. */
export interface Memento {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** Drafts in a memento; one that cannot be stored is only logged. */
export function draftsIn(memento: Memento, log: { error(message: string): void }): DraftStore {
  return {
    read: (name) => memento.get(name),
    write: (name, value) => {
      memento.update(name, value).then(undefined, () => log.error('A draft could not be stored'));
    },
  };
}
