/**
 * What a history's `created_by` was in the Dockerfile, in one line or, at `&&`, several. Both builders' forms are undone:
 * the classic one's `/bin/sh -c #(nop)  CMD ["x"]` and `|1 A=b /bin/sh -c make`, BuildKit's `RUN /bin/sh -c make # buildkit`
 * and `RUN |1 A=b /bin/sh -c make # buildkit`. Source: moby builder/dockerfile/dispatchers.go, buildkit dockerfile2llb.
 */
export function instructionOf(createdBy: string): string {
  const text = createdBy
    .trim()
    .replace(/\s+# buildkit$/, '')
    .trim();
  const nop = /^(?:\/bin\/sh -c|cmd \/S \/C) #\(nop\)\s*([^]*)$/.exec(text)?.[1];
  if (nop !== undefined) return classicCopy(nop.trim());
  const shell = /^(?:RUN )?(?:\|\d+ [^]*? )?(?:\/bin\/(?:ba)?sh -c|cmd \/S \/C) ([^]*)$/.exec(text)?.[1];
  if (shell !== undefined) return `RUN ${broken(shell.trim())}`;
  if (keyword.test(text)) return text.startsWith('RUN ') ? broken(text) : text;
  return text === '' ? '' : `# ${text.replace(/\s*\n\s*/g, ' ')}`;
}

const keyword =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s/;

/** The classic builder names files by a hash: `COPY file:ab12… in /app`; a comment says that the source is not known. */
function classicCopy(text: string): string {
  const copied = /^(ADD|COPY) (?:file|dir|multi):([0-9a-f]{8})[0-9a-f]* in ([^]*)$/.exec(text);
  if (copied === null) return text;
  const [, instruction = '', hash = '', to = ''] = copied;
  return `${instruction} <${hash}> ${to.trim()}`;
}

/** One command per line, as people write them; only the white space around `&&` changes. */
function broken(command: string): string {
  return command.replace(/[ \t]+&&[ \t]+/g, ' \\\n && ');
}
