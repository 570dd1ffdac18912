/**
 * Runs inside the page: the contrast of every text, icon and control in sight, also inside open
 * shadow roots, in one palette after the other. Answers for each what falls short, by selector.
 * Thresholds: WCAG 2.1, 1.4.3 and 1.4.11.
 *
 * What lies behind a text is composed from the backgrounds of its ancestors in the flattened tree
 * (slots and hosts included); an element's and its ancestors' opacity thin its ink. Both are asked
 * of thousands of elements that share their ancestors, so each is worked out once.
 */
(state, palettes) => {
  const TEXT = 4.5;
  const LARGE = 3;
  const CONTROL = 3;
  const CANVAS = [255, 255, 255, 1];
  /** A transition that starts one that starts one; what runs for ever is no transition. */
  const ROUNDS_MAX = 8;

  const parentOf = (element) =>
    element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;

  function parse(color) {
    const numbers = color.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
    if (color.startsWith("rgb")) return [...numbers.slice(0, 3), numbers[3] ?? 1];
    if (color.startsWith("color(srgb")) {
      return [...numbers.slice(0, 3).map((part) => part * 255), numbers[3] ?? 1];
    }
    return null;
  }

  const over = (top, under) => {
    const mixed = [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3]));
    return [...mixed, 1];
  };

  /** Forgets what was worked out: another palette has other colours. */
  const forget = [];
  function once(work) {
    const known = new Map();
    forget.push(() => known.clear());
    return (element) => {
      if (!known.has(element)) known.set(element, work(element));
      return known.get(element);
    };
  }

  const behind = once((element) => {
    if (!element) return CANVAS;
    const color = parse(getComputedStyle(element).backgroundColor);
    if (!color || color[3] === 0) return behind(parentOf(element));
    return color[3] === 1 ? color : over(color, behind(parentOf(element)));
  });

  const opacity = once((element) =>
    element ? Number(getComputedStyle(element).opacity) * opacity(parentOf(element)) : 1,
  );

  function luminance([red, green, blue]) {
    const linear = [red, green, blue].map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  function ratio(one, other) {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  }

  const isClipped = once(
    (element) =>
      element !== null &&
      (getComputedStyle(element).clipPath === "inset(50%)" || isClipped(parentOf(element))),
  );

  const isVisible = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false;
    return !isClipped(element);
  };

  function selector(element) {
    const parts = [];
    for (let at = element; at && parts.length < 4; at = parentOf(at)) {
      const tag = at.localName;
      if (tag === "slot") continue;
      const names = [...at.classList].filter((name) => !name.startsWith("svelte-")).slice(0, 2);
      parts.unshift([tag, ...names].join("."));
    }
    return parts.join(" > ");
  }

  let shortfalls = [];
  const seen = { texts: 0, icons: 0, controls: 0, selected: 0, disabled: 0, focusable: 0 };

  function judge(element, kind, ink, ground, need, text = "") {
    seen[kind] += 1;
    const found = ink === null ? 0 : ratio(over([...ink.slice(0, 3), ink[3]], ground), ground);
    if (found + 0.005 >= need) return;
    shortfalls.push({
      where: selector(element),
      kind,
      text: text.trim().slice(0, 40),
      ratio: Number(found.toFixed(2)),
      need,
      ink: ink?.map((part) => Math.round(part * 100) / 100).join(" ") ?? "unknown colour",
      ground: ground.map(Math.round).join(" "),
    });
  }

  const thinned = (color, element) => color && [...color.slice(0, 3), color[3] * opacity(element)];

  const needOf = (style) => {
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return isLarge ? LARGE : TEXT;
  };

  function judgeText(node) {
    const element = node.parentElement ?? node.getRootNode().host;
    if (!element || node.data.trim() === "" || ["STYLE", "SCRIPT"].includes(element.tagName))
      return;
    if (!isVisible(element)) return;
    // Its letters are those of the picture below it; here they can only be selected.
    if (element.closest("[data-over-picture]")) return;
    const style = getComputedStyle(element);
    const ink = thinned(parse(style.color), element);
    judge(element, "texts", ink, behind(element), needOf(style), node.data);
    if (element.closest('[aria-selected="true"], [aria-current], [aria-pressed="true"], .chosen')) {
      seen.selected += 1;
    }
    if (element.closest(":disabled, [aria-disabled='true'], .disabled, [disabled]")) {
      seen.disabled += 1;
    }
  }

  function judgeTyped(element) {
    const style = getComputedStyle(element);
    if (element.value) {
      judge(element, "texts", parse(style.color), behind(element), needOf(style), element.value);
    } else if (element.placeholder) {
      const ink = parse(getComputedStyle(element, "::placeholder").color);
      judge(element, "texts", ink, behind(element), needOf(style), element.placeholder);
    }
  }

  function judgeIcon(svg) {
    if (!isVisible(svg)) return;
    const inks = [...svg.querySelectorAll("path, circle, rect, line, polygon, polyline")]
      .flatMap((shape) => {
        const style = getComputedStyle(shape);
        return [style.fill, style.stroke].filter((paint) => paint !== "none").map(parse);
      })
      .filter((ink) => ink === null || ink[3] > 0)
      .map((ink) => thinned(ink, svg));
    if (inks.length === 0) return;
    const ground = behind(svg);
    // One shape that stands out is enough to recognise the icon.
    const best = inks.reduce((a, b) =>
      ratio(over(a ?? CANVAS, ground), ground) >= ratio(over(b ?? CANVAS, ground), ground) ? a : b,
    );
    judge(svg, "icons", best, ground, CONTROL);
  }

  /** The edge of a control, or its surface, must stand out from what it lies on. */
  function judgeEdge(element) {
    // A bare input (opacity 0) is drawn by what stands around it, inside the same label.
    const isBare = Number(getComputedStyle(element).opacity) === 0;
    const box = isBare ? (element.closest("label .box, label") ?? element.parentElement) : element;
    if (!isVisible(box)) return;
    const outside = behind(parentOf(box));
    const drawn = isBare ? [box, ...box.querySelectorAll(":not(input)")] : [box];
    const inks = drawn
      .map((one) => getComputedStyle(one))
      .flatMap((style) => [
        ...(Number.parseFloat(style.borderBottomWidth) > 0 ? [parse(style.borderBottomColor)] : []),
        parse(style.backgroundColor),
      ]);
    const visible = inks.filter((ink) => ink !== null && ink[3] > 0);
    if (visible.length === 0) return;
    const best = visible.reduce((a, b) =>
      ratio(over(a, outside), outside) >= ratio(over(b, outside), outside) ? a : b,
    );
    judge(box, "controls", best, outside, CONTROL, element.getAttribute("aria-label") ?? "");
  }

  const FOCUSABLE =
    "a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex='0']";

  /** With focus forced on everything: the ring must be there and stand out. */
  function judgeFocus(element) {
    if (element.dataset?.sentinel !== undefined) return;
    const isBare = Number(getComputedStyle(element).opacity) === 0;
    const box = isBare ? element.parentElement : element;
    if (!isVisible(box)) return;
    const candidates = [box, ...box.querySelectorAll("*")];
    const rings = candidates
      .map((one) => getComputedStyle(one))
      .flatMap((style) => {
        const found = [];
        if (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1) {
          found.push(parse(style.outlineColor));
        }
        const shadow =
          style.boxShadow === "none"
            ? null
            : /^(rgba?\([^)]*\)|color\([^)]*\))/.exec(style.boxShadow);
        if (shadow) found.push(parse(shadow[0]));
        return found;
      });
    const outside = behind(parentOf(box) ?? box);
    const visible = rings.filter((ink) => ink !== null && ink[3] > 0);
    if (visible.length === 0) {
      judge(box, "focusable", null, outside, CONTROL, "no focus ring");
      return;
    }
    const best = visible.reduce((a, b) =>
      ratio(over(a, outside), outside) >= ratio(over(b, outside), outside) ? a : b,
    );
    judge(box, "focusable", best, outside, CONTROL, box.innerText ?? "");
  }

  function walk(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        judgeText(node);
        continue;
      }
      if (node.shadowRoot) walk(node.shadowRoot);
      if (node.localName === "svg") judgeIcon(node);
      if (node.matches("input, textarea, [role='combobox'], [role='switch']")) {
        if (
          isVisible(node) &&
          node.matches("input:not([type='checkbox'], [type='radio']), textarea")
        ) {
          judgeTyped(node);
        }
        judgeEdge(node);
      }
      if (state === "focus" && node.matches(FOCUSABLE)) judgeFocus(node);
    }
  }

  /**
   * The vendor's transitions run on inside shadow roots, where reduced motion does not reach. One that
   * is finished may start another, on what inherits its colour.
   */
  function settle() {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const running = animationsIn(document).filter(({ playState }) => playState === "running");
      if (running.length === 0) return;
      for (const animation of running) animation.finish();
    }
    throw new Error(`something on this screen is not still after ${ROUNDS_MAX} rounds`);
  }

  function animationsIn(root) {
    const own = root.getAnimations?.() ?? [];
    const hosts = [...root.querySelectorAll("*")].filter(({ shadowRoot }) => shadowRoot);
    return [...own, ...hosts.flatMap(({ shadowRoot }) => animationsIn(shadowRoot))];
  }

  const found = {};
  for (const palette of palettes) {
    document.documentElement.dataset.obcTheme = palette;
    settle();
    for (const clear of forget) clear();
    shortfalls = [];
    walk(document.body);
    found[palette] = shortfalls;
  }
  return { found, seen };
};
