import assert from 'node:assert/strict';
import { DockerfileParser } from 'dockerfile-ast';
import { parse } from 'yaml';
import {
  ciImage,
  ciServices,
  composeServices,
  devcontainer,
  fromLines,
  helmValues,
  kubernetesContainers,
  yamlText,
} from '../../../../src/domain/snippets/fileSnippets.ts';
import { snippetImageOf, type SnippetImage } from '../../../../src/domain/snippets/snippetImage.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const platform = { os: 'linux', architecture: 'arm64' };
const image = (location: string, more: Parameters<typeof snippetImageOf>[2] = {}): SnippetImage =>
  snippetImageOf(location, more.digest === undefined ? 'tag' : 'pinned', more)!;
const web = image('registry.example.com:5050/acme/web:1.0');
const api = image('registry.example.com:5050/acme/api:2.0', { digest, platform });
const ipv6 = image('[::1]:5000/acme/web:1.0');
const apiReference = `registry.example.com:5050/acme/api:2.0@${digest}`;

describe('pieces of files, read back by parsers', () => {
  it('FROM of a Dockerfile', () => {
    const file = DockerfileParser.parse(fromLines([web, api]));
    const froms = file.getFROMs();
    assert.deepEqual(
      froms.map((from) => from.getImage()),
      ['registry.example.com:5050/acme/web:1.0', apiReference],
    );
    assert.equal(froms[1]?.getPlatformFlag()?.getValue(), 'linux/arm64');
  });

  it('a compose service', () => {
    assert.deepEqual(parse(composeServices([web, api])), {
      services: {
        web: { image: 'registry.example.com:5050/acme/web:1.0' },
        api: { image: apiReference, platform: 'linux/arm64' },
      },
    });
  });

  it('image: and services: of a CI job', () => {
    assert.deepEqual(parse(ciImage([web])), { image: 'registry.example.com:5050/acme/web:1.0' });
    assert.deepEqual(parse(ciImage([api])), {
      image: { name: apiReference, docker: { platform: 'linux/arm64' } },
    });
    assert.deepEqual(parse(ciImage([web, api])), {
      '.web': { image: 'registry.example.com:5050/acme/web:1.0' },
      '.api': { image: { name: apiReference, docker: { platform: 'linux/arm64' } } },
    });
    assert.deepEqual(parse(ciServices([web, api])), {
      services: [
        { name: 'registry.example.com:5050/acme/web:1.0', alias: 'web' },
        { name: apiReference, alias: 'api', docker: { platform: 'linux/arm64' } },
      ],
    });
  });

  it('a Kubernetes container with the nodes it needs', () => {
    assert.deepEqual(parse(kubernetesContainers([api])), {
      nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' },
      containers: [{ name: 'api', image: apiReference }],
    });
  });

  it('Helm values, in which a version stays text', () => {
    assert.deepEqual(parse(helmValues([web])), {
      image: { repository: 'registry.example.com:5050/acme/web', tag: '1.0' },
    });
    assert.deepEqual(parse(helmValues([web, api])), {
      web: { image: { repository: 'registry.example.com:5050/acme/web', tag: '1.0' } },
      api: { image: { repository: 'registry.example.com:5050/acme/api', tag: '2.0', digest } },
    });
  });

  it('a devcontainer.json', () => {
    assert.deepEqual(JSON.parse(devcontainer([api])), {
      name: 'api',
      image: apiReference,
      runArgs: ['--platform=linux/arm64'],
    });
  });

  it('an address in brackets, which YAML would take for a list', () => {
    assert.deepEqual(parse(ciImage([ipv6])), { image: '[::1]:5000/acme/web:1.0' });
    assert.deepEqual(parse(composeServices([ipv6])), {
      services: { web: { image: '[::1]:5000/acme/web:1.0' } },
    });
  });

  it('any text as a YAML scalar', () => {
    for (const text of ['yes', '1.0', 'a: b', '#x', 'a #b', '"', "it's", '0x1', 'null', 'host/a:', '- a'])
      assert.deepEqual(parse(`value: ${yamlText(text)}`), { value: text });
  });
});
