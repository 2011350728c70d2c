/** AWS FIS: templates as `aws fis get-experiment-template` prints them and as the template library keeps them. */
import { type Importer, lost, type Reading } from '../importer.ts';
import { companionOf } from './companions.ts';
import { readTemplate } from './read-template.ts';
import { templatesIn } from './template.ts';

export const fis: Importer = {
  system: 'fis',
  title: 'AWS FIS',
  recognises: (document) => templatesIn(document).length > 0 || companionOf(document) !== undefined,
  read(document, name): Reading {
    const readings = templatesIn(document).map((found) => readTemplate(found, found.name ?? name));
    if (readings.length > 0)
      return {
        documents: readings.flatMap(({ documents }) => documents),
        items: readings.flatMap(({ items }) => items),
      };
    const companion = companionOf(document);
    return { documents: [], items: [companion ?? lost([], 'it has no actions of an FIS template')] };
  },
};
