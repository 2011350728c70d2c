/** The actions that an experiment may use. */
import { catalogue } from '../../../core/faults/catalogue.ts';
import type { FaultDefinition } from '../../../core/faults/definition.ts';
import type { Io } from '../io.ts';
import { type Format, printed } from '../screen/output.ts';
import { table } from '../text/table.ts';
import { cut } from '../text/width.ts';

export async function listFaults(io: Io, options: { readonly output: Format; readonly limit?: number }): Promise<void> {
  const faults = catalogue.slice(0, options.limit);
  if (await printed(io, options.output, faults)) return;
  const columns = ['action', 'targets', 'undone', 'what it does'].map((title) => ({ title }));
  const rows = faults.map((fault) => [
    fault.id,
    Object.values(fault.targets)
      .map(({ type }) => type)
      .join(', '),
    undoneBy(fault),
    fault.summary,
  ]);
  for (const line of table(columns, rows, io.colours.dim)) io.out(io.screen ? cut(line, io.width()) : line);
}

/** Who undoes it when every optional parameter is left as it is; "or" when it depends. */
function undoneBy({ undo, provider }: FaultDefinition): string {
  const words = { provider: provider === 'fis' ? 'by AWS' : 'by itself', us: 'by squall', nobody: 'never' };
  return [...new Set(undo.map(({ by }) => words[by]))].join(' or ');
}
