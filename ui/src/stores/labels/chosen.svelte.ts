/** Which parts the page of labels is opened for. */
import { call, type PartRow, type WindowArgs } from "../../ipc";
import { LABELS_MAX, type LabelPart } from "./run.svelte";

/** Rows of one answer. */
const WINDOW_ROWS = 200;

/** The list of parts as it was shown when its labels were asked for. */
export const shownParts = $state<{ args: WindowArgs | null }>({ args: null });

export interface Chosen {
  parts: readonly LabelPart[];
  /** The place that all labels name. */
  location: string | null;
  /** Parts of the list; more than `parts` where one file does not hold them. */
  total: number;
}

const line = (row: PartRow): LabelPart => ({
  id: row.id,
  name: row.name,
  number: row.number,
  place: row.location?.label ?? null,
});

/** The parts that the address names: one part, a place, or the list. */
export async function chosenBy(query: ReadonlyMap<string, string>): Promise<Chosen> {
  const part = query.get("part");
  const at = query.get("at");
  const delivery = query.get("delivery");
  if (part !== undefined) return onePart(part);
  if (at !== undefined) return atPlace(at);
  if (delivery !== undefined) return ofDelivery(delivery);
  return shownParts.args === null ? { parts: [], location: null, total: 0 } : list(shownParts.args);
}

async function onePart(id: string): Promise<Chosen> {
  const { part, location } = await call("part_page", { id });
  const { name, number } = part;
  return {
    parts: [{ id, name, number, place: location?.label ?? null }],
    location: null,
    total: 1,
  };
}

async function atPlace(location: string): Promise<Chosen> {
  const [rows, places] = await Promise.all([
    call("location_stock", { location }),
    call("location_list", {}),
  ]);
  const place = places.find((node) => node.location.id === location)?.location.name ?? null;
  const parts = rows.map((row) => ({ ...line(row.part), place }));
  return { parts: parts.slice(0, LABELS_MAX), location, total: parts.length };
}

/** What of a delivery goes to stores, place by place. */
async function ofDelivery(id: string): Promise<Chosen> {
  const received = await call("delivery_labels", { id });
  const parts = received.map(({ part, location, units }) => ({
    id: `${part.id} ${location?.id ?? ""}`,
    part: part.id,
    name: part.label,
    number: part.code,
    place: location?.label ?? null,
    ...(location ? { location: location.id } : {}),
    ...(units === null ? {} : { units }),
  }));
  return { parts, location: null, total: parts.length };
}

async function list(args: WindowArgs): Promise<Chosen> {
  const parts: LabelPart[] = [];
  let total = 0;
  do {
    const { rows, total: all } = await call("part_list", {
      ...args,
      offset: parts.length,
      limit: WINDOW_ROWS,
    });
    total = all;
    parts.push(...rows.map(line));
    if (rows.length === 0) break;
  } while (parts.length < Math.min(total, LABELS_MAX));
  return { parts: parts.slice(0, LABELS_MAX), location: null, total };
}
