const many = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

/** Files, by name, that are made to stop a parser, or to look as if they named images on `host`; none does. */
export function hostileFiles(host: string): readonly (readonly [name: string, text: string])[] {
  return [
    ['keys.yaml', `# ${host}\n${many(20_000, (at) => `key${at}: value`)}`],
    ['line.yaml', `# ${host}\nservices: [${'x, '.repeat(130_000)}]`],
    ['line.Dockerfile', `# ${host}\nFROM a:1\nRUN ${'"x y '.repeat(80_000)}`],
    ['levels.yaml', `# ${host}\n${'['.repeat(3000)}`],
    ['closed.yaml', `# ${host}\n${'['.repeat(3000)}${']'.repeat(3000)}`],
    [
      'bomb.compose.yml',
      `a0: &a0 {image: ${host}}\n${many(60, (at) => `a${at + 1}: &a${at + 1} {<<: [*a${at}, *a${at}], b: *a${at}}`)}\nservices: *a60`,
    ],
    [
      'alike.Dockerfile',
      [
        `FROM user@${host}/acme/shop/web:1`,
        `FROM user:secret@${host}/acme/shop/web:1`,
        `FROM evil.example.com/${host}/acme/shop/web:1`,
        `FROM ${host}.example.com/acme/shop/web:1`,
        `FROM ${host}@sha256:1/acme/shop/web`,
        `FROM ${host}/../../api/v4/user:1`,
        `FROM ${host}/acme%2fshop/web:1`,
        `FROM https://${host}/acme/shop/web:1`,
      ].join('\n'),
    ],
  ];
}
