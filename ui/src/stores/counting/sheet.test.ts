import { expect, it } from "vitest";
import type { PartRow } from "../../ipc";
import { countOne, linesOf, minus, reviewOf, setCount } from "./sheet";

const part = (id: string) => ({ id, name: id }) as PartRow;
const kept = (id: string, on_hand: string) => ({ part: part(id), on_hand, is_usual: true });

it("leaves uncounted parts uncounted: nothing typed is not zero", () => {
  const lines = linesOf([kept("seal", "4"), kept("bolt", "10")], []);
  expect(reviewOf(lines, {})).toEqual([]);
  const [line, ...others] = reviewOf(lines, setCount({}, "seal", "0"));
  expect([line?.part.id, line?.counted, line?.difference, others.length]).toEqual([
    "seal",
    "0",
    "-4",
    0,
  ]);
});

it("counts one more with each scan, and takes a part off the count again", () => {
  let counted = countOne(countOne({}, "seal"), "seal");
  expect(counted).toEqual({ seal: "2" });
  counted = countOne(setCount(counted, "oil", "1.5"), "oil");
  expect(counted).toEqual({ seal: "2", oil: "2.5" });
  expect(setCount(counted, "seal", "")).toEqual({ oil: "2.5" });
});

it("puts what a person found there behind what is kept there, once", () => {
  const lines = linesOf([kept("seal", "4")], [part("seal"), part("hose")]);
  expect(lines.map((line) => [line.part.id, line.recorded])).toEqual([
    ["seal", "4"],
    ["hose", "0"],
  ]);
});

it("subtracts decimals exactly", () => {
  expect(minus("0.3", "0.1")).toBe("0.2");
  expect(minus("2", "10.25")).toBe("-8.25");
  expect(minus("5", "5.0")).toBe("0");
  expect(minus("0", "-1")).toBe("1");
});
