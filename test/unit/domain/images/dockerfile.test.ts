import assert from 'node:assert/strict';
import { dockerfileOf } from '../../../../src/domain/images/dockerfile.ts';
import { readImageConfig } from '../../../../src/domain/images/imageConfig.ts';
import { instructionOf } from '../../../../src/domain/images/instruction.ts';

/** Left: as `docker history --no-trunc` shows it for images built by either builder. Right: what stood in the Dockerfile. */
const instructions: readonly (readonly [string, string])[] = [
  ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
  ['/bin/sh -c #(nop) WORKDIR /app', 'WORKDIR /app'],
  [
    '/bin/sh -c #(nop) ADD file:4b03b5f551e3fbdf47ec609712007327828f7530cc3455c43bbcdcaf449a75a9 in / ',
    'ADD <4b03b5f5> /',
  ],
  ['/bin/sh -c #(nop) COPY dir:0123456789abcdef in /srv', 'COPY <01234567> /srv'],
  ['/bin/sh -c apt-get update', 'RUN apt-get update'],
  [
    '/bin/sh -c apt-get update && apt-get install -y curl',
    'RUN apt-get update \\\n && apt-get install -y curl',
  ],
  ['|1 VERSION=1.2 /bin/sh -c make install', 'RUN make install'],
  ['|2 A=1 B=a b /bin/sh -c make', 'RUN make'],
  ['RUN /bin/sh -c apk add curl # buildkit', 'RUN apk add curl'],
  ['RUN |1 VERSION=1.2 /bin/sh -c make # buildkit', 'RUN make'],
  ['COPY . /app # buildkit', 'COPY . /app'],
  ['ENV PATH=/usr/bin:/bin', 'ENV PATH=/usr/bin:/bin'],
  ['ENTRYPOINT ["/app/server"]', 'ENTRYPOINT ["/app/server"]'],
  ['cmd /S /C powershell -Command Install', 'RUN powershell -Command Install'],
  ['/bin/bash -c echo hi', 'RUN echo hi'],
  ['', ''],
  ['bazel build ...', '# bazel build ...'],
  ['umoci\ninsert', '# umoci insert'],
];

describe('An instruction of the history', () => {
  for (const [createdBy, expected] of instructions)
    it(`is taken back: ${JSON.stringify(createdBy)}`, () => assert.equal(instructionOf(createdBy), expected));

  it('is taken back in time that grows with its length', () => {
    for (const hostile of [
      `|1 ${' /bin/sh'.repeat(100_000)}`,
      `RUN ${' && '.repeat(100_000)}`,
      ' '.repeat(500_000),
    ])
      assert.equal(typeof instructionOf(hostile), 'string');
  });
});

describe('The Dockerfile-like text', () => {
  it('has a line for each step of the history', () => {
    const config = readImageConfig({
      history: [
        { created_by: '/bin/sh -c #(nop) ADD file:4b03b5f551e3 in / ' },
        { created_by: 'RUN /bin/sh -c make # buildkit' },
        { empty_layer: true },
        { created_by: 'CMD ["x"]', empty_layer: true },
      ],
    });
    assert.equal(dockerfileOf(config), 'ADD <4b03b5f5> /\nRUN make\nCMD ["x"]\n');
  });

  it('is made from the config where there is no history', () => {
    const config = readImageConfig({
      config: {
        Env: ['A=1 "2"'],
        Labels: { team: 'blue' },
        ExposedPorts: { '80/tcp': {} },
        Volumes: { '/data': {} },
        WorkingDir: '/app',
        User: '1000',
        StopSignal: 'SIGINT',
        Entrypoint: ['/app/server'],
        Cmd: ['--port', '80'],
      },
    });
    assert.equal(
      dockerfileOf(config),
      [
        'ENV A="1 \\"2\\""',
        'LABEL team="blue"',
        'EXPOSE 80/tcp',
        'VOLUME ["/data"]',
        'WORKDIR /app',
        'USER 1000',
        'STOPSIGNAL SIGINT',
        'ENTRYPOINT ["/app/server"]',
        'CMD ["--port","80"]\n',
      ].join('\n'),
    );
  });

  it('hides nothing: control characters and marks that reorder text are shown as �', () => {
    const config = readImageConfig({ history: [{ created_by: 'RUN echo \u001b[31m\u202ehidden\u0000' }] });
    assert.equal(dockerfileOf(config), 'RUN echo \ufffd[31m\ufffdhidden\ufffd\n');
  });

  it('is empty for an empty config', () => assert.equal(dockerfileOf(readImageConfig({})), ''));
});
