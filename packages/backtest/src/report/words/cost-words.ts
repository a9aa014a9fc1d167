import type { CostShare } from "../tables/cost-shares.js";

/** How the lines of the cost table are called, and what they mean. */
export const COST_WORDS: Readonly<Record<CostShare["name"], { readonly label: string; readonly about: string }>> = {
  fees: { label: "Fees", about: "Paid to the venue for every fill." },
  slippage: { label: "Slippage", about: "Fills against their reference prices; negative where they were better." },
  funding: { label: "Funding", about: "Paid on perpetuals while positions were held; negative is received." },
  dust: { label: "Dust", about: "Value of remainders too small to sell." },
  total: { label: "All costs", about: "The lines above together." },
  insured: {
    label: "Borne by insurance",
    about: "Losses beyond the margin that the venue took over; not in the sum, the run did not pay them.",
  },
};
