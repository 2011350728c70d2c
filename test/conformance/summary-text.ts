/** The summary as the suite prints it at its end. */
import { type Counted, never, type Summary } from './summary.ts';

/** What became of the test files. A file that did not run, or failed, is not in the summary's lines. */
export interface Files {
  readonly all: number;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

const rows = (each: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...each.map(([left]) => left.length));
  return each.length === 0 ? '  (none)' : each.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
};

/** One line a service. */
function byService<T extends { readonly client: string }>(all: readonly T[], text: (each: T) => string): string {
  const services = Object.entries(Object.groupBy(all, ({ client }) => client.replace('@aws-sdk/client-', '')));
  return rows(services.map(([service, own = []]) => [service, own.map(text).join(', ')]));
}

const counts = (all: readonly Counted[]): string =>
  rows(all.map(({ call, times, said }) => [call, `${times === 1 ? '' : `${times} times: `}${said}`]));

function whole({ all, passed, failed }: Files): string {
  const missing = all - passed.length - failed.length;
  const said = [
    ...(failed.length > 0 ? [`${failed.length} FAILED, and what they saw is left out: ${failed.join(', ')}`] : []),
    ...(missing > 0 ? [`${missing} did not run`] : []),
  ];
  return `From ${passed.length} of ${all} files${said.length > 0 ? `. ${said.join('. ')}` : ', all of which passed'}.`;
}

export function summaryText(summary: Summary, files: Files): string {
  const { overTheWire, byTheStub, byNothing, refused, notCreated, motosOwn, calls } = summary;
  const all = overTheWire.length + byTheStub.length + byNothing.length;
  const part = (title: string, body: string) => `${title}\n${body}\n`;
  return [
    '',
    `What was proved, and by what. ${whole(files)}`,
    `Calls seen: ${calls.product} by the product, ${calls.suite} by the suite itself, ${calls.moto} by moto.\n`,
    part(
      `OVER THE WIRE: operations that the product asked for and moto answered (${overTheWire.length} of ${all})`,
      byService(overTheWire, ({ operation }) => operation),
    ),
    part(
      `BY THE STUB: servers of the suite answered, or laid something over moto's answer (${byTheStub.length} of ${all})`,
      byService(byTheStub, ({ operation, by }) => `${operation} (${by})`),
    ),
    part(
      `BY NOTHING YET: the product has it, and no answer to the product was seen (${byNothing.length} of ${all}); never called, if nothing else is said`,
      byService(byNothing, ({ operation, why }) => (why === never ? operation : `${operation} (${why})`)),
    ),
    part('REFUSED BY MOTO, whoever asked', counts(refused)),
    part("NOT CREATED by moto's CloudFormation", counts(notCreated)),
    part("MOTO'S OWN CALLS", counts(motosOwn)),
  ].join('\n');
}
