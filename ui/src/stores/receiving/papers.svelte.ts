/** What of a delivery goes on paper, as entries of its "More" menu and the panel that one opens. */
import { route, type MenuItem } from "../../kit";
import { words } from "../../words";
import { deliveryLabelsHref } from "../places";

const w = words.deliveries.papers;

export type DeliveryPaper = "quay_sheet" | "delivery";

export class Papers {
  /** The paper that is being printed. */
  chosen = $state<DeliveryPaper | null>(null);

  /** The sheet for the quay while it may still be counted; labels once something of it is ticked. */
  items(id: string, isOpen: boolean, hasTicks: boolean): readonly MenuItem[] {
    const print = (label: string, paper: DeliveryPaper, isFirst: boolean): MenuItem => ({
      label,
      ...(isFirst ? { shortcut: "Ctrl+P" } : {}),
      onselect: () => (this.chosen = paper),
    });
    return [
      ...(isOpen ? [print(w.quay, "quay_sheet", true)] : []),
      print(w.record, "delivery", !isOpen),
      ...(hasTicks
        ? [{ label: words.labels.ofDelivery, onselect: () => route.go(deliveryLabelsHref(id)) }]
        : []),
    ];
  }
}
