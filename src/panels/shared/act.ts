import { noParams, type Handler } from './pageServer.ts';

/** A request that only starts or ends something; what comes of it is in the view. */
export function act(failed: string, work: () => void): Handler<undefined, undefined> {
  return {
    params: noParams,
    failed,
    answer: () => {
      work();
      return undefined;
    },
  };
}
