/** Where the clients write what they did. VS Code's `LogOutputChannel` fits. Nothing written here holds a secret. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
