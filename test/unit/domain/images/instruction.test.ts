import assert from 'node:assert/strict';
import { instructionOf } from '../../../../src/domain/images/instruction.ts';
import type { InstructionContext } from '../../../../src/domain/images/printedInstruction.ts';
import { fieldCase } from '../../../fakes/fieldCase.ts';

type Row = readonly [createdBy: string, instruction: string, context?: InstructionContext];

/** Go's `fmt` and `strconv.Quote`, and what moby's dispatchers.go and BuildKit's convert.go print with them. */
const printed: readonly Row[] = [
  ['CMD ["a" "it\'s \\"q\\"" "tab\\t" "\\u00e9\\x01"]', 'CMD ["a","it\'s \\"q\\"","tab\\t","é\\u0001"]'],
  ['/bin/sh -c #(nop)  CMD ["sh" "-c" "a && b"]', 'CMD ["sh","-c","a && b"]'],
  ['ENTRYPOINT []', 'ENTRYPOINT []'],
  ['/bin/sh -c #(nop) ENTRYPOINT &{["/entrypoint.sh"]}', 'ENTRYPOINT ["/entrypoint.sh"]'],
  ['/bin/sh -c #(nop) CMD [/bin/bash]', 'CMD ["/bin/bash"]'],
  ['CMD ["a", "b"]', 'CMD ["a", "b"]'],
  ['/bin/sh -c #(nop) CMD run me', 'CMD run me'],
  ['EXPOSE [80/tcp 53/udp]', 'EXPOSE 80/tcp 53/udp'],
  ['/bin/sh -c #(nop)  EXPOSE 80 443', 'EXPOSE 80 443'],
  ['EXPOSE map[]', '# EXPOSE map[]'],
  ['VOLUME [/data /logs]', 'VOLUME ["/data","/logs"]'],
  ['/bin/sh -c #(nop) VOLUME /x /y', 'VOLUME /x /y'],
  ['SHELL [/bin/bash -o pipefail -c]', 'SHELL ["/bin/bash","-o","pipefail","-c"]'],
  [
    "SHELL [powershell -Command $ErrorActionPreference = 'Stop';]",
    'SHELL ["powershell","-Command","$ErrorActionPreference = \'Stop\';"]',
    { shells: [['powershell', '-Command', "$ErrorActionPreference = 'Stop';"]] },
  ],
  ['STOPSIGNAL [SIGQUIT]', 'STOPSIGNAL SIGQUIT'],
  ['STOPSIGNAL SIGQUIT', 'STOPSIGNAL SIGQUIT'],
  ['/bin/sh -c #(nop) USER [nobody]', 'USER nobody'],
  ['USER 1000:1000', 'USER 1000:1000'],
  ['ONBUILD RUN make', 'ONBUILD RUN make'],
  ['/bin/sh -c #(nop)  ONBUILD COPY . /app', 'ONBUILD COPY . /app'],
  ['/bin/sh -c #(nop)  MAINTAINER Ann <ann@example.com>', 'MAINTAINER Ann <ann@example.com>'],
  ['HEALTHCHECK &{["NONE"] "0s" "0s" "0s" "0s" \'\\x00\'}', 'HEALTHCHECK NONE'],
  [
    'HEALTHCHECK &{["CMD" "probe" "-a b"] "0s" "3s" "1m30s" "5s" \'\\n\'}',
    'HEALTHCHECK --timeout=3s --start-period=1m30s --start-interval=5s --retries=10 CMD ["probe","-a b"]',
  ],
  [
    'HEALTHCHECK &{["CMD-SHELL" "x || exit 1"] "30s" "0s" \'3\'}',
    'HEALTHCHECK --interval=30s --retries=51 CMD x || exit 1',
  ],
  [
    'HEALTHCHECK &{["CMD-SHELL" "a\\nb"] "0s" "0s" "0s" "0s" \'\\\'\'}',
    'HEALTHCHECK --retries=39 CMD ["/bin/sh","-c","a\\nb"]',
  ],
  ['HEALTHCHECK --interval=1m CMD probe -a "b c"', 'HEALTHCHECK --interval=1m CMD probe -a "b c"'],
  ['HEALTHCHECK %!q(*x=<nil>)', '# HEALTHCHECK %!q(*x=<nil>)'],
  ['ENV A=b C=d e F=', 'ENV A=b C="d e" F='],
  ['ENV OPTS=-Xmx1g -Da=b c=d', 'ENV OPTS="-Xmx1g -Da=b c=d"', { names: new Set(['OPTS', 'PATH']) }],
  ['/bin/sh -c #(nop)  ENV A=say "hi" to $USER \\ end', 'ENV A="say \\"hi\\" to \\$USER \\\\ end"'],
  ['LABEL maintainer=Ann <ann@example.com>', 'LABEL maintainer="Ann <ann@example.com>"'],
  [
    'LABEL org.opencontainers.image.title=my shop org.opencontainers.image.vendor=A',
    'LABEL org.opencontainers.image.title="my shop" org.opencontainers.image.vendor=A',
  ],
  ['ARG VERSION', 'ARG VERSION'],
  ['ARG V=two words', 'ARG V="two words"'],
];

