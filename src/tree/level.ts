import type { Node, NoteNode } from './nodes.ts';
import type { Listing } from './treeSource.ts';

/** The rows below a row as far as they are loaded, and the listings that they come from. */
export interface Level {
  readonly listings: readonly Listing<unknown>[];
  /** The first rows, made from what is loaded now; all of them without a number. Ask again after loading. */
  rows(most?: number): readonly Node[];
  /** How many rows there are, where making them all is not worth it. */
  size?(): number;
  /** What to say when there is no row though everything is loaded. */
  readonly whenEmpty: NoteNode['note'];
  /** What the server was asked to look for in the names of all tags. */
  readonly search?: string;
  /** Where rows come from while the server has not answered the search. */
  readonly meanwhile?: Listing<unknown>;
  /** Whether the rows are right only when the lists are loaded to their ends. */
  readonly needsAll?: boolean;
}
