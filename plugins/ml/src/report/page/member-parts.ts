import { type Html, html } from "@bellwether/backtest";
import type { MemberReport } from "../../training/training-report.js";
import { calibrationPart } from "./calibration-part.js";
import { classesPart } from "./classes-part.js";
import { foldsPart } from "./folds-part.js";
import { heading, type Part } from "./heading.js";
import { importancesPart } from "./importances-part.js";
import { recipePart } from "./recipe-part.js";
import { scoresPart } from "./scores-part.js";

/** A place that the list of sections leads to. */
export type Place = readonly [id: string, label: string];

export interface MemberSections {
  readonly places: readonly Place[];
  readonly body: Html;
}

/** Sections on the only model; of an ensemble one section a role, with chapters. */
export function memberSections(members: readonly MemberReport[]): MemberSections {
  if (members.length === 1) {
    const parts = partsOf(members[0]!);
    return { places: parts.map(({ id, short }) => [id, short] as const), body: html`${parts.map(section)}` };
  }
  const places = members.map(({ role }, i) => [`member-${i + 1}`, capital(role)] as const);
  return { places, body: html`${members.map((member, i) => roleSection(member, `member-${i + 1}`))}` };
}

function partsOf(member: MemberReport): Part[] {
  const parts = [scoresPart, classesPart, calibrationPart, foldsPart, importancesPart, recipePart];
  return parts.map((part) => part(member)).filter((part) => part !== null);
}

function section({ id, title, body }: Part): Html {
  return html`<section aria-labelledby="${id}">${heading(2, title, id)}${body(3)}</section>`;
}

function roleSection(member: MemberReport, id: string): Html {
  return html`<section aria-labelledby="${id}" class="role">${heading(2, `${capital(member.role)}: ${member.family}`, id)}${partsOf(
    member,
  ).map((part) => html`<div class="chapter">${heading(3, part.title)}${part.body(4)}</div>`)}</section>`;
}

function capital(role: string): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}
