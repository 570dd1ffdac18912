import { expect, it } from "vitest";
import { asIpcError } from "./error";

it("knows the parameter that a refusal is about, and where in it", () => {
  const refused = asIpcError({
    code: "invalid",
    message: "Write a price.",
    detail: { field: "lines.3.unit_price" },
  });
  expect([refused.field, refused.path]).toEqual(["lines", "lines.3.unit_price"]);
  const plain = asIpcError({
    code: "invalid",
    message: "Write a name.",
    detail: { field: "name" },
  });
  expect([plain.field, plain.path]).toEqual(["name", "name"]);
  const none = asIpcError({ code: "wrong_state", message: "It was placed.", detail: null });
  expect([none.field, none.path]).toEqual([null, null]);
});
