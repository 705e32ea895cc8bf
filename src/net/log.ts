/** Where the clients write what they did. VS Code's `LogOutputChannel` fits. Nothing written here holds a secret. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** A log that lets through no secret, whoever writes to it: everything passes `clean` first. */
export function redacting(log: Log, clean: (text: string) => string): Log {
  return {
    trace: (message) => log.trace(clean(message)),
    debug: (message) => log.debug(clean(message)),
    info: (message) => log.info(clean(message)),
    warn: (message) => log.warn(clean(message)),
    error: (message) => log.error(clean(message)),
  };
}