/** Shells as Dockerfiles of public images name them; the joining is that of both builders' `withShell`. */
const shells: readonly Row[] = [
  ['RUN /bin/ash -eo pipefail -c apk add curl # buildkit', 'RUN apk add curl'],
  ['/bin/ash -eo pipefail -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
  ['RUN |2 A=1 B=two words /bin/bash -euxo pipefail -c make # buildkit', 'RUN make'],
  ['|3 V=1 W=a b /bin/sh -c : one', 'RUN : one'],
  ['RUN |0 /bin/sh -c make # buildkit', 'RUN make'],
  ['RUN /busybox/sh -c echo # buildkit', 'RUN echo'],
  ['RUN /usr/bin/env bash -c echo # buildkit', 'RUN echo'],
  ['/bin/zsh -lc echo', 'RUN echo'],
  ['powershell -Command Install-Thing', 'RUN Install-Thing'],
  ['RUN powershell -NoLogo -ExecutionPolicy Bypass -Command Install # buildkit', 'RUN Install'],
  ['C:\\Windows\\System32\\pwsh.exe -Command #(nop)  ENV A=b', 'ENV A=b'],
  ['cmd /S /C #(nop) WORKDIR C:\\app', 'WORKDIR C:\\app'],
  ['RUN cmd /S /C dir # buildkit', 'RUN dir'],
  [
    'RUN conda run -n x /bin/bash -c pip install # buildkit',
    'RUN pip install',
    { shells: [['conda', 'run', '-n', 'x', '/bin/bash', '-c']] },
  ],
  ['python3 -c print(1)', 'RUN print(1)', { shells: [['python3', '-c']] }],
];

/** Dockerfile reference, "RUN": exec form is JSON and has no shell; here-documents are of several lines. */
const runs: readonly Row[] = [
  ['RUN /app/setup --all # buildkit', 'RUN ["/app/setup","--all"]'],
  ['RUN |1 V=1 /app/setup # buildkit', 'RUN ["/app/setup"]'],
  ['RUN /bin/bash -c a && b # buildkit', 'RUN ["/bin/bash","-c","a && b"]', { shells: [['/bin/sh', '-c']] }],
  ['/bin/sh -c ["/bin/tool", "x && y"]', 'RUN ["/bin/tool", "x && y"]'],
  ['RUN make install', 'RUN make install'],
  ['RUN /bin/sh -c echo "a && b" && echo c # buildkit', 'RUN echo "a && b" \\\n && echo c'],
  ["/bin/sh -c echo it\\'s  &&  echo 'x && y'", "RUN echo it\\'s \\\n && echo 'x && y'"],
  ['RUN /bin/sh -c set -e\nmake\n # buildkit', 'RUN <<EOF\nset -e\nmake\nEOF'],
  ['RUN /bin/sh -c cat <<END > /x\na && b\nEND # buildkit', 'RUN cat <<END > /x\na && b\nEND'],
  ['COPY --chown=1:1 a b /c/ # buildkit', 'COPY --chown=1:1 a b /c/'],
  ['/bin/sh -c #(nop) COPY --chown=1:1 file:0123456789abcdef in /a ', 'COPY --chown=1:1 <01234567> /a'],
  ['/bin/sh -c #(nop) ENV A=b C="d e" D=$V', 'ENV A=b C="d e" D=$V'],
];

describe('The instruction of a history step', () => {
  for (const [name, rows] of [
    ['what Go printed', printed],
    ['shells', shells],
    ['commands', runs],
  ] as const)
    for (const [createdBy, instruction, context] of rows)
      it(`${name}: ${JSON.stringify(createdBy)}`, () =>
        assert.equal(instructionOf(createdBy, context), instruction));

  for (const name of ['11-history-exec-form', '12-history-shell', '13-history-no-args'])
    for (const [createdBy, instruction] of (fieldCase(name) as { readonly cases: readonly Row[] }).cases)
      it(`field case ${name}: ${createdBy}`, () => assert.equal(instructionOf(createdBy), instruction));

  it('is found in time that grows with the length', () => {
    for (const hostile of [
      `|1 ${'/bin/sh -o '.repeat(5_000)}`,
      `|9999 ${'A=b '.repeat(20_000)}`,
      `CMD [${'"\\x'.repeat(20_000)}`,
      `CMD ${'['.repeat(100_000)}`,
      `ENV ${'A=b '.repeat(20_000)}"`,
      `/bin/sh -c #(nop) ENV ${'"'.repeat(20_001)}`,
      `RUN /bin/sh -c ${' '.repeat(100_000)}x`,
      `/bin/sh -c ${' && '.repeat(20_000)}`,
    ])
      assert.equal(typeof instructionOf(hostile), 'string');
  });
});
