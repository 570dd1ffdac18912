/**
 * Runs inside the window: finds what a person would name, by role and visible name, also inside
 * open shadow roots. Answers the middle of its box and its text, or null while it is not there.
 */
(role, name, within) => {
  const ROLES = {
    button: "button, [role='button']",
    link: "a[href]",
    field: "input:not([type='checkbox'], [type='radio']), textarea, [role='combobox']",
    tick: "input[type='checkbox']",
    choice: "input[type='radio']",
    option: "[role='option']",
    menuitem: "[role='menuitem']",
    row: "[role='row'][data-index]",
    heading: "h1, h2, h3",
    dialog: "[role='dialog']",
    text: "p, li, span, b, h1, h2, h3, td, div",
  };
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== "hidden";
  };
  const textOf = (element) => {
    const host = element.getRootNode().host;
    const own = (element.innerText ?? "").trim();
    return own !== "" || !host ? own : (host.innerText ?? "").trim();
  };
  const nameOf = (element) => {
    const root = element.getRootNode();
    const aria = element.getAttribute("aria-label");
    if (aria) return aria;
    const labelled = element.getAttribute("aria-labelledby");
    if (labelled)
      return labelled
        .split(" ")
        .map((id) => root.getElementById(id)?.innerText ?? "")
        .join(" ");
    if (element.matches("input, textarea, [role='combobox']")) {
      return [...(element.labels ?? [])].map((label) => label.innerText).join(" ");
    }
    return textOf(element);
  };
  const flat = (text) => text.replace(/\s+/g, " ").trim();
  const matches = (given) => {
    const found = flat(given);
    return name.startsWith("~")
      ? found.includes(name.slice(1))
      : found === name || found.startsWith(`${name} required`);
  };
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches(ROLES[role]) && matches(nameOf(element))) found.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  const ground = within ? document.querySelector(within) : document;
  if (!ground) return null;
  walk(ground);
  const element =
    role === "text"
      ? found.findLast(isSeen)
      : found.find((one) => isSeen(one.closest("label") ?? one));
  if (!element) return null;
  element.scrollIntoView({ block: "nearest" });
  const isBare = element.matches("input[type='checkbox'], input[type='radio']");
  const box = (isBare ? (element.closest("label") ?? element) : element).getBoundingClientRect();
  return {
    x: Math.round(box.left + box.width / 2),
    y: Math.round(box.top + box.height / 2),
    text: flat(textOf(element)),
    value: element.value ?? null,
    disabled: element.matches(":disabled, [aria-disabled='true']"),
  };
};
