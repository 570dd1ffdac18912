/** What does not fit: sideways scrolling, cut texts without their full text, targets too small. */

/** Everything found wrong with the layout as it stands, one line each. */
export function misfits(page) {
  return page.evaluate(() => {
    const found = [];
    const name = (element) => {
      const classes = [...element.classList].filter((one) => !one.startsWith("svelte-"));
      const text = (element.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
      return `${[element.localName, ...classes].join(".")} "${text}"`;
    };
    const root = document.scrollingElement;
    if (root.scrollWidth > root.clientWidth) {
      found.push(`the window scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    }
    for (const element of document.querySelectorAll("body *")) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const isWide = element.scrollWidth > element.clientWidth + 1;
      // A grid of columns may scroll sideways inside itself (WCAG 1.4.10 excepts tables).
      const isTable = ['[role="grid"], table'].some(
        (table) => element.closest(table) !== null || element.querySelector(table) !== null,
      );
      if (
        isWide &&
        !isTable &&
        ["auto", "scroll"].includes(style.overflowX) &&
        element.clientWidth > 0
      ) {
        found.push(
          `scrolls sideways: ${name(element)} ${element.scrollWidth} > ${element.clientWidth}`,
        );
      }
      const hides = [style.overflowX, style.overflowY].some((how) =>
        ["hidden", "clip"].includes(how),
      );
      const holdsText = [...element.childNodes].some(
        (node) => node.nodeType === 3 && node.data.trim(),
      );
      const cutsWide = isWide && style.textOverflow !== "ellipsis";
      const cutsHigh =
        element.scrollHeight > element.clientHeight + 2 && style.webkitLineClamp === "none";
      if (holdsText && hides && (cutsWide || cutsHigh)) found.push(`text is cut: ${name(element)}`);
      if (
        holdsText &&
        box.right > root.clientWidth + 1 &&
        !isTable &&
        box.left < root.clientWidth
      ) {
        const clipped = element.closest("main, aside, .popup") !== null || box.left >= 0;
        if (clipped) found.push(`text runs out of the window: ${name(element)}`);
      }
    }
    return [...new Set(found)];
  });
}

/** Targets smaller than `least` px; `main` is asked of ticks, − +, PIN keys and primary buttons. */
export function smallTargets(page, { least, main }) {
  return page.evaluate(
    ([least, main]) => {
      const found = [];
      const MAIN =
        ".keys button, .stepper button, .tick.big, .tick input, obc-button.primary, .keys [type=button]";
      function rowOf(element) {
        let row = element.parentElement;
        while (getComputedStyle(row).position === "static") row = row.parentElement;
        return row;
      }
      function judge(element, host) {
        const shown = host ?? element;
        const isBare = element.matches("input[type=checkbox], input[type=radio]");
        const target = isBare ? (element.closest("label") ?? element) : shown;
        if (!target.checkVisibility({ visibilityProperty: true })) return;
        // A link that lies over its whole row (`::after`) has the row's size.
        const isSpread = getComputedStyle(element, "::after").position === "absolute";
        const box = (isSpread ? rowOf(element) : target).getBoundingClientRect();
        if (box.width <= 1 || box.height <= 1) return;
        // A link inside a sentence or a line of facts has the height of its text (WCAG 2.5.8).
        if (element.localName === "a" && getComputedStyle(element).display.startsWith("inline"))
          return;
        const need = shown.matches(MAIN) ? main : least;
        if (box.height + 0.5 >= need && box.width + 0.5 >= Math.min(need, least)) return;
        const label = element.getAttribute("aria-label") ?? (shown.innerText ?? "").trim();
        found.push(
          `${shown.localName}.${shown.className || "-"} "${label.slice(0, 40)}": ` +
            `${Math.round(box.width)}×${Math.round(box.height)}, needs ${need}`,
        );
      }
      const INTERACTIVE =
        'a[href], button, input, textarea, [role="button"], [role="option"], [role="row"][tabindex], [role="treeitem"], [role="menuitem"]';
      for (const element of document.querySelectorAll("body *")) {
        if (element.matches(INTERACTIVE)) judge(element);
        for (const inside of element.shadowRoot?.querySelectorAll("a[href], button, input") ?? []) {
          judge(inside, element);
        }
      }
      return [...new Set(found)];
    },
    [least, main],
  );
}

/** Buttons, fields and ticks that lie closer together than `apart` px, so that a glove hits two. */
export function crowdedTargets(page, apart) {
  return page.evaluate((apart) => {
    const boxes = [];
    const add = (element, shown) => {
      if (!shown.checkVisibility({ visibilityProperty: true })) return;
      const box = shown.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) return;
      const name = element.getAttribute("aria-label") ?? (shown.innerText ?? "").trim();
      boxes.push({ box, shown, scroller: scrollerOf(shown), name: name.slice(0, 30) });
    };
    // What has scrolled under a foot or head is not beside it, although its box may be.
    const scrollerOf = (element) => {
      const isGround = ({ overflowY, position }) =>
        ["auto", "scroll"].includes(overflowY) || position === "sticky";
      let at = element.parentElement;
      while (at && !isGround(getComputedStyle(at))) at = at.parentElement;
      return at;
    };
    for (const element of document.querySelectorAll("main *, aside *")) {
      const isBare = element.matches("input[type=checkbox], input[type=radio]");
      if (isBare) add(element, element.closest("label") ?? element);
      else if (element.matches("button, input, textarea")) add(element, element);
      for (const inside of element.shadowRoot?.querySelectorAll("button, input") ?? []) {
        add(inside, element);
      }
    }
    const found = [];
    const gap = (a, b, low, high) => Math.max(a[low] - b[high], b[low] - a[high]);
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        if (one.scroller !== other.scroller) continue;
        if (one.shown.contains(other.shown) || other.shown.contains(one.shown)) continue;
        const across = gap(one.box, other.box, "left", "right");
        const down = gap(one.box, other.box, "top", "bottom");
        const distance = Math.max(across, down);
        if (distance + 0.5 >= apart || distance < 0) continue;
        found.push(`"${one.name}" and "${other.name}" lie ${Math.round(distance)} px apart`);
      }
    }
    return found;
  }, apart);
}
