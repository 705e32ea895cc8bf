import { digest, host, image, table } from '../seen.ts';

// Source of each: BuildKit, frontend/dockerfile/docs/reference.md and its parser.
describe('references in a Dockerfile', () => {
  table('Dockerfile', [
    [
      'take no argument that is declared after a stage',
      `FROM a:1\nARG V=2\nFROM ${image}:$V`,
      [
        ['a:1', 'from', 'a:1'],
        [`${image}:$V`, 'from', '?V'],
      ],
    ],
    [
      'tell a stage by its name in lower case from an image',
      'FROM a:1 AS Base\nFROM base\nFROM Base',
      [['a:1', 'from', 'a:1']],
    ],
    [
      'are found behind other flags, and not in the index of a stage',
      `FROM a:1\nCOPY --link --from=${image}:2 a b\nCOPY --from=0 a b\nCOPY --from=$X a b`,
      [
        ['a:1', 'from', 'a:1'],
        [`${image}:2`, 'copyFrom', `${image}:2`],
      ],
    ],
    [
      'are not found in a heredoc',
      `RUN <<EOF\nFROM x\nEOF\nFROM ${image}:1`,
      [[`${image}:1`, 'from', `${image}:1`]],
    ],
    [
      'are not found in two heredocs, nor where a quote holds the sign',
      'RUN cat <<A && cat <<-"B"\nFROM x\nA\nFROM y\n\tB\nRUN echo "<<C"\nFROM z:1',
      [['z:1', 'from', 'z:1']],
    ],
    ['know a directive only at the top', '# comment\n# syntax=a/b:1\nFROM x:1', [['x:1', 'from', 'x:1']]],
    [
      'know a directive behind a byte order mark, up to the first blank',
      '\uFEFF# escape=`\r\n# syntax = docker/dockerfile:1 x\r\nFROM x:1\r\n',
      [
        ['docker/dockerfile:1', 'syntax', 'docker/dockerfile:1'],
        ['x:1', 'from', 'x:1'],
      ],
    ],
    [
      'go on after a line break',
      `FROM \\\n  # why\n  ${host}/acme\\\n/shop:1 AS b`,
      [[`${host}/acme\\\n/shop:1`, 'from', `${image}:1`]],
    ],
    ['go on after a backtick', '# escape=`\nFROM `\n a:1', [['a:1', 'from', 'a:1']]],
    ['stand without quotes', `FROM "${image}:1"`, [[`${image}:1`, 'from', `${image}:1`]]],
    [
      'have nested defaults',
      `ARG W\nFROM ${host}/x:\${V:-\${W:-2}}`,
      [[`${host}/x:\${V:-\${W:-2}}`, 'from', `${host}/x:2`]],
    ],
    [
      'are unknown where an argument has no default',
      `ARG X\nFROM ${image}:$X`,
      [[`${image}:$X`, 'from', '?X']],
    ],
    [
      'are unknown where the platform decides',
      `FROM --platform=$BUILDPLATFORM a:$TARGETARCH`,
      [['a:$TARGETARCH', 'from', '?TARGETARCH']],
    ],
    [
      'are no names of stages that the platform chooses',
      'FROM a:1 AS x-amd64\nFROM x-$TARGETARCH',
      [['a:1', 'from', 'a:1']],
    ],
    ['are not half typed', `FROM ${image}:`, []],
    ['are not read from a pattern', 'ARG V=1.2\nFROM a:${V%.*}', [['a:${V%.*}', 'from', '?V']]],
    [
      'are found in every mount, in any order of keys, also on the next line',
      `FROM a:1\nRUN --mount=from=${image}:1,target=/a --mount=type=cache \\\n  --mount=type=bind,from=b:2,target=/b x`,
      [
        ['a:1', 'from', 'a:1'],
        [`${image}:1`, 'mount', `${image}:1`],
        ['b:2', 'mount', 'b:2'],
      ],
    ],
    [
      'may be pinned',
      `FROM ${image}:1@${digest}`,
      [[`${image}:1@${digest}`, 'from', `${image}:1@${digest}`]],
    ],
    [
      'are found in a trigger',
      `FROM a:1\nONBUILD COPY --from=${image}:1 a b\nONBUILD COPY --from=later a b`,
      [
        ['a:1', 'from', 'a:1'],
        [`${image}:1`, 'copyFrom', `${image}:1`],
      ],
    ],
  ]);
});
