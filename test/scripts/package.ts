/** `npm run package`: the .vsix in dist/, checked. */
import { statSync } from 'node:fs';
import { packVsix } from './vsix.ts';

const path = await packVsix();
console.log(`${path}: ${Math.ceil(statSync(path).size / 1000)} kB`);
