import { describe, expect, it } from "vitest";
import { commandOf } from "./commands";

const everything = () => true;

describe("commands", () => {
  it("are a verb and what follows it", () => {
    expect(commandOf("new fault gen 2  leaks oil", everything)).toEqual({
      verb: "report_fault",
      rest: "gen 2 leaks oil",
    });
    expect(commandOf("New Work Order", everything)).toEqual({
      verb: "create_work_order",
      rest: "",
    });
    expect(commandOf("handover Watch the bilge", everything)).toEqual({
      verb: "add_to_handover",
      rest: "Watch the bilge",
    });
  });

  it("lead to a manual by a machine and a code", () => {
    expect(commandOf("manual gen 2 E047", everything)).toEqual({
      verb: "manual",
      rest: "gen 2 E047",
    });
  });

  it("are no part of a word and stand at the beginning", () => {
    expect(commandOf("stockless anchor", everything)).toBeNull();
    expect(commandOf("a new fault", everything)).toBeNull();
    expect(commandOf("new", everything)).toBeNull();
  });

  it("are none where nobody may open them", () => {
    expect(commandOf("stock impeller", (verb) => verb !== "stock")).toBeNull();
  });
});
