/** Signs that stand beside every coloured word, so that colour is never alone. */
import type { Tone } from '../model/verdict.ts';
import { html, type Markup, trusted } from './markup.ts';

const shapes: Record<Tone, string> = {
  good: '<path d="M3.5 8.5l3 3 6-7"/>',
  bad: '<path d="M4 4l8 8M12 4l-8 8"/>',
  unsure: '<path d="M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.9M8 12.9v.1"/>',
  plain: '<path d="M4 8h8"/>',
};

export const icon = (tone: Tone): Markup =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${trusted(shapes[tone])}</svg>`;

export const badge = (tone: Tone, word: string): Markup =>
  html`<span class="badge ${tone}">${icon(tone)}${word}</span>`;
