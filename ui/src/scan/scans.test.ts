import { expect, it } from "vitest";
import { useTransport, type PartRow } from "../ipc";
import { FOUND_ROWS_MAX, Scans } from "./scans.svelte";

const part = (name: string) => ({ id: name, name }) as PartRow;
const scanned = (text: string, asUs: string | null = null) => ({ text, asUs });

/** Answers each code from `known`; `hold` keeps every answer back until it is called. */
function stores(known: Record<string, PartRow[]>, { hold = false } = {}) {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  useTransport({
    async call(_name, args) {
      const { code } = args as { code: string };
      asked.push(code);
      if (hold) await new Promise<void>((go) => waiting.push(go));
      return { parts: known[code] ?? [] };
    },
    listen: () => () => undefined,
  });
  return { asked, release: () => waiting.shift()?.() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

it("drops none of 200 scans that arrive while the first is looked up", async () => {
  const codes = Array.from({ length: 200 }, (_, index) => `C-${index}`);
  const { asked, release } = stores({ "C-7": [part("Impeller")] }, { hold: true });
  const scans = new Scans();
  for (const code of codes) scans.add(scanned(code));
  expect([asked.length, scans.rows.length, scans.count]).toEqual([1, 200, 200]);
  for (let answered = 0; answered < codes.length; answered += 1) {
    release();
    await settled();
  }
  expect(asked).toEqual(codes);
  expect(scans.unknown).toBe(199);
  expect(scans.rows.find(({ text }) => text === "C-7")?.state).toBe("found");
});

it("keeps an unknown code until a person dismisses it, however many are found after it", async () => {
  stores({ known: [part("Gasket")] });
  const scans = new Scans();
  scans.add(scanned("nobody's"));
  for (let count = 0; count < FOUND_ROWS_MAX + 10; count += 1) scans.add(scanned("known"));
  await settled();
  scans.close();
  scans.isOpen = true;
  expect(scans.rows.map(({ text, state }) => [text, state])).toEqual([["nobody's", "unknown"]]);
  scans.dismiss(scans.rows[0]?.id ?? 0);
  expect(scans.rows).toEqual([]);
});

it("brings unknown codes back after a restart, and asks for them again", async () => {
  const before = new Scans();
  stores({});
  before.add(scanned("new-1"));
  before.add(scanned("new-2"));
  await settled();
  const after = new Scans(before.open);
  expect(after.rows.map(({ text, state }) => [text, state])).toEqual([
    ["new-2", "unknown"],
    ["new-1", "unknown"],
  ]);
  stores({ "new-1": [part("Seal")] });
  after.allAgain();
  await settled();
  expect(after.open).toEqual(["new-2"]);
});

it("asks by the US keyboard only when nobody has what was read", async () => {
  const { asked } = stores({ "Y-1/2": [part("Hose")], same: [part("Nut")] });
  const scans = new Scans();
  scans.add(scanned("Zß1-2", "Y-1/2"));
  scans.add(scanned("same", "other"));
  await settled();
  expect(asked).toEqual(["Zß1-2", "Y-1/2", "same"]);
  expect(scans.rows.map(({ parts }) => parts[0]?.name)).toEqual(["Nut", "Hose"]);
});

it("hands what is found to the form that asked for it, after a choice where there are several", async () => {
  stores({ one: [part("Seal")], two: [part("Bolt"), part("Bolt, long")] });
  const scans = new Scans();
  const taken: string[] = [];
  const stop = scans.into({
    name: "Count sheet",
    take: ({ name }) => (taken.push(name), "counted"),
  });
  scans.add(scanned("one"));
  scans.add(scanned("two"));
  await settled();
  expect([taken, scans.rows[0]?.state, scans.rows[1]?.taken]).toEqual([
    ["Seal"],
    "several",
    "counted",
  ]);
  scans.choose(scans.rows[0]?.id ?? 0, part("Bolt, long"));
  expect(taken).toEqual(["Seal", "Bolt, long"]);
  stop();
  scans.add(scanned("one"));
  await settled();
  expect(taken.length).toBe(2);
});

it("says that a code could not be looked up and asks again when told to", async () => {
  let fails = true;
  useTransport({
    call: () =>
      fails ? Promise.reject(new Error("gone")) : Promise.resolve({ parts: [part("Seal")] }),
    listen: () => () => undefined,
  });
  const scans = new Scans();
  scans.add(scanned("4006381333931"));
  await settled();
  expect(scans.rows[0]?.state).toBe("failed");
  fails = false;
  scans.again(scans.rows[0]?.id ?? 0);
  await settled();
  expect(scans.rows[0]?.state).toBe("found");
});
