/** Where the window is: a person who went elsewhere stays there. */
import { expect, it } from "vitest";
import { route } from "./route.svelte";

const told = () => new Promise((done) => addEventListener("hashchange", done, { once: true }));

it("does not take a person back who went elsewhere in the same moment", async () => {
  location.hash = "#/handover/signed";
  route.replace("#/now");
  await told();
  expect(route.path).toEqual(["handover", "signed"]);
  route.replace("#/handover");
  expect([route.path, location.hash]).toEqual([["handover"], "#/handover"]);
});
