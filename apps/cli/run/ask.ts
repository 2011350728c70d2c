/** Asks at the terminal. Kept apart, so that only a run that asks loads the prompts. */
import { confirm, isCancel, text } from '@clack/prompts';
import type { Confirmation } from './confirmation.ts';

/** `early` settles on an interrupt that the prompt did not see itself, as when it is sent by `kill`. */
export async function ask(
  question: Extract<Confirmation, { kind: 'ask' }>,
  name: string,
  early: Promise<'interrupted'>,
): Promise<'go' | 'no' | 'interrupted'> {
  const cancel = new AbortController();
  const interrupted = Symbol('interrupted');
  const common = { message: question.message, signal: cancel.signal };
  const asked =
    question.how === 'yes'
      ? confirm({ ...common, initialValue: false })
      : text({
          ...common,
          validate: (typed) => (typed === name ? undefined : `That is not ${name}. Ctrl-C leaves without starting.`),
        });
  const answer = await Promise.race([asked, early.then(() => interrupted)]);
  if (answer === interrupted) {
    cancel.abort();
    await asked;
  }
  if (isCancel(answer) || answer === interrupted) return 'interrupted';
  return answer === true || answer === name ? 'go' : 'no';
}
