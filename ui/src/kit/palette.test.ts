import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = readFileSync("index.html", "utf8");
const vendor = readFileSync(
  "node_modules/@oicl/openbridge-webcomponents/src/palettes/variables.css",
  "utf8",
);

function vendorBackground(palette: string): string | undefined {
  const block = vendor.split(`:root[data-obc-theme="${palette}"] {`)[1]?.split("\n}")[0];
  return /--container-background-color: (rgb\([^)]*\))/.exec(block ?? "")?.[1];
}

it.each(["bright", "dusk", "night"])("%s is painted in the vendor's background", (palette) => {
  const painted = page.split(`html[data-obc-theme="${palette}"] {`)[1]?.split("}")[0];
  expect(vendorBackground(palette)).toMatch(/^rgb/);
  expect(painted).toContain(`background: ${vendorBackground(palette) ?? ""};`);
});

it("paints day where nothing is remembered", () => {
  expect(page).toContain(`background: ${vendorBackground("day") ?? "none"};`);
  expect(page).toContain('data-obc-theme="day"');
});
