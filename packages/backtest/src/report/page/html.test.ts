import { describe, expect, it } from "vitest";
import { html, inlineScript, jsonForScript } from "./html.js";

describe("html", () => {
  it("escapes every value, keeps markup, and leaves out what is not there", () => {
    const inner = html`<b>${"<i>"}</b>`;
    expect(html`<p title="${`"'&`}">${inner}${null}${false}${[1, "<"]}</p>`.text).toBe(
      '<p title="&quot;&#39;&amp;"><b>&lt;i&gt;</b>1&lt;</p>',
    );
  });
});

describe("jsonForScript", () => {
  it("holds nothing that ends or opens a script, and reads back equal", () => {
    const value = { reason: "</script><!--<script>\u2028\u2029" };
    const { text } = jsonForScript(value);
    expect(text).not.toMatch(/[<>\u2028\u2029]/);
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe("inlineScript", () => {
  it("ends at its own end", () => {
    const { text } = inlineScript('const a = "</script>", b = "<!-- x";');
    expect(text).not.toMatch(/<\/script|<!--/i);
    expect(new Function(`${text} return a + b;`)()).toBe("</script><!-- x");
  });
});
