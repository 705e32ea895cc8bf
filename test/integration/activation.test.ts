import assert from 'node:assert/strict';
import { asked, extension, wakeConnected } from './boxes.ts';

describe('the extension', () => {
  it('is there, and sleeps until its view or a command wakes it', () => {
    assert.equal(extension().isActive, false);
  });

  it('wakes without an error, and asks nobody', async () => {
    assert.deepEqual(await asked(wakeConnected), []);
  });
});
