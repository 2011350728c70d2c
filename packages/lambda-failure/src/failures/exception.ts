import type { Fault } from '../fault.ts';
import { nameOf } from '../word.ts';

/** What the function seems to have thrown. Its name and message are the experiment's; `squall` says whose it is. */
export function exceptionOf(fault: Fault): Error {
  const { failure } = fault;
  const { name, message } = failure.kind === 'exception' ? failure : { name: 'Error', message: 'injected' };
  return Object.assign(new Error(message), { name, squall: nameOf(fault) });
}
