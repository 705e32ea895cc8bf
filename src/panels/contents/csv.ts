import { csvText } from '../../domain/tags/exportText.ts';
import type { PackageRow } from '../../protocol/contents.ts';

const heads = ['name', 'version', 'type', 'path', 'layer', 'source', 'sbomVersion'];

/** Packages as CSV with headings. */
export function packagesCsv(rows: readonly PackageRow[]): string {
  const cells = rows.map(({ name, version, type, path, layer, from, sbomVersion }) => [
    name,
    version,
    type,
    path === undefined ? undefined : `/${path}`,
    layer,
    from,
    sbomVersion,
  ]);
  return csvText([heads, ...cells]);
}
