import { csvText, markdownCode } from './exportText.ts';
import type { Tag } from '../tag.ts';

/** What a list of tags can be written as; VS Code calls the languages the same. */
export const exportFormats = ['markdown', 'csv', 'json'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** A list of tags with what has to be said about it. */
export interface ExportedTags {
  /** `registry.host/group/project/image`. */
  readonly location: string;
  /** As filtered and sorted. */
  readonly tags: readonly Tag[];
  /** How they are filtered and sorted, in words; `undefined` for all of them in the usual order. */
  readonly view: string | undefined;
  /** Why tags are missing, as a sentence; `undefined` when all are there. */
  readonly partial: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Words of the Markdown form, in the person's language. */
export interface ExportWords {
  readonly title: string;
  readonly facts: readonly string[];
  readonly columns: Readonly<Record<Column, string>>;
}

const columns = ['tag', 'digest', 'size', 'published', 'reference'] as const;

export type Column = (typeof columns)[number];

/** The list as a text of its own. A partial one says so in every format. */
export function exportTags(format: ExportFormat, exported: ExportedTags, words: ExportWords): string {
  if (format === 'json') return jsonOf(exported);
  return format === 'csv' ? csvOf(exported) : markdownOf(exported, words);
}

function jsonOf({ location, tags, view, partial, at }: ExportedTags): string {
  const report = {
    repository: location,
    exportedAt: new Date(at).toISOString(),
    view: view ?? null,
    isPartial: partial !== undefined,
    partial: partial ?? null,
    tags: tags.map((tag) => ({
      name: tag.name,
      reference: tag.location,
      digest: tag.digest ?? null,
      mediaType: tag.mediaType ?? null,
      sizeBytes: tag.sizeBytes ?? null,
      createdAt: tag.createdAt ?? null,
      updatedAt: tag.updatedAt ?? null,
      publishedAt: tag.publishedAt ?? null,
      isProtected: tag.protection === undefined ? null : isProtected(tag),
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function isProtected({ protection }: Tag): boolean {
  return (
    protection !== undefined &&
    (protection.isImmutable ||
      protection.minimumAccessLevelForDelete !== undefined ||
      protection.minimumAccessLevelForPush !== undefined)
  );
}

/** A partial list ends with a row that has the sentence in place of a name. */
function csvOf({ tags, partial }: ExportedTags): string {
  const head = ['tag', 'reference', 'digest', 'media_type', 'size_bytes', 'created', 'updated', 'published'];
  const rows = tags.map((tag) => [
    tag.name,
    tag.location,
    tag.digest,
    tag.mediaType,
    tag.sizeBytes,
    tag.createdAt,
    tag.updatedAt,
    tag.publishedAt,
  ]);
  return csvText([head, ...rows, ...(partial === undefined ? [] : [[`# ${partial}`]])]);
}

function markdownOf({ tags }: ExportedTags, words: ExportWords): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cellsOf = (tag: Tag): readonly string[] => [
    markdownCode(tag.name),
    markdownCode(tag.digest ?? ''),
    tag.sizeBytes === undefined ? '' : String(tag.sizeBytes),
    tag.publishedAt ?? tag.updatedAt ?? tag.createdAt ?? '',
    markdownCode(tag.location),
  ];
  return [
    `# ${words.title}`,
    '',
    ...words.facts.flatMap((fact) => [fact, '']),
    row(columns.map((column) => words.columns[column])),
    row(columns.map(() => '---')),
    ...tags.map((tag) => row(cellsOf(tag))),
    '',
  ].join('\n');
}
