import { Html, html } from "@bellwether/backtest";

/** A part of what is told about one model: a section of its own, or a chapter in the section of a role. */
export interface Part {
  readonly id: string;
  readonly title: string;
  /** What the list of sections calls it. */
  readonly short: string;
  /** @param level - of the headings inside. */
  body(level: 3 | 4): Html;
}

/** A heading of that level. */
export function heading(level: 2 | 3 | 4, text: string, id?: string): Html {
  const tag = new Html(`h${level}`);
  return html`<${tag}${id !== undefined && html` id="${id}"`}>${text}</${tag}>`;
}

/** A wide table in a frame that scrolls by itself, keyboard included. */
export function scrolling(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}
