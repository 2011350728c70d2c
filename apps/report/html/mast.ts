/** The top of the page: the verdict, the facts that identify the run, the figures asked for first. */
import type { Report } from '../model/report.ts';
import type { Outcome } from '../model/verdict.ts';
import { icon } from './icon.ts';
import { html, type Markup } from './markup.ts';

export function mast({ title, experiment, verdict }: Report, sections: readonly (readonly [string, string])[]): Markup {
  const { word, tone, reason, outcomes, facts } = verdict;
  return html`<header class="mast"><p class="kicker">Squall experiment report · <span class="mono">${experiment}</span></p><h1><bdi>${title}</bdi></h1>
<div class="verdict ${tone}"><p class="word">${icon(tone)}${word.charAt(0).toUpperCase() + word.slice(1)}</p><p class="reason">${reason}</p>
<dl class="outcomes">${outcomes.map(outcome)}</dl></div>
<dl class="facts">${facts.map(fact)}</dl>
<nav aria-label="Sections"><ul>${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav></header>`;
}

const outcome = ({ name, value, tone, meaning }: Outcome): Markup =>
  html`<div><dt>${name.charAt(0).toUpperCase() + name.slice(1)}</dt><dd><span class="${tone}">${icon(tone)}</span><b>${value}</b> <span class="meaning">${meaning}</span></dd></div>`;

const fact = ([label, value]: readonly [string, string]): Markup => {
  const hash = label === 'Plan' || label === 'Definition';
  return html`<div${hash && html` class="full"`}><dt>${label}</dt><dd${(hash || label === 'Run') && html` class="mono"`}>${value}</dd></div>`;
};

export const figures = ({ figures }: Report): Markup =>
  html`<dl class="figures">${figures.map(
    (f) => html`<div><dt>${f.label}</dt><dd class="value">${f.value}</dd><dd class="note">${f.note}</dd></div>`,
  )}</dl>`;

export const hypothesis = ({ hypothesis }: Report): Markup =>
  html`<dl class="hypothesis"><dt>If</dt><dd>${hypothesis.if}</dd><dt>then</dt><dd>${hypothesis.then}</dd>${
    hypothesis.because !== undefined && html`<dt>because</dt><dd>${hypothesis.because}</dd>`
  }</dl>`;
