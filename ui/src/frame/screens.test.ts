import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { formOf } from "../act";
import { words } from "../words";
import { screenFor, type PlaceOfScreens } from "./screens";

const page = () => Promise.reject(new Error("not opened here"));
const WORK: PlaceOfScreens = {
  key: "work",
  icon: "work",
  inNavigation: true,
  screens: [
    { path: ["work"], page },
    { path: ["work", "orders", ":id"], page },
  ],
};

it("finds a page and hands it the names in its path", () => {
  const found = screenFor([WORK], ["work", "orders", "w1"]);
  expect([found?.place.key, found?.props]).toEqual(["work", { id: "w1" }]);
});

it("knows no page for a longer or another path", () => {
  expect(screenFor([WORK], ["work", "orders", "w1", "x"])).toBeNull();
  expect(screenFor([WORK], ["stores"])).toBeNull();
});

it("knows a form for every act that the catalogue names, but for those at the terminal only", () => {
  const listed = readFileSync("src/frame/without-screen.json", { encoding: "utf8" });
  const without = Object.keys(words.acts).filter((action) => formOf(action) === undefined);
  // Exactly these: an act whose form came is taken off the list.
  expect(without.sort()).toEqual(JSON.parse(listed));
});
