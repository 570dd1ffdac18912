/** Files in the real window: chosen in the system's dialog, written, and shown by its viewer. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { chooseIn } from "../harness/dialog.mjs";
import { Workstation } from "../harness/workstation.mjs";
import { ENGINEER, PIN } from "./story.mjs";

test("a list is chosen in the dialog, and labels are shown by the viewer", async (t) => {
  const chapter = chapters(t);
  const folder = await mkdtemp(path.join(tmpdir(), "files-"));
  const shown = path.join(folder, "shown");
  // Stands in front of the system's own and notes what it is asked to show.
  const viewer = path.join(folder, "xdg-open");
  await writeFile(viewer, `#!/bin/sh\nprintf '%s' "$1" > "${shown}"\n`);
  await chmod(viewer, 0o755);
  const station = await Workstation.onDemo({ PATH: `${folder}:${process.env.PATH}` });
  const window = await station.open();
  after(async () => {
    await station.stop();
    await rm(folder, { recursive: true });
  });

  await chapter("the dialog opens beside its field, and what is chosen is read at once", async () => {
    const list = path.join(folder, "suppliers.csv");
    await writeFile(list, "code,name\nPIR,Piraeus Spares\n");
    await window.signIn(ENGINEER, PIN);
    await window.click("link", "Settings");
    await window.click("link", "Import and export", "main");
    await window.click("button", "Choose … (File)", "main");
    assert.ok(await chooseIn(window, "Choose a list", list), "the dialog is closed");
    await window.see("heading", "Columns", "main");
    await window.see("text", "~suppliers.csv", "main");
  });

  await chapter("labels are written, and the viewer is asked to show them", async () => {
    const file = path.join(folder, "labels.pdf");
    const { rows } = await window.call("part_list", { filters: {}, limit: 1 });
    await window.browser.execute(`location.hash = "#/stores/labels?part=${rows[0].id}"`);
    await window.see("text", rows[0].name, "main");
    await window.fill("Save as", file, "main");
    await window.click("button", "Make labels", "main");
    await window.click("button", "Open the file", "main");
    await window.until("the viewer", () => existsSync(shown) && readFileSync(shown, "utf8"));
    assert.equal(readFileSync(shown, "utf8"), file);
    assert.equal(readFileSync(file).subarray(0, 5).toString(), "%PDF-");
  });
  await window.close();
});
