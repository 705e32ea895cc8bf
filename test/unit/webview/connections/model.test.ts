import assert from 'node:assert/strict';
import type {
  ConnectionDetailsStrings,
  ConnectionDetailsView,
} from '../../../../src/protocol/connections.ts';
import { changed, expiryOf, initialModel } from '../../../../webview/connections/model.ts';

const view: ConnectionDetailsView = {
  name: 'Work',
  instanceUrl: 'https://gitlab.example',
  credential: 'accessToken',
  token: { storedIn: 'keychain' },
  capabilities: [],
  tagSources: [],
};
const failure = { reason: 'offline', title: 'GitLab didn’t answer' } as const;

describe('The state of the page "Connection details"', () => {
  it('keeps what was shown when a refresh fails', () => {
    const shown = changed(initialModel, { kind: 'viewed', view });
    const asked = changed(shown, { kind: 'asked' });
    assert.deepEqual(asked, { view, isBusy: true });
    assert.deepEqual(changed(asked, { kind: 'failed', failure }), { view, failure, isBusy: false });
  });

  it('forgets a failure with the next question and with the next view', () => {
    const failed = changed(initialModel, { kind: 'failed', failure });
    assert.deepEqual(changed(failed, { kind: 'asked' }), { isBusy: true });
    assert.deepEqual(changed(failed, { kind: 'viewed', view }), { view, isBusy: false });
  });

  it('says nothing about a cancelled request', () => {
    assert.deepEqual(changed({ view, isBusy: true }, { kind: 'failed', failure: undefined }), {
      view,
      isBusy: false,
    });
  });
});

describe('The end of a token', () => {
  const strings = {
    unknown: 'Unknown',
    neverExpires: 'Never',
    expired: '{0} expired',
    expiresToday: '{0} today',
    expiresInDays: '{0} in {1}',
  } as ConnectionDetailsStrings;
  const now = Date.parse('2026-11-21T12:00:00Z');
  // A personal access token stops working at midnight UTC at the start of its expiry date (GitLab docs, token expiration).
  const cases = [
    [undefined, 'Unknown', 'plain'],
    ['never', 'Never', 'plain'],
    ['not a date', 'not a date', 'plain'],
    ['2027-11-21', 'November 21, 2027 in 364', 'plain'],
    ['2026-12-06', 'December 6, 2026 in 14', 'warning'],
    ['2026-12-07', 'December 7, 2026 in 15', 'plain'],
    ['2026-11-22', 'November 22, 2026 today', 'warning'],
    ['2026-11-21', 'November 21, 2026 expired', 'error'],
    ['2026-01-01T00:00:00.000Z', 'January 1, 2026 expired', 'error'],
  ] as const;
  for (const [date, text, level] of cases)
    it(`on ${String(date)} reads "${text}"`, () => {
      assert.deepEqual(expiryOf(date, now, 'en', strings), { text, level });
    });
});
