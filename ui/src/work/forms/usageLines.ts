/**
 * What one sheet takes from stores or brings back, before it is written. A line of quantity 0 is a
 * line without its tick, for the program as for the person. Pure.
 */
import type { PartPage, UsageWish } from "../../ipc";
import { isPositive, negated, sumOf } from "../../kit";

/** What lies at one place. */
export interface PlaceStock {
  id: string;
  code: string;
  name: string;
  onHand: string;
}

/** A part as a row of the sheet shows it. */
export interface PartStock {
  name: string;
  number: string;
  unit: string;
  stock: PartPage["stock"];
  places: readonly PlaceStock[];
  usual: string | null;
}

/** What would lie at a place after the whole sheet, where that is less than nothing. */
export interface Shortage {
  now: string;
  logging: string;
  then: string;
}

export function isTicked(line: UsageWish): boolean {
  const quantity = line.quantity ?? "1";
  return quantity !== "" && isPositive(quantity);
}

/** What is typed is no number. */
export function isUnreadable(line: UsageWish): boolean {
  return line.quantity === "";
}

export function ticked(lines: readonly UsageWish[]): number {
  return lines.filter(isTicked).length;
}

/** Something is ticked, and every ticked line names its place. */
export function areReady(lines: readonly UsageWish[]): boolean {
  return ticked(lines) > 0 && lines.every((line) => !isTicked(line) || Boolean(line.location));
}

export function linesOf(value: unknown): readonly UsageWish[] {
  return Array.isArray(value) ? (value as UsageWish[]) : [];
}

export function stockOf({ part, location, stock, places }: PartPage): PartStock {
  return {
    name: part.name,
    number: part.number,
    unit: part.unit,
    stock,
    places: places.map((place) => ({
      id: place.location.id,
      code: place.location.code,
      name: place.location.label,
      onHand: place.quantity,
    })),
    usual: location?.id ?? null,
  };
}

/** Where a part is most likely taken from: its usual place, else the first that it lies at. */
export function likelyPlace({ usual, places }: PartStock): string | null {
  return usual ?? places.find(({ onHand }) => isPositive(onHand))?.id ?? places[0]?.id ?? null;
}

/** What the sheet takes from one place together, so that two lines cannot hide a shortage. */
export function shortageAt(
  lines: readonly UsageWish[],
  { part, location }: UsageWish,
  stock: PartStock,
): Shortage | null {
  const now = stock.places.find(({ id }) => id === location)?.onHand ?? "0";
  const same = lines.filter(
    (line) => line.part === part && line.location === location && isTicked(line),
  );
  const logging = sumOf(same.map(({ quantity }) => quantity ?? "1"));
  const then = sumOf([now, negated(logging)]);
  return then.startsWith("-") ? { now, logging, then } : null;
}
