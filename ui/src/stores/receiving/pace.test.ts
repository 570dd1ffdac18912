import { expect, it } from "vitest";
import { Pace, TICKS_MAX } from "./pace";

const answers = (pace: Pace, times: readonly number[]) => times.map((at) => pace.tick(at));

it("asks once about thirty ticks within five seconds", () => {
  const pace = new Pace();
  const quick = Array.from({ length: TICKS_MAX }, (_, index) => index * 100);
  expect(answers(pace, quick).filter(Boolean).length).toBe(1);
  expect(pace.tick(3_100)).toBe(false);
});

it("does not ask who looks at each row", () => {
  const pace = new Pace();
  const calm = Array.from({ length: 200 }, (_, index) => index * 200);
  expect(answers(pace, calm)).not.toContain(true);
});
