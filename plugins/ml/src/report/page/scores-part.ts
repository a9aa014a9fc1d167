import { type Html, html, typographic } from "@bellwether/backtest";
import type { MemberReport } from "../../training/training-report.js";
import { countText } from "../words/figure-text.js";
import { bestOf, metricsOf, metricText } from "../words/metric-words.js";
import { type Part, scrolling } from "./heading.js";

/** Every metric, the baselines beside the model. */
export function scoresPart(member: MemberReport): Part {
  return { id: "scores", title: "Scores against baselines", short: "Scores", body: () => table(member) };
}

function table({ task, metrics, baselines, independentTestSamples }: MemberReport): Html {
  const judged = [{ name: "Model", metrics }, ...baselines];
  const rows = metricsOf(task).map((metric) => {
    const values = judged.map((one) => metric.value(one.metrics));
    const best = bestOf(metric, values);
    const cells = values.map((value, i) => {
      const top = value !== null && best !== null && metric.print(value) === metric.print(best);
      return html`<td${top && html` class="best"`}>${typographic(metricText(metric, judged[i]!.metrics))}${top && html`<span class="visually-hidden"> (best)</span>`}</td>`;
    });
    return html`<tr><th scope="row"><a href="#about-${metric.name}" title="${metric.about}">${metric.label}</a><span class="soft" aria-hidden="true"> ${metric.better === "higher" ? "↑" : "↓"}</span><span class="visually-hidden">, ${metric.better} is better</span></th>${cells}</tr>`;
  });
  return html`<p class="small soft">On ${countText(metrics.samples, "test sample")}, which the model did not learn from. Bold is the best of a row; ↑ higher is better, ↓ lower is better. Their labels overlap in time and are worth ${countText(Math.round(independentTestSamples), "sample")} that do not: chance is reckoned by these.</p>
  ${scrolling(
    "Scores of the model and its baselines",
    html`<table class="scores"><caption class="visually-hidden">Scores of the model and its baselines on the test range</caption>
  <thead><tr><th scope="col">Metric</th>${judged.map(({ name }, i) => html`<th scope="col"${i === 0 && html` class="own"`}>${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`,
  )}`;
}
