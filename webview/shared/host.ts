import type { Contract, PageBoot } from '../../src/protocol/contract.ts';
import { PageClient } from './pageClient.ts';

/** Connects the page to its host, and tells the host of exceptions and policy violations. Call it once. */
export function connectToHost<C extends Contract>(): PageClient<C> {
  const api = acquireVsCodeApi();
  const client = new PageClient<C>({
    boot: JSON.parse(document.getElementById('boot')?.textContent ?? '') as PageBoot,
    post: (message) => api.postMessage(message),
    listen: (listener) => window.addEventListener('message', ({ data }) => listener(data)),
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
    newLoadId: () => crypto.randomUUID(),
  });
  const crash = (reason: unknown): void => {
    const message = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    client.report({ kind: 'crash', message: message.slice(0, 2000) });
  };
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    client.report({ kind: 'violation', directive: effectiveDirective, blocked: blockedURI.slice(0, 2000) }),
  );
  window.addEventListener('error', ({ error, message }) => crash(error ?? message));
  window.addEventListener('unhandledrejection', ({ reason }) => crash(reason));
  return client;
}
