/** The person before the stub of VS Code: what they are asked, in order, and what they answer. */

/** One thing that a person was shown or asked. */
export interface Asked {
  readonly kind: 'message' | 'warning' | 'error' | 'pick' | 'input' | 'progress' | 'document' | 'status';
  /** The sentence, or the title of a list or a box. */
  readonly text: string;
  readonly detail?: string;
  readonly isModal?: boolean;
  /** Buttons of a message, or the rows of a list. */
  readonly choices?: readonly string[];
  /** The rows that are ticked before the person does anything. */
  readonly picked?: readonly string[];
}

/**
 * An answer: the button of a message, the label of a row, labels of several rows, or what is typed. `undefined` leaves. A
 * function looks at the question first. A button or row that is not there is an error of the test.
 */
export type Answer =
  string | readonly string[] | undefined | ((asked: Asked) => string | readonly string[] | undefined);

const asked: Asked[] = [];
const answers: Answer[] = [];
const executed: { readonly command: string; readonly args: readonly unknown[] }[] = [];
let copied: string | undefined;

const own = {
  asked: asked as readonly Asked[],
  /** VS Code commands that were run, with their arguments. */
  executed: executed as readonly { readonly command: string; readonly args: readonly unknown[] }[],
  /** What was copied last. */
  get copied(): string | undefined {
    return copied;
  },
  copy(text: string): void {
    copied = text;
  },
  execute(command: string, args: readonly unknown[]): void {
    executed.push({ command, args });
  },
  /** Forgets everything and answers with these from now on. */
  will(...next: readonly Answer[]): void {
    asked.length = 0;
    executed.length = 0;
    copied = undefined;
    answers.splice(0, answers.length, ...next);
  },
  /** Answers that no question has taken. */
  get unused(): number {
    return answers.length;
  },
  /** The sentences, titles and labels so far, a line each. */
  get seen(): string {
    return asked.map(({ text, detail }) => [text, detail].filter(Boolean).join('\n')).join('\n');
  },
  /** Shows something; what can be answered takes the next answer, and is left where there is none. */
  ask(question: Asked): string | readonly string[] | undefined {
    asked.push(question);
    if (question.choices?.length === 0) return undefined;
    const next = answers.shift();
    const answer = typeof next === 'function' ? next(question) : next;
    for (const chosen of [answer ?? []].flat())
      if (question.choices !== undefined && !question.choices.includes(chosen))
        throw new Error(`“${question.text}” has no “${chosen}”, but: ${question.choices.join(', ')}`);
    return answer;
  },
  /** Shows something that needs no answer. */
  see(shown: Asked): void {
    asked.push(shown);
  },
};

/** The loader may load this file twice, for a test and for the stub; there is one person. */
const everywhere = globalThis as { personOfTests?: typeof own };

/** The script of a test. Messages without choices need no answer; every other question takes the next one. */
export const person = (everywhere.personOfTests ??= own);
