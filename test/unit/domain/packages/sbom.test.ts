// SBOMs in all that they come in. Sources: the examples of the SPDX, CycloneDX, in-toto and sigstore specifications.
import assert from 'node:assert/strict';
import { joinPackages, type InstalledPackage } from '../../../../src/domain/packages/joinPackages.ts';
import { readPackageUrl, readSbom as read } from '../../../../src/domain/packages/sbom.ts';

const decode = (text: string): string => Buffer.from(text, 'base64').toString();
const readSbom = (value: unknown) => read(typeof value === 'string' ? value : JSON.stringify(value), decode);

const spdx = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  packages: [
    { name: 'the image', versionInfo: 'sha256:1', primaryPackagePurpose: 'CONTAINER' },
    {
      name: 'bash',
      versionInfo: '5.2.15-2+b7',
      externalRefs: [
        { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:bash' },
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: 'pkg:deb/debian/bash@5.2.15-2%2Bb7?arch=amd64&distro=debian-12',
        },
      ],
    },
    { name: 'unknown version', versionInfo: 'NOASSERTION' },
    { name: 'plain', versionInfo: '1' },
  ],
};
const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { type: 'container', name: 'the image' } },
  components: [
    { type: 'operating-system', name: 'debian', version: '12' },
    { type: 'library', group: '@acme', name: 'ui', version: '5.2.0', purl: 'pkg:npm/%40acme/ui@5.2.0' },
    {
      type: 'library',
      name: 'outer',
      version: '1.0',
      purl: 'pkg:golang/example.com/outer@v1.0',
      components: [{ type: 'library', name: 'inner', version: '2.0' }],
    },
    { type: 'file', name: '/etc/x', version: '1' },
    { type: 'library', name: 'no version' },
  ],
};
const spdxRows = [
  { type: 'deb', name: 'bash', version: '5.2.15-2+b7' },
  { type: '', name: 'plain', version: '1' },
];
const statement = (predicate: unknown) => ({
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'https://spdx.dev/Document',
  subject: [],
  predicate,
});
const envelope = (payload: unknown) => ({
  payloadType: 'application/vnd.in-toto+json',
  payload: Buffer.from(JSON.stringify(payload)).toString('base64'),
  signatures: [{ sig: 'x' }],
});

describe('an SBOM', () => {
  const wrapped: readonly (readonly [string, unknown])[] = [
    ['bare', spdx],
    ['in an in-toto statement', statement(spdx)],
    ['in a statement of cosign, as data', statement({ Data: spdx, Timestamp: '' })],
    ['in a statement of cosign, as text', statement({ Data: JSON.stringify(spdx) })],
    ['in a DSSE envelope', envelope(statement(spdx))],
    [
      'in a sigstore bundle',
      { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', dsseEnvelope: envelope(statement(spdx)) },
    ],
  ];
  for (const [how, document] of wrapped)
    it(`of SPDX is read ${how}`, () => {
      assert.deepEqual(readSbom(document), { format: 'SPDX', packages: spdxRows });
    });

  it('of CycloneDX has components in each other, and what is no package is left out', () => {
    assert.deepEqual(readSbom(cyclonedx), {
      format: 'CycloneDX',
      packages: [
        { type: 'npm', name: '@acme/ui', version: '5.2.0' },
        { type: 'golang', name: 'example.com/outer', version: '1.0' },
        { type: '', name: 'inner', version: '2.0' },
      ],
    });
  });

  // Source: SPDX 3.0, examples; names of classes and properties.
  it('of SPDX 3 is a graph', () => {
    const graph = [
      { type: 'SpdxDocument', name: 'x' },
      {
        type: 'software_Package',
        name: 'zlib1g',
        software_packageVersion: '1.3',
        software_packageUrl: 'pkg:deb/debian/zlib1g@1.3',
      },
      {
        type: 'software_Package',
        name: 'image',
        software_packageVersion: '1',
        software_primaryPurpose: 'container',
      },
    ];
    assert.deepEqual(
      readSbom({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': graph }),
      {
        format: 'SPDX',
        packages: [{ type: 'deb', name: 'zlib1g', version: '1.3' }],
      },
    );
  });

  it('is nothing else, however odd', () => {
    let deep: unknown = spdx;
    for (let level = 0; level < 50; level += 1) deep = statement(deep);
    const others = [
      '',
      'null',
      '[]',
      '{"payload":"%%%"}',
      '{"payload":5}',
      '{"predicate":{"buildType":"x"}}',
      JSON.stringify(deep),
    ];
    for (const text of others) assert.equal(readSbom(text), undefined, text.slice(0, 40));
    assert.deepEqual(readSbom({ spdxVersion: 'SPDX-2.3', packages: [null, 1, { name: {} }] })?.packages, []);
    assert.deepEqual(readSbom({ bomFormat: 'CycloneDX', components: 'x' })?.packages, []);
  });

  // Source: package-url/purl-spec, "Some purl examples".
  it('names packages by URLs', () => {
    const urls: readonly (readonly [string, string, string, string | undefined])[] = [
      ['pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie', 'deb', 'curl', '7.50.3-1'],
      ['pkg:npm/%40angular/animation@12.3.1', 'npm', '@angular/animation', '12.3.1'],
      [
        'pkg:golang/google.golang.org/genproto#googleapis/api/annotations',
        'golang',
        'google.golang.org/genproto',
        undefined,
      ],
      ['pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25', 'rpm', 'curl', '7.50.3-1.fc25'],
      ['pkg:pypi/django@1.11.1', 'pypi', 'django', '1.11.1'],
      [
        'pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?packaging=sources',
        'maven',
        'org.apache.xmlgraphics/batik-anim',
        '1.9.1',
      ],
    ];
    for (const [url, type, name, version] of urls)
      assert.deepEqual(readPackageUrl(url), { type, name, version });
    for (const odd of ['', 'pkg:', 'pkg:npm', 'http://x', 'pkg:npm/'])
      assert.equal(readPackageUrl(odd), undefined);
  });
});

describe('what files and SBOMs say', () => {
  const installed = (type: 'deb' | 'npm' | 'pypi', name: string, version: string): InstalledPackage => ({
    type,
    name,
    version,
    path: 'x',
    layer: 0,
  });
  it('is one list, which tells who says what, and where they differ', () => {
    const rows = joinPackages(
      [
        installed('deb', 'bash', '5.2'),
        installed('npm', 'undici', '6.21.0'),
        installed('npm', 'lodash', '4.0.0'),
        installed('pypi', 'My_Package', '1.0'),
        installed('deb', 'alone', '1'),
      ],
      [
        { type: 'deb', name: 'bash', version: '5.2' },
        { type: 'deb', name: 'bash', version: '5.2' },
        { type: 'npm', name: 'undici', version: '6.20.1' },
        { type: 'npm', name: 'lodash', version: '4.0.0' },
        { type: 'npm', name: 'lodash', version: '3.0.0' },
        { type: 'pypi', name: 'my-package', version: '1.0' },
        { type: 'golang', name: 'x', version: 'v1' },
      ],
    );
    assert.deepEqual(
      rows.map(({ name, version, from, sbomVersion }) =>
        `${name} ${version} ${from} ${sbomVersion ?? ''}`.trim(),
      ),
      [
        'alone 1 files',
        'bash 5.2 both',
        'lodash 3.0.0 sbom',
        'lodash 4.0.0 both',
        'My_Package 1.0 both',
        'undici 6.21.0 both 6.20.1',
        'x v1 sbom',
      ],
    );
  });
});
