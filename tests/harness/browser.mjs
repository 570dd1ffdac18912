/** Debian's Chromium, and pages that fail the test when the page itself reports a fault. */
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The smallest screen that the pages are made for. */
export const SMALLEST = { width: 1280, height: 720 };
/** Longest that an answer of the page is waited for. */
const WAIT_MS = 10_000;

export const openBrowser = () =>
  chromium.launch({ executablePath: EXECUTABLE, headless: true, args: FLAGS });

/**
 * A page on the host. `troubles` collects what the page must never do: uncaught errors, errors on
 * the console (also a refusal by the content security policy), requests to anywhere else.
 */
export async function openPage(browser, host, options = {}) {
  const { viewport = SMALLEST, zoom = 1, palette = "day", size = "regular", path = "" } = options;
  const context = await browser.newContext({
    viewport: { width: viewport.width / zoom, height: viewport.height / zoom },
    deviceScaleFactor: zoom,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Pacific/Auckland",
  });
  await context.addInitScript(
    ([palette, size]) => {
      localStorage.setItem("celeste.palette", palette);
      localStorage.setItem("celeste.size", size);
    },
    [palette, size],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    // A refused act answers 422, which the browser itself reports; the page shows it in words.
    const isRefusal = message.text().includes("status of 422");
    if (message.type() === "error" && !isRefusal) troubles.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    const isOwn = url.startsWith(host.url) || url.startsWith("data:") || url.startsWith("blob:");
    if (!isOwn) troubles.push(`request: ${url}`);
  });
  await page.goto(`${host.url}/${path}`);
  return { page, troubles, close: () => context.close() };
}
