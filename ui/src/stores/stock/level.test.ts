import { expect, it } from "vitest";
import { levelPicture } from "./level";

const BOX = { width: 100, height: 50 };
const at = (hour: number) => `2026-11-22T${String(hour).padStart(2, "0")}:00:00Z`;

it("steps at each movement and holds its level until now", () => {
  const points = [
    { at: at(0), total: "10" },
    { at: at(5), total: "5" },
  ];
  const { path, ticks } = levelPicture(points, Date.parse(at(10)), BOX);
  expect(ticks).toEqual([0, 5, 10]);
  expect(path).toBe("M0 0H50V25H100");
});

it("shows what went below zero below the zero line", () => {
  const points = [
    { at: at(0), total: "2" },
    { at: at(5), total: "-1" },
  ];
  const picture = levelPicture(points, Date.parse(at(10)), BOX);
  expect(picture.ticks).toEqual([-1, 0, 1, 2]);
  expect([picture.y(0) < picture.y(-1), picture.y(-1)]).toEqual([true, 50]);
});

it("names levels of decimals without the errors of binary sums", () => {
  const points = [{ at: at(0), total: "0.3" }];
  expect(levelPicture(points, Date.parse(at(1)), BOX).ticks).toEqual([0, 0.1, 0.2, 0.3]);
});

it("draws a part that never had any", () => {
  const { ticks, path } = levelPicture([{ at: at(0), total: "0" }], Date.parse(at(0)), BOX);
  expect(ticks.length).toBeGreaterThan(1);
  expect(path).not.toContain("NaN");
});
