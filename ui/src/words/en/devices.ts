/** The forms by which workstations and the shore come and go. */
const number = (value: number) => value.toLocaleString("en-GB");

export const devices = {
  name: "Where it stands",
  nameHelp: "As people on board call the place: “Bridge”, “Engine control room”.",
  minutes: "The code is good for",
  minutesOf: (minutes: number) =>
    minutes < 60 ? `${minutes} minutes` : minutes === 60 ? "1 hour" : `${minutes / 60} hours`,
  inviteIntro:
    "The next step shows a one-time code. Whoever enters it at the new workstation, with the words of the recovery sheet, joins the vessel.",

  confirmIntro:
    "What this workstation recorded is kept, but counts only once it is confirmed. Confirm it when you know the machine and who works at it.",
  letter: "Letter",
  letterHelp: "It stands in every number issued there. It is never given twice.",
  deviceNumber: "Workstation number",
  publicKey: "Its key",

  shoreName: "Name of the shore",
  shoreNameHelp: "As people call it: “Shore”, “Office Palma”.",
  connectIntro:
    "Everything recorded on board goes ashore from now on, also what was recorded before. The shore may confirm further workstations and close lost ones.",

  closing: "What closing does",
  closes: (last: string) =>
    `Acts that this workstation wrote after entry ${last} are kept but do not count, on any machine.`,
  refuses: "No other machine exchanges with it any more.",
  keeps: (last: string) => `Its acts up to entry ${last} count as before.`,
  erases:
    "It does not erase what lies on that machine. Take it back, or ask for new PINs, if it was stolen.",
  reissues: "Acts that lie only on it can come back when it joins again as a new workstation.",
  lastSeq: "Last entry that counts",
  lastSeqHelp: (held: number) =>
    `Entry ${number(held)} is the last one held here. Give a smaller number only when a copy or a stranger wrote the later ones.`,
  lastSeqWrong: (held: number) => `Write a whole number from 0 to ${number(held)}.`,
  reason: "Reason",
  reasonHelp: "Lost, replaced, copied.",
} as const;
