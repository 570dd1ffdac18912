/** What an entry says beside its own words. Pure. */
import type { HandoverLine, SignedLine, Standing } from "../ipc";
import { nameOf, words } from "../words";

const said = words.handover;
export type ShowTime = (at: string) => string;

/** "Marta Nowak, 14:20 · High priority · Signed over". */
export function metaText({ entry, by }: HandoverLine, time: ShowTime): string {
  const parts = [said.by(by?.name ?? said.somebodyAshore, time(entry.created_at))];
  if (entry.priority === "high" || entry.priority === "low") {
    parts.push(said.priority(nameOf(words.enumerations.priority, entry.priority)));
  }
  if (entry.is_signed_over) parts.push(said.signedOver);
  return parts.join(" · ");
}

/** The record's code and name; the code alone where the entry's title says the name already. */
export function recordText({ code, label }: Standing, title: string): string {
  return label === title ? code : `${code} ${label}`;
}

/** What came of it, or why it is open again; none for an entry that simply is open. */
export function closedText(
  { entry, closed_by: closer }: HandoverLine,
  time: ShowTime,
): string | null {
  if (entry.status === "open") return entry.remark === null ? null : said.openAgain(entry.remark);
  const state = nameOf(words.states.handover, entry.status);
  const when = entry.closed_at === null ? "" : time(entry.closed_at);
  const closed = said.closed(state, closer?.name ?? said.somebodyAshore, when);
  return entry.remark === null ? closed : `${closed}: ${entry.remark}`;
}

/** What the forms of its acts start from: on a settled entry they open it again. */
export function givenFor({ entry }: HandoverLine): Record<string, unknown> {
  return { entry: entry.id, ...(entry.status === "open" ? {} : { back: true }) };
}

export function labelsFor({ entry }: HandoverLine): Record<string, string> {
  if (entry.status === "open") return {};
  const label = said.form.reopenSaid.button;
  return { close_handover_entry: label, withdraw_handover_entry: label };
}

/** "22 Nov 08:00 to 20:00". */
export function periodText({ from_at: from, until_at: until }: SignedLine, time: ShowTime): string {
  return from === null ? said.upTo(time(until)) : said.period(time(from), time(until));
}

/** Who took it over, or did not. */
export function answersText({ answers }: SignedLine): string {
  const names = (accepted: boolean) =>
    answers
      .filter((answer) => answer.is_accepted === accepted)
      .map(({ by }) => by.name)
      .join(", ");
  const [taken, refused] = [names(true), names(false)];
  const parts = [taken && said.takenBy(taken), refused && said.notAcceptedBy(refused)].filter(
    Boolean,
  );
  return parts.length > 0 ? parts.join("; ") : said.notTaken;
}
