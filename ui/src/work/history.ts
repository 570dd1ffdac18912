/** What happened, newest first: what people wrote, and what the program noted. Pure. */
import type { HistoryLine, NoteLine } from "../ipc";
import type { TimelineEvent } from "../kit";
import { nameOf, words } from "../words";

const said = words.work.timeline;
/** Characters of the old note that a correction repeats. */
const REPEATED_CHARACTERS = 120;

/** A note's id in an event's id: `note:…`. System lines have none. */
const NOTE = "note:";

export function noteIdOf(event: TimelineEvent): string | null {
  return event.id.startsWith(NOTE) ? event.id.slice(NOTE.length) : null;
}

function shortened(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= REPEATED_CHARACTERS) return text;
  return `${characters.slice(0, REPEATED_CHARACTERS - 1).join("")}…`;
}

function fromNote(note: NoteLine): TimelineEvent {
  return {
    id: `${NOTE}${note.id}`,
    at: note.at,
    person: note.by,
    kind: nameOf(words.enumerations.noteCategory, note.category).toLocaleLowerCase(),
    text: note.text,
    detail: note.corrects === null ? null : said.corrects(shortened(note.corrects)),
  };
}

function fromHistory(line: HistoryLine): TimelineEvent {
  return {
    id: `entry:${line.entry.device}:${line.entry.seq}`,
    at: line.at,
    text: textOf(line),
  };
}

function textOf({ text, by, signed_by: signer }: HistoryLine): string {
  if (signer === null) return said.by(text, by);
  return signer === by ? said.signed(text, signer) : said.signedFor(text, signer, by);
}

/** At one moment the note stands above the line it caused ("Started with the first note"). */
export function timelineOf(
  notes: readonly NoteLine[],
  history: readonly HistoryLine[],
): TimelineEvent[] {
  const events = [...notes.map(fromNote), ...history.map(fromHistory)];
  return events.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
