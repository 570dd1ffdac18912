/** The heads of lists on paper are those on screen: the program's own words are held to the catalogue. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { words } from "../words";

const source = (name: string) =>
  readFileSync(`../crates/api/src/printing/lists/${name}.rs`, { encoding: "utf8" });
const headsIn = (text: string) =>
  [...text.matchAll(/Column::(?:text|figure)\("([^"]*)"/g)].map((found) => found[1]);

const { list } = words.work;
const { deliveries, orders, shopping, spend, stock, stores, record, settings, equipment } = words;

const ON_SCREEN: Record<string, readonly string[]> = {
  work: [
    ...[list.number, list.fault, list.equipment, list.severity, list.state, list.noticed],
    ...[list.number, list.order, list.equipment, list.state, list.assigned, list.due],
  ],
  stores: [
    ...[stores.number, stores.name, stores.maker, stores.usualPlace, stores.stock],
    ...["Code", "Name", stores.placesHead],
    ...[stock.supplierCode, stock.supplierName, stock.supplierContact],
    ...[stock.supplierPhone, stock.supplierAccountHead],
  ],
  shopping: [shopping.name, shopping.quantity, shopping.source, shopping.state, shopping.age],
  purchases: [
    ...[orders.number, orders.supplier, orders.state, orders.lines],
    ...[orders.sum, orders.wanted, orders.made],
  ],
  deliveries: [
    ...[deliveries.number, deliveries.supplier, deliveries.state, deliveries.ticked],
    ...[deliveries.holder, deliveries.opened],
  ],
  postings: [spend.at, spend.part, spend.order, spend.department, spend.quantity, spend.amount],
  people: [settings.name, settings.role, settings.department, settings.pin],
  movements: [stock.at, stock.what, stock.part, stock.place, stock.quantity, stock.sum],
  record: [record.at, record.what, record.records, record.who, record.entryHead],
};

test.each(Object.keys(ON_SCREEN))("the heads of %s are those of the screen", (name) => {
  expect(headsIn(source(name))).toEqual(ON_SCREEN[name]);
});

test("the tree names what it counts as the screen does", () => {
  const counters = ["Equipment", equipment.grid.last, equipment.grid.lastAt, "Now"];
  const tree = ["Code", "Name", equipment.headFaults, equipment.headWork];
  expect(headsIn(source("equipment"))).toEqual([...tree, ...counters]);
});
