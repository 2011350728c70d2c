/** The systems that experiments are imported from, in the order in which they are asked. */
import { chaosMonkey } from './chaos-monkey/importer.ts';
import { chaosToolkit } from './chaos-toolkit/importer.ts';
import { fis } from './fis/importer.ts';
import { fit } from './fit/importer.ts';
import { gremlin } from './gremlin/importer.ts';
import type { Importer } from './importer.ts';
import { litmus } from './litmus/importer.ts';

export const importers: readonly Importer[] = [fis, chaosToolkit, litmus, gremlin, chaosMonkey, fit];
