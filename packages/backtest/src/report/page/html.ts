/** Markup that needs no escaping any more. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template takes: texts and numbers are escaped, markup is not; nothing stands for nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Tags a template whose values come from anywhere: whatever is not {@link Html} already is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.reduce((text, part, i) => text + render(values[i - 1]) + part));
}

function render(value: Content): string {
  if (value instanceof Html) return value.text;
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "object") return value.map(render).join("");
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** JSON for a script element: no `<` remains that could close it, and no line end that JavaScript knows and JSON not. */
export function jsonForScript(value: unknown): Html {
  const escaped = JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return new Html(escaped);
}

/** A program for a script element, which the text `</script` inside it must not end. */
export function inlineScript(source: string): Html {
  return new Html(source.replace(/<(?=\/script|!--)/gi, "\\x3c"));
}
