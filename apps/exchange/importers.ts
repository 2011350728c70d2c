/** The systems that experiments are imported from, in the order in which they are asked. */
import { chaosToolkit } from './chaos-toolkit/importer.ts';
import { fis } from './fis/importer.ts';
import { gremlin } from './gremlin/importer.ts';
import type { Importer } from './importer.ts';
import { litmus } from './litmus/importer.ts';

export const importers: readonly Importer[] = [fis, chaosToolkit, litmus, gremlin];
