/**
 * The main job in the real window, chapter by chapter: from a fault to a signed completion. The
 * journeys assert on it; the tour takes pictures of it.
 */
export const PIN = "123456";
export const CREW = "Rodel Villanueva";
export const ENGINEER = "Marta Nowak";
export const CHIEF = "Nikólaos Papadákis";
export const FAULT = "Bilge pump 2 draws no suction";
export const ORDER = `${FAULT} – find out why`;
export const NOTE = "Strainer full of rust flakes. Cleaned, pump primed.";

const SHEET = "aside";

/** `look(name)` is called where there is something to see. */
export function storyOf(window, look = async () => {}) {
  return {
    async signInAsCrew() {
      await window.see("heading", "Who are you?");
      await look("who-are-you");
      await window.click("button", `~${CREW}`);
      await window.see("heading", CREW);
      await window.type(PIN);
      await look("pin");
      await window.press("Enter");
      await window.see("heading", "Now", "main");
      await look("now");
    },

    async reportFault() {
      await window.click("button", "Report fault", "main");
      await window.fill("What is wrong", FAULT, SHEET);
      await window.fill("Equipment or space", "bilge pump", SHEET);
      await window.click("option", "~Bilge", SHEET);
      await window.click("choice", "High", SHEET);
      await window.fill("Code on the display", "BP-07", SHEET);
      await look("report-fault");
      await window.click("button", "Report", SHEET);
      await window.see("text", "~Fault reported", SHEET);
      await look("fault-reported");
      await window.click("button", "Open the fault", SHEET);
      await window.see("heading", FAULT, "main");
      await look("fault");
    },

    async changeToEngineer() {
      await window.click("button", "Change user");
      await window.click("button", `~${ENGINEER}`);
      await window.see("heading", ENGINEER);
      await window.type(PIN);
      await window.press("Enter");
      await window.see("heading", FAULT, "main");
    },

    async createOrder() {
      await window.click("button", "Create work order", "main");
      await window.fill("Title", ORDER, SHEET);
      await look("work-order-form");
      await window.click("button", "Next", SHEET);
      await window.see("heading", "You are about to", SHEET);
      await look("work-order-preview");
      await window.click("button", "Sign and create", SHEET);
      await window.see("text", "~Work order created", SHEET);
      await look("work-order-created");
      await window.click("button", "Open the work order", SHEET);
      await window.see("heading", ORDER, "main");
      await window.see("text", "Not started", "main");
    },

    async planPart() {
      await window.click("button", "Add part", "main");
      await window.fill("Find a part by name, number or barcode", "impeller 57", SHEET);
      await window.click("option", "~Impeller 57", SHEET);
      await window.see("text", "1 part to add", SHEET);
      await look("plan-part");
      await window.click("button", "Add to work order", SHEET);
      await window.see("text", "~Part added", SHEET);
      await window.press("Escape");
      await window.gone("dialog", "~Add part");
    },

    async addNote() {
      await window.click("button", "Add note", "main");
      await window.fill("Note", NOTE, SHEET);
      await window.click("choice", "Action", SHEET);
      await look("note");
      await window.press("Control+Enter");
      await window.see("text", "In progress", "main");
      await window.press("Escape");
      await window.gone("dialog", "~Add note");
      await look("work-order");
    },

    /** Up to the PIN; nothing is written before it. */
    async completeToSign() {
      await window.click("button", "Complete", "main");
      await window.see("text", "~not logged", SHEET);
      await look("parts-not-logged");
      await window.click("button", "Log now", SHEET);
      await window.see("text", "1 of 1 ticked", SHEET);
      await look("log-usage");
      await window.click("button", "Next", SHEET);
      await window.see("heading", "You are about to", SHEET);
      await look("log-usage-check");
      await window.click("button", "Log", SHEET);
      // Logged, and back at the completion.
      await window.see("text", "Usage logged", SHEET);
      await window.click("choice", "Resolved", SHEET);
      await window.fill("Hours", "1,5", SHEET);
      await look("complete-form");
      await window.click("button", "Next", SHEET);
      await window.see("heading", "You are about to", SHEET);
      await look("complete-preview");
      await window.click("button", "Sign", SHEET);
      await window.see("text", "~You sign as", SHEET);
      await window.type(PIN);
      await look("complete-sign");
    },

    /** Whoever logged it reverses it, with a reason. */
    async reverseUsage() {
      await window.click("button", "~Reverse: ", "main");
      await window.fill("Reason", "Logged on the wrong job.", SHEET);
      await look("reverse-usage");
      await window.click("button", "Next", SHEET);
      await window.see("heading", "You are about to", SHEET);
      await window.click("button", "Reverse", SHEET);
      await window.see("text", "~Movement reversed", SHEET);
      await window.press("Escape");
      await window.see("text", "Reversed", "main");
    },

    async sign() {
      await window.doubleClick("button", "Sign and complete", SHEET);
      await window.see("text", "~Work order completed", SHEET);
      await look("completed");
      await window.press("Escape");
      await window.see("text", "Completed", "main");
      await look("work-order-completed");
    },
  };
}
