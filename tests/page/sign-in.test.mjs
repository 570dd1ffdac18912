/** Signing in: tiles, PIN by mouse and keys, wrong PINs, lock and change of user. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { Host } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";
import { survey } from "../harness/survey.mjs";

const NOWAK = "Marta Nowak";
const PERKOVIC = "Ivana Perković";

let browser;
let host;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
});
after(async () => {
  await browser.close();
  await host.stop();
});

test("the sign-in screens", async (t) => {
  const { page, troubles, close } = await openPage(browser, host);
  const person = new Person(page);
  await person.heading("Who are you?").waitFor();
  assert.equal(await page.getByText("Demo vessel. Everybody’s PIN is 123456.").count(), 1);
  await survey(t, page, "sign-in-tiles");
  await page.getByRole("button", { name: new RegExp(`^${NOWAK}`) }).click();
  await person.heading(NOWAK).waitFor();
  await survey(t, page, "sign-in-pin");
  await t.test("a wrong PIN is said beside the keys and forgets the digits", async (t) => {
    await page.keyboard.type("999999");
    await page.keyboard.press("Enter");
    await page.getByText("This PIN is not right. Try again.").waitFor();
    await survey(t, page, "sign-in-wrong");
  });
  assert.deepEqual(troubles, []);
  await close();
});

test("a PIN by mouse signs in, and two clicks and a PIN change the user", async () => {
  const { page, troubles, close } = await openPage(browser, host);
  const person = new Person(page);
  await page.getByRole("button", { name: new RegExp(`^${NOWAK}`) }).click();
  for (const digit of "123456") await person.button(`Digit ${digit}`).click();
  await person.button("Sign in").click();
  await page.getByRole("navigation", { name: "Places" }).getByText(NOWAK).waitFor();
  await person.button("Change user").click();
  await page.getByRole("button", { name: new RegExp(`^${PERKOVIC}`) }).click();
  await page.keyboard.type("123456");
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Places" }).getByText(PERKOVIC).waitFor();
  assert.deepEqual(troubles, []);
  await close();
});

test("Ctrl+L locks on any screen, and F8 changes the palette", async () => {
  const { page, close } = await openPage(browser, host);
  const person = new Person(page);
  if (await page.getByRole("navigation", { name: "Places" }).isVisible())
    await person.button("Change user").click();
  await person.signIn(NOWAK);
  const palette = () => page.evaluate(() => document.documentElement.dataset.obcTheme);
  const first = await palette();
  await page.keyboard.press("F8");
  assert.notEqual(await palette(), first);
  await page.keyboard.press("Control+l");
  await person.heading("Who are you?").waitFor();
  await close();
});

test("whole sign-in by keyboard alone", async () => {
  const { page, close } = await openPage(browser, host);
  await new Person(page).heading("Who are you?").waitFor();
  for (let count = 0; count < 60; count += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement?.innerText ?? "");
    if (at.startsWith(NOWAK)) break;
  }
  await page.keyboard.press("Enter");
  await page.keyboard.type("123456");
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Places" }).waitFor();
  await close();
});

test("five wrong PINs bring a pause that names the seconds", async () => {
  await host.call("lock");
  const zak = await host.person("Rodel Villanueva");
  const said = [];
  for (let count = 0; count < 6; count += 1) {
    await host
      .call("sign_in", { person: zak, pin: "111112" })
      .catch((error) => said.push(error.code));
  }
  assert.deepEqual(said, [...Array(5).fill("wrong_pin"), "pin_wait"]);
  const { page, close } = await openPage(browser, host);
  await page.getByRole("button", { name: /^Rodel Villanueva/ }).click();
  await page.keyboard.type("123456");
  await page.keyboard.press("Enter");
  await page.getByText(/Too many wrong PINs\. Wait \d+ seconds and try again\./).waitFor();
  await close();
});
