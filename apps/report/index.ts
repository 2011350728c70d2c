/** The report of a run, drawn from its history alone. */
export { canonical } from './canonical.ts';
export { html } from './html/document.ts';
export { json } from './json.ts';
export { junit } from './junit.ts';
export { markdown } from './markdown.ts';
export type { Earlier } from './model/report.ts';
export { type ReportFormat, reportFormats, writeReport } from './write.ts';
