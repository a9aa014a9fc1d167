import { openTimeOf } from "@bellwether/core";
import type { Process } from "./process.js";
import { MINUTE } from "./scenario.js";
import { checkBooks } from "./state.js";
import { checkForeign, checkVenue, isForeign } from "./venue-checks.js";
import { BALANCE, type World } from "./world.js";

/** The faults have been over for a while: everything is known, and is as the venue has it. */
export function checkEnd(world: World, process: Process): void {
  const { run, watch } = process;
  const { report, timers, scenario } = world;
  const { checks } = watch;
  if (run === null) {
    report("goes-on", "no run is there at the end");
    return;
  }
  checks.lastOpen.forEach((openTime, stream) => {
    // a bar in which nobody traded is known by the next
    let newest = openTimeOf("1m", timers.true - MINUTE - 20_000);
    while (world.truth.bar(stream, newest) === undefined) newest -= MINUTE;
    if (!(openTime >= newest))
      report("bars-flow", `the last bar of stream ${stream} opened at ${openTime}; it is ${timers.true}`);
  });
  if (run.loop.desk.halt !== null && run.loop.desk.halt.rule === "halted") report("goes-on", "trading has not resumed");
  if (scenario.mode === "paper") return;
  checkVenue(world, checks, watch.names);
  checkForeign(world);
  checkBooks(run.loop, checks, report);
  checkOrders(world, process);
  checkBalances(world, process);
}

function checkOrders({ venue, report }: World, { watch }: Process): void {
  const { checks, names } = watch;
  const resting = new Set<string>();
  for (const { clientId, status } of venue.openOrders()) {
    if (isForeign(clientId)) continue;
    const id = names.orderOf(clientId, checks);
    if (id !== undefined && checks.orders.orders.has(id)) resting.add(id);
    else report("settled", `the venue works on ${clientId} (${status}), and the run does not`);
  }
  const ours = "working" in watch.broker! ? (watch.broker.working as readonly Standing[]) : [];
  for (const { id, status } of [...checks.orders.open, ...ours]) {
    if (status === "sent" || status === "unknown") report("settled", `order ${id} is ${status}`);
    else if (!resting.has(id)) report("settled", `order ${id} is ${status}, and the venue does not work on it`);
  }
}

interface Standing {
  readonly id: string;
  readonly status: string;
}

function checkBalances({ venue, report, scenario }: World, { run, watch }: Process): void {
  const { checks } = watch;
  const { portfolio, lanes } = run!.loop;
  const balances = venue.balances();
  const total = (asset: string) => (balances.get(asset)?.free ?? 0) + (balances.get(asset)?.locked ?? 0);
  const theirs = venue.openOrders().filter(({ clientId }) => isForeign(clientId));
  const locked = theirs.reduce((sum, { quantity, limitPrice = 0 }) => sum + quantity * limitPrice, 0);
  const booked = portfolio.free + locked;
  if (!(Math.abs(total("USDT") - booked) <= 1e-6)) {
    report("balances", `the venue has ${total("USDT")} USDT; the books say ${booked} (${BALANCE} at the start)`);
    return;
  }
  for (const symbol of scenario.symbols) {
    const base = symbol.split("/")[0]!;
    const held = lanes.reduce((sum, lane) => sum + (lane.symbol === symbol ? lane.position.quantity : 0), 0);
    const expected = held + (checks.dust.get(base) ?? 0);
    if (!(Math.abs(total(base) - expected) <= 1e-8))
      report(
        "positions",
        `the venue has ${total(base)} ${base}; ${held} are held, and ${expected - held} were given up`,
      );
  }
}
