/** What `--from` takes: the systems of `importers.ts`, which the help of a verb need not load. */
export const systems = ['fis', 'chaos-toolkit', 'litmus', 'gremlin', 'chaos-monkey', 'fit'] as const;

export type System = (typeof systems)[number];
