import { expect, it } from "vitest";
import { count, LabelRun } from "./run.svelte";

const part = (id: string) => ({ id, name: `Part ${id}`, number: id, place: null });
const run = (...ids: string[]) => new LabelRun(ids.map(part), null);

it("takes whole numbers alone", () => {
  expect(["0", "12", "2000", "2001", "", "1.5", "-1", "1e2"].map(count)).toEqual([
    0,
    12,
    2000,
    null,
    null,
    null,
    null,
    null,
  ]);
});

it("begins with one label of each part", () => {
  const three = run("a", "b", "c");
  expect([three.labels, three.pages]).toEqual([3, 1]);
});

it("counts pages from the first free label of a started sheet", () => {
  const one = run("a");
  one.copies["a"] = "25";
  expect(one.pages).toBe(2);
  one.copies["a"] = "24";
  one.skip = "1";
  expect(one.pages).toBe(2);
  one.skip = "0";
  expect(one.pages).toBe(1);
  one.form = "roll_62";
  expect(one.pages).toBe(24);
});

it("skips nothing on a roll, whatever was typed for a sheet", () => {
  const one = run("a");
  one.skip = "23";
  expect(one.args("/l.pdf").skip).toBe(23);
  one.form = "roll_62";
  expect(one.args("/l.pdf").skip).toBe(0);
});

it("knows no sum while a field is wrong", () => {
  const two = run("a", "b");
  two.copies["b"] = "";
  expect([two.labels, two.pages]).toEqual([null, null]);
  two.setAll("2");
  expect(two.labels).toBe(4);
  two.skip = "24";
  expect(two.pages).toBeNull();
});

it("asks for the parts that labels are wanted of, at the place it was opened from", () => {
  const two = new LabelRun(["a", "b"].map(part), "place");
  two.copies["a"] = "0";
  expect(two.args("/l.pdf")).toEqual({
    form: "a4_3x8",
    skip: 0,
    lines: [{ part: "b", copies: 1, location: "place" }],
    path: "/l.pdf",
  });
});
