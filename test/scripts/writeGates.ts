/**
 * Where the calls that change a registry may stand, and what nobody may conclude anything from. Each rule keeps out one kind of untruth
 * about writes; `only` are the files that do it rightly.
 */
export interface WriteGate {
  readonly pattern: RegExp;
  /** Files or folders; everything else below `src` breaks the rule. */
  readonly only: readonly string[];
  /** Of these folders alone; everywhere unless told. */
  readonly within?: readonly string[];
  readonly why: string;
}

export const writeGates: readonly WriteGate[] = [
  {
    pattern: /\.putManifest\(/,
    only: ['src/catalog/deletion/putTag.ts'],
    why: 'putTag looks before it writes and reads afterwards what is there',
  },
  {
    pattern: /(?:calls|gitlab)\.deleteTags?\(/,
    only: ['src/catalog/deletion/removeTags.ts'],
    why: 'removeTags compares right before it sends and looks after any other answer than yes',
  },
  {
    pattern: /gitlab\.deleteRepository\(/,
    only: ['src/catalog/deletion/removeRepository.ts'],
    why: 'removeRepository knows three outcomes',
  },
  {
    pattern: /gitlab\.deleteTagsByRule\(/,
    only: ['src/catalog/deletion/bulkDeletions.ts'],
    why: 'a refusal is believed only after a look at the tags',
  },
  {
    pattern: /['"](?:hostNotFound|connectionRefused)['"]/,
    only: ['src/base/failure.ts', 'src/base/sent.ts', 'src/net/fetchFailure.ts', 'src/registry/address.ts'],
    why: 'wasSent of base/sent.ts is the one answer to “sent or not”',
  },
  {
    pattern: /\bname\b(?:\)| \?\? '')*\s[<>]=?\s/,
    only: [],
    within: ['src/catalog/'],
    why: 'databases sort names in many ways: seen at the end, or asked by name',
  },
  {
    pattern: /readOnlyFailure\(\)/,
    only: ['src/net/refuseWrites.ts', 'src/wiring/writeGuard.ts'],
    why: 'writeGuard is the one guard for writes',
  },
];

/** What breaks a rule in a file, a line each. */
export function gateProblems(
  file: string,
  text: string,
  gates: readonly WriteGate[] = writeGates,
): readonly string[] {
  const isWithin = ({ within = [''] }: WriteGate): boolean =>
    within.some((folder) => file.startsWith(folder));
  return gates
    .filter((gate) => isWithin(gate) && !gate.only.includes(file))
    .flatMap(({ pattern, why }) =>
      text
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}: ${line.trim()} (${why})`] : [])),
    );
}
