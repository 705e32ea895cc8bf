/** One row of the bench. A row of several numbers names each. */
export interface Figure {
  readonly key: string;
  readonly value: number | Readonly<Record<string, number>>;
  /** What it has to be, for people. */
  readonly bound: string;
  /** Whether it is; decided in the run that measured it. */
  readonly isMet: boolean;
}

/** Milliseconds that something took, rounded to a tenth, with what it gave. */
export async function timed<T>(run: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now();
  const value = await run();
  return { value, ms: tenth(performance.now() - start) };
}

/** Rounded to one digit after the point. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Rounded to four digits after the point, for ratios. */
export function ratio(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
