import { parseArgs } from 'node:util';
import { startBox } from './box.ts';

const { values } = parseArgs({
  options: {
    kind: { type: 'string', default: 'metadataDatabase' },
    port: { type: 'string' },
    seed: { type: 'string', default: 'lifelike' },
  },
});
const box = await startBox({
  kind: values.kind === 'legacy' ? 'legacy' : 'metadataDatabase',
  seed: values.seed === 'small' ? 'small' : 'lifelike',
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
});
console.log(`GitLab   ${box.url}`);
console.log(`Registry ${box.registryHost} (${box.backend.kind})`);
console.log('Tokens that are good in this box only:');
for (const [name, value] of Object.entries(box.tokens)) console.log(`  ${name.padEnd(14)} ${value}`);
console.log('Stop with Ctrl+C.');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void box.close().then(() => process.exit(0)));
}
