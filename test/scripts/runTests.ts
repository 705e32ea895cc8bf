/** The part that runs beside the keyring: `runTests` of @vscode/test-electron, with its options as JSON in the argument. */
import { runTests } from '@vscode/test-electron';

type Options = Parameters<typeof runTests>[0];

try {
  await runTests(JSON.parse(process.argv[2] ?? '{}') as Options);
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
