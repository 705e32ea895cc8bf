/**
 * For questions that follow each keystroke: one is under way at a time, and when it is answered only the newest of those that
 * came meanwhile is asked. Every answer is handed on, in order, so that something moves even while a person types on.
 */
export function latest<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  answered: (answer: Answer, question: Question) => void,
  failed: (error: unknown) => void,
): (question: Question) => void {
  let isUnderWay = false;
  let next: { readonly question: Question } | undefined;
  const send = async (question: Question): Promise<void> => {
    isUnderWay = true;
    try {
      answered(await ask(question), question);
    } catch (error) {
      failed(error);
    }
    isUnderWay = false;
    const waiting = next;
    next = undefined;
    if (waiting !== undefined) void send(waiting.question);
  };
  return (question) => {
    if (isUnderWay) next = { question };
    else void send(question);
  };
}
