/** A keyboard-wedge scanner: real keys of the browser, faster than any hand, one code after the other. */

/** Keys that a scanner presses besides letters and figures, with the places they have. */
const PLACES = { "-": "Minus", ".": "Period", "/": "Slash", ":": "Semicolon", " ": "Space" };
const ENDS = { Enter: { text: "\r", code: 13 }, Tab: { text: "", code: 9 } };
const SHIFT = 8;
/** How far its keys lie apart. The event's own time tells it, however busy this machine is. */
const KEY_MS = 5;

export class Scanner {
  constructor(session) {
    this.session = session;
    this.clockMs = 0;
  }

  static async on(page) {
    return new Scanner(await page.context().newCDPSession(page));
  }

  /** Types one code; nothing waits for a key before the next one is pressed. */
  async scan(text, end = "Enter") {
    this.clockMs = Math.max(this.clockMs, Date.now());
    const sent = [];
    for (const character of text) sent.push(...this.strike(character));
    sent.push(...this.end(end));
    await Promise.all(sent);
  }

  /** Many codes behind each other, as fast as they come. */
  async scanAll(codes) {
    await Promise.all(codes.map((code) => this.scan(code)));
  }

  strike(character) {
    const isLetter = /[a-z]/i.test(character);
    const place = isLetter
      ? `Key${character.toUpperCase()}`
      : (PLACES[character] ?? `Digit${character}`);
    const isShifted = /[A-Z:]/.test(character);
    const key = {
      key: character,
      code: place,
      text: character,
      modifiers: isShifted ? SHIFT : 0,
      windowsVirtualKeyCode: character.toUpperCase().charCodeAt(0),
    };
    return this.downUp(key);
  }

  end(name) {
    const { text, code } = ENDS[name];
    return this.downUp({ key: name, code: name, text, windowsVirtualKeyCode: code });
  }

  downUp({ text, ...key }) {
    this.clockMs += KEY_MS;
    const timestamp = this.clockMs / 1000;
    const send = (event) => this.session.send("Input.dispatchKeyEvent", { ...event, timestamp });
    return [
      send({ type: text ? "keyDown" : "rawKeyDown", ...key, ...(text ? { text } : {}) }),
      send({ type: "keyUp", ...key }),
    ];
  }
}
