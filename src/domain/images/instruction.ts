import { areAssignments, printedInstruction, type InstructionContext } from './printedInstruction.ts';
import { execInstruction, runInstruction } from './runInstruction.ts';
import { shellAt, usualShells } from './shellPrefix.ts';

const keyword =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s/;
const nop = '#(nop)';
/** How far into a text the mark of the classic builder is looked for: shells are short. */
const longestShell = 1000;

/**
 * What a history's `created_by` was in the Dockerfile, in one line or, at `&&`, several. The forms of the builders are undone:
 * the classic one's `/bin/sh -c #(nop)  CMD ["x"]` and `|1 A=b /bin/sh -c make`, BuildKit's `RUN /bin/sh -c make # buildkit` and
 * `RUN |1 A=b /bin/sh -c make # buildkit`, buildah's `/bin/sh -c #(nop) CMD x`, with any shell, and what Go printed for values. What is no
 * instruction becomes a comment. Sources: moby builder/dockerfile/dispatchers.go, buildkit dockerfile2llb, imagebuilder dispatchers.go.
 */
export function instructionOf(createdBy: string, context: InstructionContext = {}): string {
  const trimmed = createdBy.trim();
  const isBuildkit = trimmed.endsWith('# buildkit');
  const text = isBuildkit ? trimmed.slice(0, -'# buildkit'.length).trim() : trimmed;
  if (text === '') return '';
  const noRun = afterNop(text);
  if (noRun !== undefined) return withoutRun(noRun, context);
  if (text.startsWith('RUN ')) return runOf(text.slice('RUN '.length).trim(), { isBuildkit, context });
  const command = commandOf(text, context);
  if (command !== undefined) return runInstruction(command.text);
  if (argumentBar.test(text)) return execInstruction(withoutArguments(text).split(' '));
  return keyword.test(text) ? plainInstruction(text, context) : comment(text);
}

/** What follows the classic builder's mark, with the white space before it; the mark stands behind a shell or alone. */
function afterNop(text: string): string | undefined {
  const at = text.slice(0, longestShell).indexOf(nop);
  if (at < 0 || keyword.test(text)) return undefined;
  const rest = text.slice(at + nop.length);
  return keyword.test(`${rest.trim()} `) ? rest : undefined;
}

/** With one blank in front, buildah's text is the Dockerfile's own and the classic builder's a print; with two it is always a print. */
function withoutRun(rest: string, context: InstructionContext): string {
  const text = rest.trim();
  const assigned = /^(?:ENV|LABEL|ARG)\s+/.exec(text)?.[0];
  const isOwn =
    assigned !== undefined && !rest.startsWith('  ') && areAssignments(text.slice(assigned.length));
  return isOwn ? text : plainInstruction(text, context);
}

function plainInstruction(text: string, context: InstructionContext): string {
  const copied =
    /^(ADD|COPY)((?: --[a-z]+=\S+){0,5}) (?:file|dir|multi):([0-9a-f]{8})[0-9a-f]* in (\S[^]*)$/.exec(text);
  if (copied !== null) {
    // The classic builder names files by a hash: a mark says that the source is not known.
    const [, instruction = '', flags = '', hash = '', to = ''] = copied;
    return `${instruction}${flags} <${hash}> ${to.trim()}`;
  }
  return printedInstruction(text, context) ?? comment(text);
}

/** A `RUN` as BuildKit and others write it. With BuildKit, what no shell is in front of was in exec form. */
function runOf(
  text: string,
  { isBuildkit, context }: { readonly isBuildkit: boolean; readonly context: InstructionContext },
): string {
  const command = commandOf(text, context);
  if (command === undefined) {
    const words = withoutArguments(text);
    return isBuildkit ? execInstruction(words.split(' ')) : runInstruction(words);
  }
  const { shells } = context;
  const isNamed = shells === undefined || shells.some((one) => one.join(' ') === command.shell.join(' '));
  if (isBuildkit && !isNamed) return execInstruction([...command.shell, command.text]);
  return runInstruction(command.text);
}

/** The command behind a shell, and behind the arguments of the build in front of it: `|2 A=1 B=a b /bin/sh -c make`. */
function commandOf(
  text: string,
  { shells = [] }: InstructionContext,
): { readonly shell: readonly string[]; readonly text: string } | undefined {
  const known = [...shells, ...usualShells];
  const bar = argumentBar.exec(text)?.[0];
  for (let at = bar?.length ?? 0; at >= 0 && at < text.length; at = nextWord(text, at)) {
    const found = shellAt(text, at, known);
    if (found !== undefined) return { shell: found.shell, text: text.slice(found.end) };
    if (bar === undefined) return undefined;
  }
  return undefined;
}

/** How many arguments of the build stand in front; buildah counts their words. */
const argumentBar = /^\|(\d{1,4}) /;

/** Without the arguments in front, as far as they are single words. */
function withoutArguments(text: string): string {
  const bar = argumentBar.exec(text);
  let at = bar?.[0].length ?? 0;
  for (let left = Number(bar?.[1] ?? 0); left > 0; left -= 1) {
    if (!/^[A-Za-z_]\w{0,100}=/.test(text.slice(at, at + 110))) break;
    const next = nextWord(text, at);
    if (next < 0) break;
    at = next;
  }
  return text.slice(at);
}

/** Where the next word begins; -1 when there is none. */
function nextWord(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space < 0 ? -1 : space + 1;
}

function comment(text: string): string {
  return `# ${text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')}`;
}
