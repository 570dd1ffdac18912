import { expect, it } from "vitest";
import { typedPin } from "./pin";

it("takes a PIN only when both boxes hold the same", () => {
  expect(typedPin("482915", "482915").pin).toBe("482915");
  expect(typedPin("482915", "482916")).toMatchObject({ pin: null, firstError: null });
  expect(typedPin("482915", "482916").againError).toMatch(/differ/);
});

it("says at the first box that a PIN is too short or no number", () => {
  expect(typedPin("48291", "").firstError).toMatch(/at least 6/);
  expect(typedPin("48291a", "").firstError).toMatch(/digits only/);
});

it("leaves an optional PIN empty without an error", () => {
  expect(typedPin("", "")).toEqual({ pin: null, firstError: null, againError: null });
});
