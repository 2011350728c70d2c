/** A stretch of a monkey's days as a file: HTML, Markdown or JSON, by what the file's name ends with. */
import { policy } from '../html/document.ts';
import { badge } from '../html/icon.ts';
import { type Child, html as markup, trusted } from '../html/markup.ts';
import { style } from '../html/style.ts';
import { table } from '../html/table.ts';
import { inert } from '../markdown.ts';
import { plural } from '../model/numbers.ts';
import type { Tone } from '../model/verdict.ts';
import type { DaysReport } from './model.ts';
import { pageOf, type Table } from './tables.ts';

export const daysReports: Readonly<Record<string, (report: DaysReport) => string>> = {
  '.html': daysHtml,
  '.md': daysMarkdown,
  '.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
};

function daysMarkdown(report: DaysReport): string {
  const { title, lead, tables } = pageOf(report);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const section = ({ title: heading, columns, rows, none }: Table) => {
    const body = [line(columns), line(columns.map(() => '---')), ...rows.map((row) => line(row.map(inert)))];
    return `## ${heading}\n\n${rows.length === 0 ? none : body.join('\n')}\n`;
  };
  return `# ${inert(title)}\n\n${lead.map(inert).join('\n')}\n\n${tables.map(section).join('\n')}`;
}

/** One file that opens from disk, asks the network for nothing, and runs no script. */
function daysHtml(report: DaysReport): string {
  const { title, lead, tables } = pageOf(report);
  const [first, ...others] = lead;
  const section = (each: Table) =>
    markup`<section id="${each.id}" aria-labelledby="${each.id}-heading"><h2 id="${each.id}-heading">${each.title}</h2>${
      each.rows.length === 0 ? markup`<p>${each.none}</p>` : whole(each)
    }</section>\n`;
  return `<!doctype html>\n${
    markup`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${title} · Squall</title><style>${trusted(style)}</style></head>
<body><a class="skip" href="#kills">Skip to the kills</a><header class="mast"><p class="kicker">Squall monkey rehearsal · <span class="mono">${report.stretch.monkey}</span></p><h1><bdi>${title}</bdi></h1>
<p class="kicker">${first}</p>${others.map((line) => markup`<p>${line}</p>`)}
<nav aria-label="Sections"><ul>${tables.map(({ id, title: heading }) => markup`<li><a href="#${id}">${heading}</a></li>`)}</ul></nav></header>
<main>${tables.map(section)}</main></body></html>`.markup
  }\n`;
}

const whole = ({ columns, rows, about }: Table) =>
  table(
    `${plural(rows.length, 'row')}${about === undefined ? '' : `. ${about}`}`,
    columns.map((name) => ({
      name: name === 'UTC' ? name : named(name),
      ...(name === 'why' && { kind: 'full' as const }),
    })),
    rows.map((row) => row.map((text, i) => cell(columns[i]!, text))),
  );

const named = (column: string): string => column.charAt(0).toUpperCase() + column.slice(1);

const tones: Readonly<Record<string, Tone>> = { held: 'good', refuted: 'bad', inconclusive: 'unsure' };

const cell = (column: string, text: string): Child => {
  const tone = column === 'verdict' ? tones[text] : undefined;
  return tone ? badge(tone, text) : text;
};
