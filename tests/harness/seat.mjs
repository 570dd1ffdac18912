/** One window on a copy of the demo vessel, for all tests of a file. */
import { after, before } from "node:test";
import { openBrowser, openPage } from "./browser.mjs";
import { Host } from "./host.mjs";
import { Keys } from "./keys.mjs";
import { Person } from "./person.mjs";

/**
 * Taken before the file's tests begin, left after them. `name` is signed in at the page, as a person
 * does it. `take` is handed what the file works with: browser, host, opened, page, person, keys.
 */
export function seatOnDemo(name, take) {
  let seat;
  before(async () => {
    const [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
    seat = { browser, host };
    const opened = await openPage(browser, host);
    const { page } = opened;
    Object.assign(seat, { opened, page, person: new Person(page), keys: new Keys(page) });
    await seat.person.signIn(name);
    await take(seat);
  });
  after(async () => {
    await seat?.browser.close();
    await seat?.host.stop();
  });
}
