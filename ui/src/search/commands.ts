/**
 * Commands that a person types: a fixed verb, and what the form starts from. What has no form yet is
 * no command.
 */
import { formOf } from "../act";
import { words } from "../words";

export type Verb = keyof typeof words.search.verbs;

export interface Command {
  verb: Verb;
  /** What was typed after the verb. */
  rest: string;
}

/** Everything but a place of its own opens a form. */
const PLACES: ReadonlySet<Verb> = new Set(["stock", "manual"]);
/** What follows the verb names no equipment. */
const ABOUT_NOTHING: ReadonlySet<Verb> = new Set(["stock"]);

/** What was typed as a command; null when it does not begin with a verb, or nobody may open it. */
export function commandOf(text: string, may: (verb: Verb) => boolean): Command | null {
  const typed = text.trim().replaceAll(/\s+/g, " ");
  const lower = typed.toLocaleLowerCase();
  let found: (Command & { length: number }) | null = null;
  for (const [verb, begins] of Object.entries(words.search.verbs) as [Verb, readonly string[]][]) {
    for (const begin of begins) {
      const isWhole = lower === begin || lower.startsWith(`${begin} `);
      if (isWhole && begin.length > (found?.length ?? 0) && may(verb)) {
        found = { verb, rest: typed.slice(begin.length).trim(), length: begin.length };
      }
    }
  }
  return found && { verb: found.verb, rest: found.rest };
}

/** Whether the verb leads anywhere: to a place, or to a form that the person is offered. */
export function leads(verb: Verb, offered: readonly string[]): boolean {
  return PLACES.has(verb) || (formOf(verb) !== undefined && offered.includes(verb));
}

/** Whether the words after the verb may begin with an equipment. */
export function isAboutEquipment(verb: Verb): boolean {
  return !ABOUT_NOTHING.has(verb);
}

/** Whether the verb opens the form of an act. */
export function isAct(verb: Verb): boolean {
  return !PLACES.has(verb);
}
