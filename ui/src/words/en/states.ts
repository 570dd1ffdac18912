/** Names of states and enumerations. The keys are the stored values; a person never sees a key. */
export const states = {
  fault: { open: "Open", resolved: "Resolved" },
  workOrder: {
    candidate: "Not started",
    active: "In progress",
    completed: "Completed",
    cancelled: "Cancelled",
  },
  partLine: { planned: "Planned", not_used: "Not used", logged: "Logged" },
  active: { active: "In use", retired: "Retired" },
} as const;

export const enumerations = {
  severity: { low: "Low", medium: "Medium", high: "High", critical: "Critical" },
  severityMeaning: {
    low: "Works, with a blemish. Mend it when convenient.",
    medium: "Works with limits, or a spare is running.",
    high: "Out of service, or likely to fail soon.",
    critical: "Safety, propulsion, power or the hull is at risk now.",
  },
  priority: { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" },
  workOrderKind: { corrective: "Corrective", planned: "Planned", inspection: "Inspection" },
  outcome: { resolved: "Resolved", partial: "Partial", unsuccessful: "Unsuccessful" },
  noteCategory: {
    update: "Update",
    diagnosis: "Diagnosis",
    action: "Action",
    issue: "Issue",
  },
  resolution: {
    repaired: "Repaired",
    replaced: "Replaced",
    adjusted: "Adjusted",
    reset: "Reset",
    false_alarm: "False alarm",
    duplicate: "Duplicate",
    other: "Other",
  },
  role: {
    crew: "Crew",
    engineer: "Engineer",
    eto: "ETO",
    chief_engineer: "Chief engineer",
    chief_officer: "Chief officer",
    chief_steward: "Chief steward",
    purser: "Purser",
    captain: "Captain",
    manager: "Manager",
  },
  department: {
    engineering: "Engineering",
    deck: "Deck",
    interior: "Interior",
    management: "Management",
  },
  criticality: { low: "Low", medium: "Medium", high: "High" },
  stock: {
    data_error: "Check the record",
    out_of_stock: "Out of stock",
    critical: "Critical",
    low: "Low",
    overstocked: "Overstocked",
    in_stock: "In stock",
    not_tracked: "Not tracked",
  },
} as const;
