/** Nothing that is stored is shown by its raw word: every table, column, fixed list and act has a name. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { words } from "../words";
import { actName, valueName } from "./readable";

/** Tests run in `ui`. */
const file = (path: string) => readFileSync(`../${path}`, "utf8");

/** Columns that every table has; they are shown as who and when. */
const OF_EVERY_ROW = ["id", "created_at", "created_by", "vessel_id"];
/** The audit log has its own page. */
const OWN_PAGE = "pms_audit_log";

interface Stored {
  table: string;
  columns: string[];
  lists: { column: string; value: string }[];
}

function stored(): Stored[] {
  const schema = file("migrations/replica/schema.sql");
  const created = [...schema.matchAll(/CREATE TABLE (pms_\w+) \(\n([\s\S]*?)\) STRICT/g)];
  // Columns that came later stand in one line behind the others.
  const tables = created.map(([whole, table = "", body = ""]) => [
    whole,
    table,
    body.replace(/^, (.*)$/m, (_, later: string) =>
      later
        .split(", ")
        .map((column) => `    ${column}`)
        .join("\n"),
    ),
  ]);
  return tables
    .filter(([, table]) => table !== OWN_PAGE)
    .map(([, table = "", body = ""]) => ({
      table,
      columns: [...body.matchAll(/^ {4}([a-z_]+) (?:BLOB|TEXT|INTEGER)/gm)]
        .map(([, column = ""]) => column)
        .filter((column) => !OF_EVERY_ROW.includes(column)),
      lists: body.split("\n").flatMap((line) => {
        const column = /^ {4}([a-z_]+) TEXT/.exec(line)?.[1];
        if (column === undefined || !line.includes("CHECK")) return [];
        const values = [...line.matchAll(/'([a-z_]+)'/g)];
        return values.map(([, value = ""]) => ({ column, value }));
      }),
    }));
}

it("reads the tables of the replica", () => {
  const ledger = stored().find(({ table }) => table === "pms_inventory_transactions");
  expect(ledger?.columns).toContain("counted");
  expect(ledger?.lists).toContainEqual({ column: "kind", value: "written_off" });
});

it("names every table and column", () => {
  const nameless = stored().flatMap(({ table, columns }) => [
    ...(table in words.tables ? [] : [table]),
    ...columns.filter((column) => !(column in words.columns)).map((one) => `${table}.${one}`),
  ]);
  expect(nameless).toEqual([]);
});

it("names every value of a fixed list", () => {
  const raw = stored().flatMap(({ table, lists }) =>
    lists
      .filter(({ column, value }) => {
        const plain = value.replaceAll("_", " ");
        return valueName({ table, column }, plain) === plain;
      })
      .map(({ column, value }) => `${table}.${column}: ${value}`),
  );
  expect(raw).toEqual([]);
});

it("names every act", () => {
  const generated = file("ui/src/ipc/generated.ts");
  const body = /export interface ActParams \{\n([\s\S]*?)\n\}/.exec(generated)?.[1] ?? "";
  const acts = [...body.matchAll(/^ {2}(\w+):/gm)].map(([, act = ""]) => act);
  expect(acts).toContain("log_part_usage");
  expect(acts.filter((act) => actName(act) === act.replaceAll("_", " "))).toEqual([]);
});
