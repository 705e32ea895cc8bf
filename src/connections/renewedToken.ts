import type { Http } from '../net/http.ts';

/**
 * An `Http` for one connection: when its GitLab answers 401, the token is read once more from where it is kept, since another window may
 * have replaced it, and the request is sent again if it is another one now. A 401 says that nobody was signed in, so that nothing was
 * done. `forget` drops what is remembered of the token; the same token is not tried twice.
 */
export function withRenewedToken(http: Http, instanceUrl: string, forget: () => void): Http {
  const { origin } = new URL(instanceUrl);
  return {
    ...http,
    send: async (request) => {
      const { authorization } = request;
      if (authorization === undefined || request.url.origin !== origin) return http.send(request);
      let sent: string | undefined;
      const noted = async (): Promise<string | undefined> => (sent = await authorization());
      const response = await http.send({ ...request, authorization: noted });
      if (response.status !== 401 || sent === undefined) return response;
      forget();
      // A token that is gone by now leaves the answer as it is.
      const now = await authorization().catch(() => undefined);
      return now === undefined || now === sent ? response : http.send(request);
    },
  };
}
