import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBox, type Box } from '../gitlab/box.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { sideBarOf } from './sideBar.ts';
import { wizardOf, type Wizard } from './wizard.ts';

describe('connecting that fails', () => {
  let box: Box;
  let encrypted: Box;
  let website: Server;
  let freePort: number;
  let workbench: Workbench;
  let wizard: Wizard;

  before(async () => {
    box = await startBox();
    encrypted = await startBox({ tls: true });
    const gone = await startBox();
    freePort = Number(new URL(gone.url).port);
    await gone.close();
    website = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Cats</title>');
    });
    await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
    wizard = wizardOf(workbench.page);
    await sideBarOf(workbench.page).open();
  });
  after(async () => {
    await workbench.close();
    website.close();
    await Promise.all([box.close(), encrypted.close()]);
  });

  const instances: readonly (readonly [what: string, url: () => string, sentence: RegExp])[] = [
    [
      'a server that is no GitLab',
      () => `http://127.0.0.1:${(website.address() as AddressInfo).port}`,
      /^127\.0\.0\.1:\d+ responded, but it doesn’t appear to be GitLab\. Check the URL\./,
    ],
    [
      'a path where no GitLab is',
      () => `${box.url}/wrong`,
      /^127\.0\.0\.1:\d+ responded, but it doesn’t appear to be GitLab/,
    ],
    [
      'a certificate that nobody trusts',
      () => encrypted.url,
      /^The certificate of 127\.0\.0\.1:\d+ isn’t trusted/,
    ],
    [
      'a port where nobody listens',
      () => `http://127.0.0.1:${freePort}`,
      /^127\.0\.0\.1:\d+ refused the connection\. Check/,
    ],
    [
      'a host that does not exist',
      () => 'https://gitlab.invalid',
      /^The host gitlab\.invalid wasn’t found\. Check/,
    ],
    [
      'https where http is spoken',
      () => box.url.replace('http:', 'https:'),
      /^Couldn’t establish a secure connection to 127\.0\.0\.1:\d+\. .*Check the port/,
    ],
  ];
  for (const [what, url, sentence] of instances) {
    it(`says so below the box: ${what}; what was typed stays`, async () => {
      await wizard.start();
      await wizard.choose(url());
      assert.match(await wizard.refusal('token-typed'), sentence);
      assert.equal(await wizard.draft(), 'token-typed');
      await wizard.close();
    });
  }

  it('says what is wrong with an address before it goes on', async () => {
    await wizard.start();
    await wizard.text.getByText('Other GitLab…').click();
    await wizard.text.getByText('URL of your GitLab instance').waitFor();
    for (const [address, sentence] of [
      ['ftp://gitlab.example.com', /must start with https:\/\/ or http:\/\//],
      ['https://me:word@gitlab.example.com', /Don’t include a username or password/],
    ] as const) {
      assert.match(await wizard.refusal(address), sentence);
      assert.equal(await wizard.draft(), address);
    }
    await wizard.close();
  });

  it('says of each token what is wrong with it, and takes the next one in the same box', async () => {
    await wizard.start();
    await wizard.choose(box.url);
    for (const [token, sentence] of [
      ['token-nobody-has', /^127\.0\.0\.1:\d+ rejected the token\. It’s incorrect or has been revoked\./],
      [box.tokens.revoked, /rejected the token\. It’s incorrect or has been revoked\. Sign in again/],
      [box.tokens.expired, /^The token for 127\.0\.0\.1:\d+ has expired\. Create a new token/],
      [
        box.tokens.readUser,
        /^The token doesn’t have the “read_api” scope\. Sign in again with a token that has/,
      ],
      ['two words', /^A token can’t contain spaces or special characters/],
    ] as const) {
      assert.match(await wizard.refusal(token), sentence);
      assert.equal(await wizard.draft(), token);
    }
    await wizard.close();
    await workbench.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).waitFor();
  });
});
