interface Count {
  readonly passes: number;
  readonly failures: number;
}

interface Stage {
  readonly name: string;
  readonly tests?: boolean;
  readonly isTriedAgain?: boolean;
}

interface Outcome {
  readonly stage: Stage;
  readonly files: Readonly<Record<string, Count>>;
  readonly failed: readonly {
    readonly title: string;
    readonly file: string;
    readonly message: string;
  }[];
}

export function outcomeOf(stage: Stage, lines: readonly string[], code: number): Outcome;
export function countOf(outcomes: readonly Outcome[]): Count;
export function filesToTryAgain(outcomes: readonly Outcome[], most: number): readonly string[];
export function withSecondTry(outcomes: readonly Outcome[], second: Outcome): readonly Outcome[];
export function paragraphsOf(outcomes: readonly Outcome[]): readonly string[];
