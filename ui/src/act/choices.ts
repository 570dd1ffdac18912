/** What the record fields of forms offer: equipment, parts, storage places, people. */
import { call, type Choice } from "../ipc";
import { showDecimal, type RecordOption } from "../kit";
import { words } from "../words";
import type { Context, RecordSource } from "./form";

type Chosen =
  | "pms_equipment"
  | "pms_parts"
  | "pms_locations"
  | "pms_crew"
  | "pms_faults"
  | "pms_work_orders"
  | "pms_documents"
  | "pms_suppliers";

function option({ id, label, code, more, stock, unit, fits }: Choice): RecordOption {
  const inStores =
    stock === null ? null : words.act.inStores(`${showDecimal(stock)} ${unit ?? ""}`.trim());
  const detail = [code, more, inStores, fits ? words.act.fitsHere : null];
  return { id, label, detail: detail.filter(Boolean).join(" · ") };
}

/** For parts, `equipment` names the parameter whose spare-part list comes first. */
export function chooseFrom(table: Chosen, equipment?: string): RecordSource {
  return {
    async search(text: string, context: Context) {
      const first = equipment === undefined ? undefined : context.values[equipment];
      const near = typeof first === "string" ? { equipment: first } : {};
      return (await call("choices", { table, text, ...near })).map(option);
    },
    async resolve(id: string) {
      const [found] = await call("choices", { table, id });
      return found ? option(found) : null;
    },
  };
}
