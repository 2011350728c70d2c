/** The systems that experiments are imported from, in the order in which they are asked. */
import { fis } from './fis/importer.ts';
import type { Importer } from './importer.ts';

export const importers: readonly Importer[] = [fis];
