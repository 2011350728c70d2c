/** A stretch of a monkey's days as a file: HTML, Markdown or JSON, by what the file's name ends with. */
import { policy } from '../html/document.ts';
import { html as markup, trusted } from '../html/markup.ts';
import { style } from '../html/style.ts';
import { oneLine } from '../plain-text.ts';
import type { DaysReport } from './model.ts';
import { pageOf, type Table } from './tables.ts';

export const daysReports: Readonly<Record<string, (report: DaysReport) => string>> = {
  '.html': daysHtml,
  '.md': daysMarkdown,
  '.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
};

function daysMarkdown(report: DaysReport): string {
  const { title, lead, tables } = pageOf(report);
  const cell = (text: string) => oneLine(text).replaceAll('|', '\\|');
  const section = ({ title: heading, columns, rows, none }: Table) => {
    const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
    const body = [line(columns), line(columns.map(() => '---')), ...rows.map(line)];
    return `## ${heading}\n\n${rows.length === 0 ? none : body.join('\n')}\n`;
  };
  return `# ${oneLine(title)}\n\n${lead.map(oneLine).join('\n')}\n\n${tables.map(section).join('\n')}`;
}

/** One file that opens from disk, asks the network for nothing, and runs no script. */
function daysHtml(report: DaysReport): string {
  const { title, lead, tables } = pageOf(report);
  const section = ({ title: heading, columns, rows, none }: Table, n: number) =>
    markup`<section aria-labelledby="s${n}"><h2 id="s${n}">${heading}</h2>${
      rows.length === 0
        ? markup`<p>${none}</p>`
        : markup`<div class="scroll"><table><thead><tr>${columns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows.map((row) => markup`<tr>${row.map((text) => markup`<td>${text}</td>`)}</tr>\n`)}</tbody></table></div>`
    }</section>\n`;
  return `<!doctype html>\n${
    markup`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${title} · Squall</title><style>${trusted(style)}</style></head>
<body><main><h1>${title}</h1>${lead.map((line) => markup`<p>${line}</p>`)}
${tables.map(section)}</main></body></html>`.markup
  }\n`;
}
