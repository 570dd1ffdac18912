/** Lines of orders that a row of a delivery may be, as a record field offers them. */
import type { RecordSource } from "../../act";
import { call, type AwaitedLine } from "../../ipc";
import { showDecimal, type RecordOption } from "../../kit";
import { words } from "../../words";

const option = ({ line, order, part, awaited }: AwaitedLine): RecordOption => ({
  id: line,
  label: part.name,
  detail: [
    part.number,
    words.receiving.form.awaitedOn(`${showDecimal(awaited)} ${part.unit}`, order.number),
  ]
    .filter(Boolean)
    .join(" · "),
});

const has = (said: string | undefined, wanted: string) =>
  (said ?? "").toLocaleLowerCase().includes(wanted);

/** `session` names the delivery, once the form knows it. */
export function awaitedLines(session: () => unknown): RecordSource {
  const all = async () => {
    const id = session();
    if (typeof id !== "string") return [];
    return (await call("delivery_awaited", { id })).map(option);
  };
  return {
    async search(text) {
      const wanted = text.trim().toLocaleLowerCase();
      const offered = await all();
      return offered.filter(({ label, detail }) => has(label, wanted) || has(detail, wanted));
    },
    async resolve(id) {
      return (await all()).find((one) => one.id === id) ?? null;
    },
  };
}
