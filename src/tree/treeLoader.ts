import * as vscode from 'vscode';
import type { Disposable } from '../base/disposables.ts';
import { levelBelow } from './children.ts';
import { framed } from './frame.ts';
import type { Level } from './level.ts';
import { loadAll } from './loadAll.ts';
import { freshState, loadedLevel, step, type ParentState } from './loading.ts';
import type { Node, ParentNode } from './nodes.ts';
import type { TreeSource } from './treeSource.ts';
import { hostsOf, mayGoOn, stoppedFailure, waitingFor } from './waitingRows.ts';
import { Waits } from './waits.ts';

/** What happens to rows without being asked for. */
export interface LoaderEvents {
  /** What is below a row can be drawn again: it was loaded while it was waited for. */
  loaded(parent: ParentNode): void;
  /** A row that counts down says something else now. */
  tick(rowId: string): void;
}

/** Loads what is below rows, and remembers how much of it is shown and what went wrong. */
export class TreeLoader implements Disposable {
  readonly #source: TreeSource;
  readonly #now: () => number;
  readonly #events: LoaderEvents;
  readonly #waits: Waits;
  readonly #states = new Map<string, ParentState>();
  /** Rows whose lists came while they were waited for, and are not drawn yet. */
  readonly #arrived = new Set<string>();
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(source: TreeSource, now: () => number, events: LoaderEvents) {
    this.#source = source;
    this.#now = now;
    this.#events = events;
    this.#waits = new Waits(source.pauses, now);
  }

  /** The rows below a row, with what has to be said about them. */
  async rows(parent: ParentNode): Promise<Node[]> {
    const state = this.#stateOf(parent.id);
    const level = (await this.#level(parent, state)) ?? (await levelBelow(parent, this.#source));
    return framed(parent, level, { ...state, ...waitingFor(parent, this.#waits, this.#now()) });
  }

  /** What is below a row is to be fetched again when its rows are asked for. One that waits goes on by itself. */
  want(parent: ParentNode): void {
    if (this.#waits.of(parent.id) === undefined) this.#stateOf(parent.id).wantsRefresh = true;
  }

  /** The same of everything that was opened. */
  wantAll(): void {
    for (const [id, state] of this.#states) if (this.#waits.of(id) === undefined) state.wantsRefresh = true;
  }

  /** More rows are to be shown. */
  wantMore(parent: ParentNode): void {
    const state = this.#stateOf(parent.id);
    state.shown += step;
    state.hasStopped = false;
  }

  /** Loading of whole lists that a person stopped may begin anew. */
  goOn(): void {
    for (const state of this.#states.values()) state.hasStopped = false;
  }

  /** Ends the waiting for what is below a row. */
  stop(parentId: string): void {
    this.#waits.stop(parentId);
  }

  dispose(): void {
    clearInterval(this.#clock);
    this.#waits.dispose();
  }

  #stateOf(id: string): ParentState {
    const state = this.#states.get(id) ?? freshState();
    this.#states.set(id, state);
    return state;
  }

  /** `undefined` while it has to wait. A failure that is tried again is forgotten at once. */
  async #level(parent: ParentNode, state: ParentState): Promise<Level | undefined> {
    if (this.#waits.of(parent.id) !== undefined) return undefined;
    if (this.#arrived.delete(parent.id) && !state.wantsRefresh) return undefined;
    const isRetry = state.wantsRefresh && state.failure !== undefined;
    if (isRetry) state.failure = undefined;
    const later = (): void => {
      if (this.#waits.of(parent.id) === undefined) this.#arrived.add(parent.id);
      this.#events.loaded(parent);
      this.#count();
    };
    let level: Level | undefined;
    await this.#waits.during(parent.id, { hosts: hostsOf(parent), isRetry, later }, async (signal) => {
      level = await this.#load(parent, state, signal);
      // What is not sent again by itself is asked for again when the host takes requests.
      while (await mayGoOn(state.failure, signal)) {
        state.wantsRefresh = true;
        level = await this.#load(parent, state, signal);
      }
      state.failure = stoppedFailure(state.failure, this.#waits.of(parent.id), this.#now());
    });
    this.#count();
    return level;
  }

  #load(parent: ParentNode, state: ParentState, signal: AbortSignal): Promise<Level> {
    return loadedLevel(() => levelBelow(parent, this.#source), state, {
      loadAll: (listing) => loadAll(listing, vscode.l10n.t('Loading all tags, to arrange them')),
      whenRenewed: () => this.#events.loaded(parent),
      signal,
    });
  }

  /** Rows that wait say every second how long. */
  #count(): void {
    if (this.#clock !== undefined || this.#waits.paused.length === 0) return;
    this.#clock = setInterval(() => {
      const rows = this.#waits.paused.map((id) => `${id}/failure`);
      for (const row of rows) this.#events.tick(row);
      if (rows.length > 0) return;
      clearInterval(this.#clock);
      this.#clock = undefined;
    }, 1_000);
  }
}
