/** Every form of work. */
import type { ActForm } from "../../act";
import { completionForms } from "./completion";
import { faultForms } from "./faults";
import { noteForms } from "./notes";
import { orderForms } from "./orders";
import { partForms } from "./parts";

export const workForms: readonly ActForm[] = [
  ...faultForms,
  ...orderForms,
  ...noteForms,
  ...partForms,
  ...completionForms,
];
