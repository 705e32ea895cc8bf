/** Who imports whom among our own files, by what stands in them; also lazy imports. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const known = new Map<string, readonly string[]>();

/** All files below a folder, as paths that begin with it. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function importsOf(file: string): readonly string[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found = text.matchAll(/(?:from|import\(?)\s*'(\.{1,2}\/[^']+)'/g);
  const imports = [...found].map(([, path = '']) => normalize(join(dirname(file), path)));
  known.set(file, imports);
  return imports;
}

/** Whether a file imports the module, itself or through others. */
export function reaches(file: string, module: string): boolean {
  const seen = new Set([file]);
  for (const each of seen) {
    if (each === module) return true;
    for (const imported of importsOf(each)) seen.add(imported);
  }
  return false;
}

/** The tests among the files that import the module, the one of its own name first. */
export function testsReaching(module: string, files: readonly string[]): readonly string[] {
  const own = module.replace(/^src\//, 'test/unit/').replace(/\.ts$/, '.test.ts');
  const tests = files.filter((file) => file.endsWith('.test.ts') && reaches(file, module));
  return [...tests.filter((file) => file === own), ...tests.filter((file) => file !== own)];
}
